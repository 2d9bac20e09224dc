using System.Globalization;
using System.Text;
using Hone.Guardrails.Bisecting;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Measurement;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>
/// The commits that were built, each in a tree of its own outside the project and no more than once, all run at one path. Commands and inputs are those of the
/// manifest as it is now; inputs that a commit does not have are taken from the project.
/// </summary>
internal sealed class BuiltCommits(Session session, IReadOnlyList<BisectCommit> commits, Workload workload) : IDisposable
{
    private static readonly Duration _buildTimeout = Duration.FromSeconds(1800);

    private readonly StagedTrees _trees = new();

    /// <summary>How many were built.</summary>
    public int Count => _trees.Count;

    /// <summary>How long a build took at last.</summary>
    public Duration BuildTime { get; private set; }

    /// <summary>How long a run took at last.</summary>
    public Duration RunTime { get; private set; }

    /// <summary>Whether a commit is built already.</summary>
    public bool Has(int place) => _trees.Has(place);

    /// <summary>Builds a commit and runs its workload once; null when it can be measured, else why not.</summary>
    public string? Build(int place)
    {
        if (Has(place))
        {
            return null;
        }

        session.Progress.At(string.Create(CultureInfo.InvariantCulture, $"building {commits[place].Hash[..9]}"));

        BuildTreePlan plan = new(session.Folder) { Commit = commits[place].Hash, Inputs = [.. workload.Inputs, .. workload.StdinFile is string stdin ? new[] { stdin } : []], Outputs = workload.Outputs };
        BuildTree tree = _trees.Make(place, plan, session.Cancellation);
        bool isBuilt = false;
        try
        {
            string? why = Try(tree);
            isBuilt = why is null;
            if (isBuilt)
            {
                tree.ClearOutputs(workload.Outputs);
                _trees.Share(workload.Outputs);
            }

            return why;
        }
        finally
        {
            if (!isBuilt)
            {
                _trees.Remove(place);
            }
        }
    }

    /// <summary>A built commit as one side of a pair.</summary>
    public Subject Subject(int place)
    {
        BuildTree tree = _trees[place];
        return new()
        {
            Name = commits[place].Hash[..9],
            Request = Request(tree),
            Before = () =>
            {
                _trees.Put(place);
                tree.ClearOutputs(workload.Outputs);
            },
            ExpectedExits = [workload.ExpectedExit],
            Values = workload.Metrics.Count == 0 ? null : outcome => RunMetrics.Read(workload.Metrics, outcome, tree.Project, "workload " + workload.Name),
        };
    }

    public void Dispose()
    {
        _trees.Dispose();
        _ = session.Git.Ask(CancellationToken.None, "worktree", "prune");
    }

    private string? Try(BuildTree tree)
    {
        try
        {
            if (session.Project.Build is CommandLine command)
            {
                TreeBuild build = tree.Build(session.Spawn(command, tree.Project) with { Timeout = command.Timeout ?? _buildTimeout }, session.Cancellation);
                BuildTime = build.Wall;
                if (!build.Succeeded)
                {
                    return "it does not build: " + Reason(build.Output);
                }
            }

            WorkloadRun.Prepare(session, OracleCase.Of(workload), tree.Project);
            RunOutcome outcome = ProcessRunner.Run(Request(tree), session.Cancellation);
            RunTime = outcome.Wall;
            return outcome.TimedOut ? $"its run did not end within {workload.Timeout}"
                : outcome.ExitCode != workload.ExpectedExit ? string.Create(CultureInfo.InvariantCulture, $"its run ended with exit code {outcome.ExitCode}, expected {workload.ExpectedExit}")
                : null;
        }
        catch (ProblemException error) when (error.Problem.Exit is ExitCode.GateSaidNo or ExitCode.Usage or ExitCode.ToolMissing)
        {
            return error.Problem.What.Split('\n')[0];
        }
    }

    // Compilers draw below what they say: the last line as a rule is half a picture.
    private static string Reason(byte[] output)
    {
        string[] lines = [.. Encoding.UTF8.GetString(output).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault() ?? "it says nothing";
    }

    private SpawnRequest Request(BuildTree tree) => RunMetrics.Capture(
        session.Spawn(workload.Command, tree.Project) with
        {
            StdinFile = workload.StdinFile is string stdin ? Path.Combine(tree.Project, stdin) : null,
            Timeout = workload.Timeout,
            Stdout = new OutputTarget.Discard(),
        },
        workload.Metrics);
}
