namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// Puts one of both trees at a time where it was built: a program that keeps the path of its build (libraries found by RUNPATH, a virtual
/// environment, compiled-in folders) works nowhere else. Safe to use from several threads, which then wait for each other.
/// </summary>
/// <param name="put">Puts the tree of that number there, and gives its project folder.</param>
/// <param name="clear">Takes it away again.</param>
internal sealed class ArmStages(Func<int, string> put, Action clear)
{
    private readonly object _gate = new();
    private bool _isHeld;

    /// <summary>Puts a tree there until what is returned is disposed of.</summary>
    /// <param name="arm">Its number.</param>
    /// <param name="folder">Where its project folder is meanwhile.</param>
    public IDisposable Hold(int arm, out string folder)
    {
        Take();
        try
        {
            folder = put(arm);
            return new Held(this);
        }
        catch
        {
            Release();
            throw;
        }
    }

    private void Take()
    {
        lock (_gate)
        {
            while (_isHeld)
            {
                _ = Monitor.Wait(_gate);
            }

            _isHeld = true;
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            Monitor.Pulse(_gate);
        }
    }

    private sealed class Held(ArmStages stages) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            try
            {
                stages.Clear();
            }
            finally
            {
                stages.Release();
            }
        }
    }

    private void Clear() => clear();
}
