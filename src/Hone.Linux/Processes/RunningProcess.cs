namespace Hone.Linux.Processes;

/// <summary>A child process that was started; disposing it kills what is left of its tree.</summary>
public sealed class RunningProcess : IDisposable
{
    /// <summary>The process id.</summary>
    public int Pid => throw new NotSupportedException();

    /// <summary>True once the first process has ended.</summary>
    public bool HasExited => throw new NotSupportedException();

    /// <summary>
    /// Waits for the whole tree. Cancellation kills the tree and throws <see cref="OperationCanceledException"/>.
    /// </summary>
    public RunOutcome Wait(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Sends a signal to the first process.</summary>
    public void Signal(int signal) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
