using System.Net;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Linux.Load;

/// <summary>The connections of a run: those that are free, and as many new ones as there are requests waiting, up to the limit.</summary>
internal sealed class ConnectionPool(EventQueue events, IPEndPoint to, int limit) : IDisposable
{
    private readonly Dictionary<ulong, LoadConnection> _open = [];
    private readonly Stack<LoadConnection> _free = new();
    private ulong _lastKey;
    private int _limit = limit;

    /// <summary>All that are open, being made among them.</summary>
    public IReadOnlyCollection<LoadConnection> Open => _open.Values;

    /// <summary>How many are being made.</summary>
    public int Making { get; private set; }

    /// <summary>The most that were open at once.</summary>
    public int Most { get; private set; }

    /// <summary>True when the process may open no more files, and the limit was lowered for it.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Whether no more can be opened.</summary>
    public bool IsFull => _open.Count >= _limit;

    /// <summary>Whether one is free.</summary>
    public bool HasFree
    {
        get
        {
            while (_free.TryPeek(out LoadConnection? connection) && !connection.IsOpen)
            {
                _ = _free.Pop();
            }

            return _free.Count > 0;
        }
    }

    /// <summary>The one that was freed last, which is the warmest.</summary>
    public LoadConnection TakeFree() => _free.Pop();

    public void Free(LoadConnection connection)
    {
        connection.IsBusy = false;
        _free.Push(connection);
    }

    public LoadConnection? Find(ulong key) => _open.GetValueOrDefault(key);

    /// <summary>Begins a new connection; false when that failed at once.</summary>
    public bool Begin(long now)
    {
        LoadConnection? connection = LoadConnection.Begin(to, ++_lastKey, now);
        if (connection is null)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == LibC.Emfile)
            {
                if (_open.Count == 0)
                {
                    throw new ProblemException(new(ExitCode.ToolMissing, "too-many-open-files", "no connection can be opened: too many files are open", "raise the limit: ulimit -n"));
                }

                (IsShort, _limit) = (true, _open.Count);
                return true;
            }

            return false;
        }

        Making++;
        _open.Add(connection.Key, connection);
        Most = Math.Max(Most, _open.Count);
        if (!events.Add(connection.Fd, connection.Key))
        {
            Close(connection);
            return false;
        }

        return true;
    }

    /// <summary>The connection was made.</summary>
    public void Made(LoadConnection connection)
    {
        connection.IsConnecting = false;
        Making--;
    }

    public void Close(LoadConnection connection)
    {
        if (connection.IsOpen)
        {
            Making -= connection.IsConnecting ? 1 : 0;
            connection.IsBusy = false;
            _open.Remove(connection.Key);
            connection.Close();
        }
    }

    public void Dispose()
    {
        foreach (LoadConnection connection in _open.Values.ToArray())
        {
            Close(connection);
        }
    }
}
