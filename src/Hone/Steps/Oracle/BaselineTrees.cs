using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle;

/// <summary>The program as it was when a golden output was recorded, built again beside the working tree. Disposing it removes the trees.</summary>
internal sealed class BaselineTrees(Session session) : IDisposable
{
    private static readonly Duration _buildTimeout = Duration.FromSeconds(1800);

    private readonly Dictionary<string, (string? Folder, string? Note)> _trees = [];
    private readonly Scratch _scratch = new();

    /// <summary>The built tree of a commit; null, with the reason, when there can be none.</summary>
    public string? Of(string commit, out string? note)
    {
        if (!_trees.TryGetValue(commit, out (string? Folder, string? Note) tree))
        {
            tree = Build(commit);
            _trees[commit] = tree;
        }

        note = tree.Note;
        return tree.Folder;
    }

    public void Dispose() => _scratch.Dispose();

    private (string?, string?) Build(string commit)
    {
        if (commit == "none" || commit.EndsWith("+dirty", StringComparison.Ordinal))
        {
            return (null, commit == "none" ? "the golden output was recorded outside of git" : "the golden output was recorded with uncommitted changes");
        }

        session.Progress.At("building the baseline again");
        string root = _scratch.Sub(commit);
        if (session.Git.CheckOut(commit, root, session.Cancellation) is not string folder)
        {
            return (null, $"git has the commit {commit[..12]} no more");
        }

        if (session.Project.Build is not CommandLine build)
        {
            return (folder, null);
        }

        TailBuffer tail = new(16 * 1024);
        SpawnRequest request = session.Spawn(build, folder) with
        {
            Stdout = new OutputTarget.ToSink(tail.Add),
            Stderr = new OutputTarget.ToSink(tail.Add),
            Timeout = build.Timeout ?? _buildTimeout,
            OrphanGrace = Duration.FromSeconds(2),
        };
        try
        {
            RunOutcome outcome = ProcessRunner.Run(request, session.Cancellation);
            return outcome is { TimedOut: false, ExitCode: 0 } ? (folder, null) : (null, $"commit {commit[..12]} does not build beside the working tree: {tail.LastLines(1)}");
        }
        catch (ProblemException problem)
        {
            return (null, $"commit {commit[..12]} does not build beside the working tree: {problem.Problem.What}");
        }
    }
}
