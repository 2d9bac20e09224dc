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
    private const int AnySize = int.MaxValue;
    private const int FirstGuess = 4;

    /// <summary>The columns; time first.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } = [new("time", Unit.Nanoseconds), new("calls", Unit.Count), new("bytes", Unit.Bytes)];

    /// <summary>
    /// The profile to be: callers, then the system call, then the file. Where no place is known a stack begins with the system call.
    /// </summary>
    /// <param name="table">The exact sums.</param>
    /// <param name="sites">The places; may be empty.</param>
    /// <param name="wholeRun">
    /// True when the places were watched to the end of the run. Then a file that they do not name bears another name from run to run
    /// (a temporary file), and its cost goes to the places of like calls; otherwise it came later, and nobody knows its callers.
    /// </param>
    public static ProfileBuilder Build(IoTable table, IReadOnlyList<SyscallSite> sites, bool wholeRun)
    {
        ProfileBuilder profile = new(ProfileKind.Io, Metrics);
        Dictionary<IoKey, List<SyscallSite>> index = Index(sites);
        HashSet<string> shown = LargestFiles(table);
        foreach ((IoKey key, IoCost cost) in table.Costs.OrderByDescending(pair => pair.Value.Nanoseconds).ThenBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            string file = shown.Contains(key.File) ? key.File : IoTable.OtherFiles;
            Frame[] leaf = file.Length == 0
                ? [new Frame(key.Syscall, "", FrameOrigin.Syscall)]
                : [new Frame(key.Syscall, "", FrameOrigin.Syscall), new Frame(file, "", FrameOrigin.File)];
            Share(profile, cost, Find(index, key, wholeRun), leaf);
        }

        return profile;
    }

    /// <summary>
    /// The keys that a call is looked up by, the most telling first: the same file and size; the same file; places whose file is
    /// unknown. Those from <see cref="FirstGuess"/> on take other files for this one: the same kind and size, the same size, the same kind, any.
    /// </summary>
    private static IoKey[] Levels(IoKey key)
    {
        // No path and no folded name begins like this.
        string kind = "\0" + SyscallFile.Kind(key.File);
        return
        [
            key, key with { SizeClass = AnySize }, key with { File = "" }, new(key.Syscall, "", AnySize),
            key with { File = kind }, key with { File = "\0" }, new(key.Syscall, kind, AnySize), new(key.Syscall, "\0", AnySize),
        ];
    }

    private static Dictionary<IoKey, List<SyscallSite>> Index(IReadOnlyList<SyscallSite> sites)
    {
        Dictionary<IoKey, List<SyscallSite>> index = [];
        foreach (SyscallSite site in sites)
        {
            IoKey[] levels = Levels(site.Key);
            for (int i = 0; i < levels.Length; i++)
            {
                // A place whose file is known is no answer for calls whose place is sought without one.
                if (i is 2 or 3 && site.Key.File.Length > 0)
                {
                    continue;
                }

                if (!index.TryGetValue(levels[i], out List<SyscallSite>? list))
                {
                    list = [];
                    index.Add(levels[i], list);
                }

                if (list.Count == 0 || !ReferenceEquals(list[^1], site))
                {
                    list.Add(site);
                }
            }
        }

        return index;
    }

    private static List<SyscallSite> Find(Dictionary<IoKey, List<SyscallSite>> index, IoKey key, bool wholeRun)
    {
        IoKey[] levels = Levels(key);
        for (int i = 0; i < (wholeRun ? levels.Length : FirstGuess); i++)
        {
            if (index.TryGetValue(levels[i], out List<SyscallSite>? sites))
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
