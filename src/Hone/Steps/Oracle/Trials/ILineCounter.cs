using Hone.Equivalence.Mutants;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>The lines of one file.</summary>
/// <param name="How">What counted them.</param>
/// <param name="Executable">Lines with code.</param>
/// <param name="Executed">Those that were executed.</param>
internal sealed record CountedLines(string How, IReadOnlySet<int> Executable, IReadOnlySet<int> Executed);

/// <summary>What counters run.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Tree">A tree with the unchanged program.</param>
/// <param name="Plan">What another such tree is made of.</param>
/// <param name="Place">Where trees lie.</param>
/// <param name="Enclosure">What programs are enclosed by.</param>
/// <param name="Notes">Where a counter says why it counted nothing.</param>
internal sealed record CounterSetting(IReadOnlyList<TrialCase> Cases, TrialTree Tree, BuildTreePlan Plan, TreePlace Place, Enclosure Enclosure, List<string> Notes)
{
    private const int SlowerWhenCounted = 60;

    /// <summary>Runs every case in a tree with other variables; what it prints is nobody's business here.</summary>
    public void RunAll(TrialTree tree, Func<SpawnRequest, IReadOnlyDictionary<string, string?>> variables)
    {
        foreach (TrialCase each in Cases)
        {
            RunPlace place = tree.Place(each.Judge.Case, Duration.FromSeconds(SlowerWhenCounted + (10 * each.Limit.Nanoseconds / 1e9)));
            _ = each.Judge.Run(place with { Around = request => place.Around!(request with { Environment = With(request.Environment, variables(request)) }) });
        }
    }

    private static Dictionary<string, string?> With(IReadOnlyDictionary<string, string?> own, IReadOnlyDictionary<string, string?> more)
    {
        Dictionary<string, string?> all = new(own);
        foreach ((string name, string? value) in more)
        {
            all[name] = value;
        }

        return all;
    }
}

/// <summary>Counts executed lines of one kind of language.</summary>
internal interface ILineCounter
{
    /// <summary>The tool, for people.</summary>
    string Name { get; }

    /// <summary>Whether it is about a language.</summary>
    bool Takes(SourceLanguage language);

    /// <summary>The lines of the functions' files, by file; those that it could not count are missing.</summary>
    IReadOnlyDictionary<string, CountedLines> Count(Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting);
}
