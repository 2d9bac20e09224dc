using Hone.Cli.Steps.Oracle;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>One run of an arm, and its folders, which are there until it is disposed.</summary>
internal sealed class ArmRun(Seen seen, IReadOnlyList<string> folders, IReadOnlyList<IDisposable> owned) : IDisposable
{
    /// <summary>What it did.</summary>
    public Seen Seen { get; } = seen;

    /// <summary>Every folder whose path the run could print and that another run has elsewhere, absolute.</summary>
    public IReadOnlyList<string> Folders { get; } = folders;

    public void Dispose()
    {
        foreach (IDisposable each in owned)
        {
            each.Dispose();
        }
    }
}
