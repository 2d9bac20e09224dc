using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>A workload's program in a copy of the project, kept from the rest of the machine as mutants are.</summary>
internal sealed class TrialProgram
{
    private const int UnchangedRuns = 3;

    private readonly Session _session;
    private readonly OracleCase _case;
    private readonly TrialTree _tree;

    private readonly bool _realTime;

    private TrialProgram(Session session, OracleCase @case, TrialTree tree, bool realTime) => (_session, _case, _tree, _realTime) = (session, @case, tree, realTime);

    /// <summary>Wall times of the unchanged program at the isolation that is used, in nanoseconds.</summary>
    public IReadOnlyList<long> Unchanged { get; private set; } = [];

    /// <summary>A copy of the project as it is now, built.</summary>
    public static TrialTree Grow(Session session, Workload workload, TreePlace place, List<string> notes)
    {
        Enclosure enclosure = Enclosure.Prepare(place.Folder, session.Cancellation);
        notes.AddRange(enclosure.Notes);
        session.Progress.At("a copy of the project");
        return TrialTree.Create(
            session,
            new(session.Folder)
            {
                Inputs = workload.StdinFile is string stdin ? [stdin, .. workload.Inputs] : workload.Inputs,
                Outputs = workload.Outputs,
                Whole = session.Project.Build is null,
            },
            place,
            enclosure);
    }

    /// <summary>
    /// Runs the unchanged program as the manifest states it, then at the strictest isolation at which it still ends and prints the
    /// same; the tree has that isolation then. A program that only works without is a problem, unless that is allowed.
    /// </summary>
    public static TrialProgram Try(Session session, OracleCase @case, TrialTree tree, HandicapPlan plan, List<string> notes)
    {
        TrialProgram program = new(session, @case, tree, plan.RealTime);
        tree.Isolation = Isolation.Levels[^1];
        session.Progress.At("the unchanged program");
        RunOutcome plain = program.RunUnchanged();
        WorkloadRun.Insist(@case, plain, plain.Stderr);
        RunOutcome again = program.RunUnchanged();
        bool prints = plain.StdoutSha256 == again.StdoutSha256;
        foreach (Isolation level in Isolation.Levels.Where(level => level.Enclosed || plan.Unprotected))
        {
            tree.Isolation = level;
            RunOutcome outcome = program.RunUnchanged();
            if (!outcome.TimedOut && outcome.ExitCode == @case.ExpectedExit && (!prints || outcome.StdoutSha256 == plain.StdoutSha256))
            {
                notes.AddRange(level.Without.Length > 0 ? ["what keeps mutants from the machine is weaker here, in the words of mutants: " + level.Without] : (IReadOnlyList<string>)[]);
                program.Unchanged = [outcome.Wall.Nanoseconds, .. Enumerable.Range(1, UnchangedRuns - 1).Select(_ => program.RunUnchanged().Wall.Nanoseconds)];
                return program;
            }
        }

        throw new ProblemException(new(
            ExitCode.Inconclusive,
            "cannot-be-enclosed",
            "the program does not end as it should, or prints something else, where it may write to its own folders only",
            "state in hone.toml what it writes (outputs), or in a container or a machine made for it: --unprotected")
        { Place = "workload " + @case.Name });
    }

    /// <summary>How the program that is built now is started in the tree.</summary>
    /// <param name="variables">Variables on top of the manifest's.</param>
    /// <param name="wrap">What is put around it inside the enclosure; null for nothing.</param>
    public SpawnRequest Request(IReadOnlyDictionary<string, string?> variables, Func<SpawnRequest, SpawnRequest>? wrap = null)
    {
        RunPlace place = _tree.Place(_case, null);
        SpawnRequest plain = _session.Spawn(_case.Command, place.Folder);
        SpawnRequest request = plain with
        {
            Environment = new Dictionary<string, string?>(plain.Environment.Where(pair => !variables.ContainsKey(pair.Key)).Concat(variables)),
            StdinFile = _case.StdinFile is null ? null : Path.Combine(place.Folder, _case.StdinFile),
            Timeout = _case.Timeout,
            Stdout = new OutputTarget.Discard(),
            RealTime = _realTime,
        };
        request = wrap is null ? request : wrap(request);
        return place.Around is null ? request : place.Around(request);
    }

    /// <summary>Takes away what a run left at its outputs.</summary>
    public void Clear() => _ = _tree.Place(_case, null);

    private RunOutcome RunUnchanged()
    {
        RunOutcome outcome = WorkloadRun.Start(_session, "workload " + _case.Name, Request(new Dictionary<string, string?>()) with { Stdout = new OutputTarget.Hash() });
        Clear();
        return outcome;
    }
}
