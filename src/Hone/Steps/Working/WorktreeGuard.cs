using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Working;

/// <summary>
/// Keeps the link between a worktree and its repository: an agent may write anything in its worktree, and the file <c>.git</c> there says which
/// repository git works on.
/// </summary>
/// <param name="worktree">The worktree, absolute.</param>
internal sealed class WorktreeGuard(string worktree)
{
    private readonly string _path = Path.Combine(worktree, ".git");
    private readonly byte[] _was = File.ReadAllBytes(Path.Combine(worktree, ".git"));

    /// <summary>Puts it back where it was altered; true when it was.</summary>
    public bool Restore()
    {
        if (OutputWatch.IsRegular(_path) && File.ReadAllBytes(_path).AsSpan().SequenceEqual(_was))
        {
            return false;
        }

        if (Directory.Exists(_path) && new DirectoryInfo(_path).LinkTarget is null)
        {
            TreePlace.Remove(_path);
        }

        File.Delete(_path);
        DurableFile.Replace(_path, _was);
        return true;
    }
}
