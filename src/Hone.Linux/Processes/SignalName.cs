using System.Globalization;

namespace Hone.Linux.Processes;

/// <summary>The names of the signals that ask a program to end (signal(7), numbers of x86 and arm).</summary>
public static class SignalName
{
    private const int Highest = 64;

    private static readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ABRT"] = 6,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["USR2"] = 12,
        ["ALRM"] = 14,
        ["TERM"] = 15,
        ["WINCH"] = 28,
    };

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c> or <c>15</c>; null for no signal.</summary>
    public static int? Parse(string text)
    {
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return _numbers.TryGetValue(name, out int number) ? number
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int stated) && stated is > 0 and <= Highest ? stated
            : null;
    }
}
