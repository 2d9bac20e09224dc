using Hone.Problems;

namespace Hone.Cli.Mcp;

/// <summary>Work of one kind, one call at a time, in the order of asking; a bounded number wait.</summary>
/// <param name="name">What the calls do, for those who are turned away.</param>
/// <param name="mostWaiting">How many may wait.</param>
/// <param name="ownThread">Each call gets a thread of its own: it works for minutes, and may pin or hurry the thread that it is on.</param>
internal sealed class CallLane(string name, int mostWaiting, bool ownThread) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _here;

    /// <summary>Does a piece of work when its turn comes. A call that is cancelled while it works is over once the work has really ended.</summary>
    public async Task<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _here) > mostWaiting + 1)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo, "too-many-calls", $"{mostWaiting} calls wait already for their turn to {name}", "wait for an answer before you ask again")
                { Limit = mostWaiting.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            }

            await _turn.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                cancellation.ThrowIfCancellationRequested();
                return ownThread ? await Apart(work).ConfigureAwait(false) : await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _here);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Task<T> Apart<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // It is thrown again where the work is waited for.
            catch (Exception error)
#pragma warning restore CA1031
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = "mcp " + name }.Start();
        return done.Task;
    }
}
