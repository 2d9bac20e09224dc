using Hone.Cli.Steps;
using Hone.Cli.Terminal;
using Hone.Tests.Changes;

namespace Hone.Tests.Guarding;

/// <summary>A project with one workload in a git repository of its own, or in a folder of one that is given.</summary>
internal sealed class GitProject : IDisposable
{
    private readonly GitFolder? _own;

    public GitProject(GitFolder? repository = null, string folder = "")
    {
        _own = repository is null ? new() : null;
        Repository = repository ?? _own!;
        string path = Path.Combine(Repository.Folder, folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "hone.toml"), $"[project]\nname = \"p{folder.Replace('/', '-')}\"\n[[workload]]\nname = \"day\"\ncommand = [\"/bin/true\"]\n");
        _ = Repository.Commit();
        Session = Session.Open(path, new Progress(quiet: true), TestContext.Current.CancellationToken);
    }

    public GitFolder Repository { get; }

    public Session Session { get; }

    /// <summary>Commits a file with this text.</summary>
    /// <returns>The commit.</returns>
    public string Commit(string text)
    {
        File.WriteAllText(Path.Combine(Repository.Folder, "note.txt"), text);
        return Repository.Commit();
    }

    public void Dispose()
    {
        Session.Dispose();
        _own?.Dispose();
    }
}
