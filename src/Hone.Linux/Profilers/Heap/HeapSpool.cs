using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Heap;

/// <summary>
/// A folder into which every process of a run writes its raw heap recording, one file a process id, and a thread that reads
/// them while they grow. A pipe would do for one process only: heaptrack locks its output, and every further process of the
/// run would go unrecorded.
/// </summary>
internal sealed class HeapSpool : IDisposable
{
    private const int PollMilliseconds = 5;

    private readonly string _folder;
    private readonly long _maxOnDisk;
    private readonly Action _full;
    private readonly Dictionary<string, HeapFile> _files = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly Thread _reader;
    private volatile bool _ended;
    private Exception? _failure;

    /// <summary>Begins to read.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="maxOnDisk">How many unread bytes may lie there.</param>
    /// <param name="full">Called once when there are more: it should end the run.</param>
    public HeapSpool(string folder, long maxOnDisk, Action full)
    {
        _folder = folder;
        _maxOnDisk = maxOnDisk;
        _full = full;
        _reader = new Thread(Run) { IsBackground = true, Name = "heap spool" };
        _reader.Start();
    }

    /// <summary>True when the limit was passed.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Reads the rest after every process has ended, and gives the recordings in the order of their process ids.</summary>
    public IReadOnlyList<HeaptrackRecording> Finish()
    {
        _ended = true;
        _reader.Join();
        if (_failure is not null)
        {
            throw new IOException("the heap recording could not be read: " + _failure.Message, _failure);
        }

        List<HeaptrackRecording> recordings = [];
        foreach ((string _, HeapFile file) in _files.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            recordings.AddRange(file.Earlier);
            recordings.Add(file.Finish());
        }

        return recordings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _reader.Join();
        foreach (HeapFile file in _files.Values)
        {
            file.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            bool last;
            do
            {
                last = _ended;
                Look();
                bool moved = false;
                foreach (HeapFile file in _files.Values)
                {
                    while (file.Advance(_buffer, last))
                    {
                        moved = true;
                        CheckRoom();
                    }
                }

                if (!moved && !last)
                {
                    Thread.Sleep(PollMilliseconds);
                }
            }
            while (!last);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failure = error;
        }
    }

    private void Look()
    {
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            string name = Path.GetFileName(path);
            if (!_files.ContainsKey(name))
            {
                _files.Add(name, new HeapFile(path));
            }
        }
    }

    private void CheckRoom()
    {
        long onDisk = 0;
        foreach (HeapFile file in _files.Values)
        {
            onDisk += file.OnDisk;
        }

        if (onDisk > _maxOnDisk && !IsFull)
        {
            IsFull = true;
            _full();
        }
    }
}
