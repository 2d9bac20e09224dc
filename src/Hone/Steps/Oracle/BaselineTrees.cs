using Hone.Linux.Processes;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle;

/// <summary>The program as it was when a golden output was recorded, built again beside the working tree. Disposing it removes the trees.</summary>
internal sealed class BaselineTrees(Session session) : IDisposable
{
    private static readonly Duration _buildTimeout = Duration.FromSeconds(1800);

    private readonly Dictionary<string, Tree> _trees = [];
    private readonly Scratch _scratch = new();

    /// <summary>A commit's tree.</summary>
    /// <param name="Folder">The built project in it; null when there can be none.</param>
    /// <param name="Project">What its own manifest states.</param>
    /// <param name="Note">Why there can be none; null when there is one.</param>
    public sealed record Tree(string? Folder, Project Project, string? Note);

    /// <summary>The built tree of a commit.</summary>
    public Tree Of(string commit)
    {
        if (!_trees.TryGetValue(commit, out Tree? tree))
        {
            tree = Build(commit);
            _trees[commit] = tree;
        }

        return tree;
    }

    public void Dispose() => _scratch.Dispose();

    // As its own manifest states it: a command that was changed since is a change like any other.
    private Project ProjectOf(string folder)
    {
        try
        {
            return ManifestFile.Load(folder);
        }
        catch (ProblemException)
        {
            return session.Project;
        }
    }

    private Tree None(string note) => new(null, session.Project, note);

    private Tree Build(string commit)
    {
        if (commit == "none" || commit.EndsWith("+dirty", StringComparison.Ordinal))
        {
            return None(commit == "none" ? "the golden output was recorded outside of git" : "the golden output was recorded with uncommitted changes");
        }

        session.Progress.At("building the baseline again");
        string root = _scratch.Sub(commit);
        if (session.Git.CheckOut(commit, root, session.Cancellation) is not string folder)
        {
            return None($"git has the commit {commit[..12]} no more");
        }

        Project project = ProjectOf(folder);
        if (project.Build is not CommandLine build)
        {
            return new(folder, project, null);
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
            return outcome is { TimedOut: false, ExitCode: 0 } ? new(folder, project, null) : None($"commit {commit[..12]} does not build beside the working tree: {tail.LastLines(1)}");
        }
        catch (ProblemException problem)
        {
            return None($"commit {commit[..12]} does not build beside the working tree: {problem.Problem.What}");
        }
    }
}
