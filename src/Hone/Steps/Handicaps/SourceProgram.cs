using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence.Delays;
using Hone.Linux.Handicaps;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>The program built in a copy of the project, with a counter in the source of one function.</summary>
internal sealed class SourceProgram : IDelayedProgram
{
    private readonly TrialTree _tree;
    private readonly TrialProgram _program;
    private readonly DelayCounts _counts;

    private SourceProgram(TrialTree tree, TrialProgram program, bool slow)
    {
        _tree = tree;
        _program = program;
        _counts = new(Path.Combine(tree.Temporary, "counts"));
        IsSlow = slow;
    }

    public string Way => "source";

    public long MostEvery => DelayRuntime.MostEvery;

    public bool IsSlow { get; }

    public IReadOnlyList<long> Unchanged => _program.Unchanged;

    /// <summary>Makes the copy, measures the unchanged program there, and builds it with the counter.</summary>
    public static SourceProgram Create(Session session, HotFunction function, Workload workload, TreePlace place, HandicapPlan plan, List<string> notes)
    {
        string changed = DelayedSource.Insert(function.Source, function.Language, function.Tokens, function.Function)
            ?? throw Refused(function, "its form has no place for a counter");
        TrialTree tree = TrialProgram.Grow(session, workload, place, notes);
        try
        {
            TrialProgram program = TrialProgram.Try(session, OracleCase.Of(workload), tree, plan, notes);
            if (!tree.Change([(function.File, changed)]))
            {
                throw Refused(function, "the project does not build with a counter in it");
            }

            SourceProgram source = new(tree, program, function.Language.Name is "python" or "javascript" or "typescript");
            source._counts.Create();
            return source;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    public SpawnRequest Request(long every, long wait) => _program.Request(new Dictionary<string, string?> { [DelayRuntime.Variable] = DelayRuntime.Value(every, wait, _counts.Folder) });

    public DelayTotals Take()
    {
        DelayTotals totals = _counts.Take();
        _program.Clear();
        return totals;
    }

    public void Dispose() => _tree.Dispose();

    private static ProblemException Refused(HotFunction function, string why) => new(new(
        ExitCode.Inconclusive,
        "no-place-for-counter",
        $"no counter can be put into {function.Function.Name}: {why}",
        "of a native program try: hone handicap … --way breakpoint; or name a function that calls it or that it calls")
    { Place = FormattableString.Invariant($"{function.File}:{function.Function.FirstLine}") });
}
