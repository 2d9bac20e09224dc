using System.Globalization;

namespace Hone.Measurement.Checks;

/// <summary>A list of processors as the kernel writes it, such as <c>0-3,6</c> (cpuset(7), "List format").</summary>
public static class CoreList
{
    // The largest number of processors that Linux can be built for is 8,192; a list may not name more.
    private const int Most = 8192;

    /// <summary>The processors in the order of the list; what is no list is passed over.</summary>
    public static IReadOnlyList<int> Parse(string text)
    {
        List<int> cores = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (ends.Length <= 2 && Number(ends[0]) is int first && Number(ends[^1]) is int last)
            {
                for (int core = first; core <= last && cores.Count < Most; core++)
                {
                    cores.Add(core);
                }
            }
        }

        return cores;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < Most ? number : null;
}
