using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence.Delays;
using Hone.Linux.Handicaps;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>The program as it is, in a copy of the project, with a breakpoint at one function of a native program that it runs.</summary>
internal sealed class BreakpointProgram : IDelayedProgram
{
    private readonly TrialTree _tree;
    private readonly TrialProgram _program;
    private readonly Breakpoint _breakpoint;
    private readonly BreakpointPlace _place;
    private readonly DelayCounts _counts;

    private BreakpointProgram(TrialTree tree, TrialProgram program, Breakpoint breakpoint, BreakpointPlace place)
    {
        (_tree, _program, _breakpoint, _place) = (tree, program, breakpoint, place);
        _counts = new(Path.Combine(tree.Temporary, "counts"));
    }

    public string Way => "breakpoint";

    public long MostEvery => DelayRuntime.MostEvery;

    public bool IsSlow => true;

    public IReadOnlyList<long> Unchanged => _program.Unchanged;

    /// <summary>Makes the copy and looks the function up in it; null, and why, when that cannot be done.</summary>
    public static BreakpointProgram? Create(Session session, HandicapTarget target, TreePlace place, HandicapPlan plan, List<string> notes, out string why)
    {
        if (Breakpoint.Install(place.Folder) is not Breakpoint breakpoint)
        {
            why = "breakpoints are set on x86-64 only";
            return null;
        }

        TrialTree tree = TrialProgram.Grow(session, target.Workload, place, notes);
        try
        {
            if (BreakpointPlace.Find(FileOf(session, target, tree), target.Function, out why) is not BreakpointPlace found)
            {
                tree.Dispose();
                return null;
            }

            TrialProgram program = TrialProgram.Try(session, OracleCase.Of(target.Workload), tree, plan, notes);
            BreakpointProgram made = new(tree, program, breakpoint, found);
            made._counts.Create();
            return made;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    public SpawnRequest Request(long every, long wait) => _program.Request(
        new Dictionary<string, string?> { [DelayRuntime.Variable] = DelayRuntime.Value(every, wait, _counts.Folder) },
        request => _breakpoint.Around(request, _place));

    public DelayTotals Take()
    {
        DelayTotals totals = _counts.Take();
        _program.Clear();
        return totals.Calls <= Breakpoint.MostHits ? totals : throw new ProblemException(new(
            ExitCode.Inconclusive,
            "called-too-often",
            FormattableString.Invariant($"{_place.Symbol} is called more than {Breakpoint.MostHits} times in a run, and a breakpoint costs some ten microseconds each time"),
            "put the counter into the source: --way source; or name a function that calls it")
        { Place = _place.Program });
    }

    public void Dispose() => _tree.Dispose();

    // The program that the workload starts, unless the profile says that the function is in another one.
    private static string FileOf(Session session, HandicapTarget target, TrialTree tree)
    {
        SpawnRequest request = session.Spawn(target.Workload.Command, tree.Folder);
        string path = request.Environment.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath;
        string started = ProgramLookup.Find(request.Argv[0], request.WorkingDirectory, path) ?? request.Argv[0];
        if (target.Module is not { Length: > 0 } module || Path.GetFileName(started) == Path.GetFileName(module))
        {
            return started;
        }

        return Path.IsPathRooted(module) && File.Exists(module) ? module
            : ProgramLookup.Find(module, request.WorkingDirectory, path)
            ?? request.Argv.Skip(1).Select(word => Path.Combine(request.WorkingDirectory, word)).FirstOrDefault(file => Path.GetFileName(file) == Path.GetFileName(module) && File.Exists(file))
            ?? started;
    }
}
