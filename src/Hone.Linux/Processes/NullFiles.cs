namespace Hone.Linux.Processes;

/// <summary>
/// Devices that hold nothing for children, opened ahead while another child runs, so that there is less to do between one run and the
/// next. Each is opened for one child alone: what a program sets on its descriptors must not reach the next one.
/// </summary>
/// <param name="device">/dev/null or /dev/zero.</param>
/// <param name="mode">O_RDONLY or O_WRONLY.</param>
internal sealed class NullFiles(string device, int mode)
{
    private const int Most = 2;

    private readonly Stack<int> _ready = new(Most);
    private int _taken;

    /// <summary>For standard input.</summary>
    public static NullFiles Readable { get; } = new("/dev/null", LibC.OpenReadOnly);

    /// <summary>For standard output and error.</summary>
    public static NullFiles Writable { get; } = new("/dev/null", LibC.OpenWriteOnly);

    /// <summary>For output that programs must not see thrown away.</summary>
    public static NullFiles Discarding { get; } = new("/dev/zero", LibC.OpenWriteOnly);

    /// <summary>One, to be closed; -1 when the kernel will not, see errno.</summary>
    public int Take()
    {
        lock (_ready)
        {
            _taken++;
            if (_ready.TryPop(out int fd))
            {
                return fd;
            }
        }

        return Open();
    }

    /// <summary>Opens as many of each as were taken of late.</summary>
    public static void RefillAll()
    {
        Readable.Refill();
        Writable.Refill();
        Discarding.Refill();
    }

    private void Refill()
    {
        lock (_ready)
        {
            for (int wanted = Math.Min(_taken, Most) - _ready.Count; wanted > 0 && Open() is int fd and >= 0; wanted--)
            {
                _ready.Push(fd);
            }

            _taken = 0;
        }
    }

    private int Open() => LibC.Open(device, mode | LibC.CloseOnExec, 0);
}
