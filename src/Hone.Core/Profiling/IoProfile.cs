using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>A place that made system calls, seen in a second, sampled look at the program.</summary>
/// <param name="Key">What it called; the file may be empty and the size class -1 where the look could not tell.</param>
/// <param name="Stack">The program's frames, outermost first, without the system call.</param>
/// <param name="Count">How often it was seen.</param>
public sealed record SyscallSite(IoKey Key, IReadOnlyList<Frame> Stack, long Count);

/// <summary>
/// Joins exact sums of system calls with the sampled places that made them: the cost of each kind of call is shared out in
/// proportion to how often each place was seen making such calls.
/// </summary>
public static class IoProfile
{
    private const int MaxFiles = 500;

    /// <summary>The columns; time first.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } = [new("time", Unit.Nanoseconds), new("calls", Unit.Count), new("bytes", Unit.Bytes)];

    /// <summary>
    /// The profile to be: callers, then the system call, then the file. Without places each stack begins with the system call.
    /// </summary>
    /// <param name="table">The exact sums.</param>
    /// <param name="sites">The places; may be empty.</param>
    public static ProfileBuilder Build(IoTable table, IReadOnlyList<SyscallSite> sites)
    {
        ProfileBuilder profile = new(ProfileKind.Io, Metrics);
        Dictionary<IoKey, List<SyscallSite>>[] levels = Index(sites);
        HashSet<string> shown = LargestFiles(table);
        foreach ((IoKey key, IoCost cost) in table.Costs.OrderByDescending(pair => pair.Value.Nanoseconds).ThenBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            string file = shown.Contains(key.File) ? key.File : IoTable.OtherFiles;
            Frame[] leaf = file.Length == 0
                ? [new Frame(key.Syscall, "", FrameOrigin.Syscall)]
                : [new Frame(key.Syscall, "", FrameOrigin.Syscall), new Frame(file, "", FrameOrigin.File)];
            Share(profile, cost, Find(levels, key), leaf);
        }

        return profile;
    }

    /// <summary>The keys a call is looked up by, the most telling first.</summary>
    private static IoKey[] Levels(IoKey key) =>
    [
        key,
        key with { File = SyscallFile.Kind(key.File) },
        key with { File = "" },
        new(key.Syscall, SyscallFile.Kind(key.File), int.MaxValue),
        new(key.Syscall, "", int.MaxValue),
    ];

    private static Dictionary<IoKey, List<SyscallSite>>[] Index(IReadOnlyList<SyscallSite> sites)
    {
        Dictionary<IoKey, List<SyscallSite>>[] levels = [[], [], [], [], []];
        foreach (SyscallSite site in sites)
        {
            IoKey[] keys = Levels(site.Key);
            for (int i = 0; i < keys.Length; i++)
            {
                if (!levels[i].TryGetValue(keys[i], out List<SyscallSite>? list))
                {
                    list = [];
                    levels[i].Add(keys[i], list);
                }

                list.Add(site);
            }
        }

        return levels;
    }

    private static List<SyscallSite> Find(Dictionary<IoKey, List<SyscallSite>>[] levels, IoKey key)
    {
        IoKey[] keys = Levels(key);
        for (int i = 0; i < keys.Length; i++)
        {
            if (levels[i].TryGetValue(keys[i], out List<SyscallSite>? sites))
            {
                return sites;
            }
        }

        return [];
    }

    /// <summary>Shares out so that the parts add up to the whole exactly.</summary>
    private static void Share(ProfileBuilder profile, IoCost cost, List<SyscallSite> sites, Frame[] leaf)
    {
        long all = 0;
        foreach (SyscallSite site in sites)
        {
            all += site.Count;
        }

        if (all == 0)
        {
            profile.AddStack(leaf, cost.Nanoseconds, cost.Calls, cost.Bytes);
            return;
        }

        long seen = 0;
        IoCost given = default;
        foreach (SyscallSite site in sites)
        {
            seen += site.Count;
            IoCost upTo = new(Part(cost.Nanoseconds, seen, all), Part(cost.Calls, seen, all), Part(cost.Bytes, seen, all));
            if (upTo != given)
            {
                profile.AddStack([.. site.Stack, .. leaf], upTo.Nanoseconds - given.Nanoseconds, upTo.Calls - given.Calls, upTo.Bytes - given.Bytes);
                given = upTo;
            }
        }
    }

    private static long Part(long whole, long seen, long all) => (long)((Int128)whole * seen / all);

    private static HashSet<string> LargestFiles(IoTable table)
    {
        Dictionary<string, IoCost> files = new(StringComparer.Ordinal);
        foreach ((IoKey key, IoCost cost) in table.Costs)
        {
            files[key.File] = files.GetValueOrDefault(key.File) + cost;
        }

        return files.OrderByDescending(pair => pair.Value.Nanoseconds).ThenByDescending(pair => pair.Value.Calls).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MaxFiles).Select(pair => pair.Key).Append("").ToHashSet(StringComparer.Ordinal);
    }
}
