using System.Globalization;
using System.Text;

namespace Hone.Equivalence;

/// <summary>Finds out whether a text seems to hold the time at which it was written.</summary>
public static class ClockTrace
{
    private static readonly string[] _forms = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "dd.MM.yyyy", "MM/dd/yyyy", "d MMM yyyy", "dd MMM yyyy", "MMM d", "MMM dd"];

    /// <summary>True when the date, of any time zone, or the seconds since 1970 stand in it, in one of the usual forms.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">When it was written.</param>
    public static bool IsIn(ReadOnlySpan<byte> text, DateTimeOffset now)
    {
        for (int day = -1; day <= 1; day++)
        {
            foreach (string form in _forms)
            {
                if (text.IndexOf(Encoding.ASCII.GetBytes(now.AddDays(day).ToString(form, CultureInfo.InvariantCulture))) >= 0)
                {
                    return true;
                }
            }
        }

        // The first eight of ten digits: within a hundred seconds.
        string seconds = (now.ToUnixTimeSeconds() / 100).ToString(CultureInfo.InvariantCulture);
        return text.IndexOf(Encoding.ASCII.GetBytes(seconds)) >= 0;
    }
}
