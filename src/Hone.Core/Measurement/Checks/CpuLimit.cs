using System.Globalization;

namespace Hone.Measurement.Checks;

/// <summary>How much CPU time a container or service may use: after that it stands still until the period is over.</summary>
public static class CpuLimit
{
    /// <summary>
    /// The tightest limit of the control groups that Hone is in, in cores; null when there is none. Version 2 writes
    /// <c>150000 100000</c> or <c>max 100000</c> (Documentation/admin-guide/cgroup-v2.rst), version 1 quota and period in two
    /// files, -1 for none (Documentation/scheduler/sched-bwc.rst).
    /// </summary>
    public static double? Cores(HostTexts texts)
    {
        IEnumerable<string[]> pairs =
        [
            .. texts.Lines(HostTexts.CpuMax).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            .. texts.Lines(HostTexts.CpuQuota).Zip(texts.Lines(HostTexts.CpuPeriod), (quota, period) => new[] { quota, period }),
        ];
        double? least = null;
        foreach (string[] pair in pairs)
        {
            if (pair.Length == 2 && Number(pair[0]) is double quota && Number(pair[1]) is double period && period > 0 && (least is null || quota / period < least))
            {
                least = quota / period;
            }
        }

        return least;
    }

    private static double? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
