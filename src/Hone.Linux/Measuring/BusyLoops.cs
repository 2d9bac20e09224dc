using Hone.Linux.Processes;

namespace Hone.Linux.Measuring;

/// <summary>Burners that run beside a measurement until they are disposed of: a machine that is busy on purpose.</summary>
public sealed class BusyLoops : IDisposable
{
    // Years of work; they are killed long before.
    private const long Endless = 100_000_000_000_000;

    private readonly RunningProcess[] _loops;

    /// <summary>Starts so many loops, each of which takes what it gets of a core.</summary>
    public BusyLoops(Burner burner, int count) =>
        _loops = [.. Enumerable.Range(0, count).Select(_ => ProcessRunner.Start(burner.Request(Endless)))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RunningProcess loop in _loops)
        {
            loop.Dispose();
        }
    }
}
