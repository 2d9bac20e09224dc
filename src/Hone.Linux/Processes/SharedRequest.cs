using System.Runtime.InteropServices;
using System.Text;

namespace Hone.Linux.Processes;

/// <summary>
/// The memory that Hone shares with the launcher: one request and its answer. Its form is described in
/// <c>Launcher/launcher.s</c>. More than a request ever takes: the kernel's own limit of arguments and environment is 6 MiB.
/// </summary>
internal sealed unsafe class SharedRequest : IDisposable
{
    /// <summary>How large the file is.</summary>
    public const int Bytes = 8 << 20;

    private const long TheirBase = 0x40000000;
    private const int HeaderBytes = 128;
    private const int SetNice = 1;
    private const int FixedAddresses = 2;
    private const int SetScheduling = 4;
    private const int AnswerAt = 64;
    private const int AnswerBytes = 40;

    private readonly byte* _start;
    private StandingOrder? _written;
    private int _markerAt;
    private int _markerBytes;

    private SharedRequest(byte* start) => _start = start;

    /// <summary>How many bytes of it the last request takes.</summary>
    public int Used { get; private set; }

    /// <summary>CLOCK_MONOTONIC just before exec, in nanoseconds.</summary>
    public long Started => (Field(64) * 1_000_000_000) + Field(72);

    /// <summary>The process id, or a negative errno of clone.</summary>
    public long Pid => Field(96);

    /// <summary>What stopped the child before it was the program.</summary>
    public SpawnRefusal? Refusal => Field(80) == 0 ? null : new((SpawnStep)Field(88), (int)Field(80));

    /// <summary>Maps the file; null when the kernel will not.</summary>
    public static SharedRequest? Map(int fd)
    {
        const int ReadWrite = 3;
        const int Shared = 1;
        nint start = LibC.SetLength(fd, Bytes) == 0 ? LibC.Map(0, Bytes, ReadWrite, Shared, fd, 0) : -1;
        return start == -1 ? null : new((byte*)start);
    }

    /// <summary>Writes a request; false when it is too large.</summary>
    /// <param name="order">The request.</param>
    /// <param name="raised">Whether the launcher runs at real time, which a child that was not asked to must not inherit.</param>
    public bool Write(LaunchOrder order, bool raised)
    {
        new Span<byte>(_start + AnswerAt, AnswerBytes).Clear();
        return (order.Standing == _written && Encoding.UTF8.GetByteCount(order.Marker) == _markerBytes) ? Remark(order.Marker) : WriteAll(order, raised);
    }

    // The same order again: only the marker differs, and all markers are of one length.
    private bool Remark(string marker)
    {
        Encoding.UTF8.GetBytes(marker, new Span<byte>(_start + _markerAt, _markerBytes));
        return true;
    }

    private bool WriteAll(LaunchOrder order, bool raised)
    {
        StandingOrder standing = order.Standing;
        _written = null;
        Used = HeaderBytes;
        new Span<byte>(_start, HeaderBytes).Clear();
        ChildSettings settings = standing.Settings;
        bool fits = Text(standing.Path, 0) && List(standing.Argv, 8) && Text(standing.Folder, 24) && List(standing.Variables(order.Marker), 16);
        _markerBytes = Encoding.UTF8.GetByteCount(order.Marker);
        _markerAt = fits ? AddressAt(AddressAt(16) + (standing.MarkerPlace * sizeof(long))) : 0;
        _written = fits ? standing : null;
        if (fits && settings.Mask.Length > 0)
        {
            int at = Take(settings.Mask.Length);
            settings.Mask.CopyTo(new Span<byte>(_start + at, settings.Mask.Length));
            Put(32, TheirBase + at);
            Put(40, settings.Mask.Length);
        }

        Put(48, (settings.Nice is null ? 0 : SetNice) | (settings.FixedAddresses ? FixedAddresses : 0) | (settings.RealTime || raised ? SetScheduling : 0));
        Put(56, settings.Nice ?? 0);
        SchedulingClass scheduling = settings.RealTime ? RealTime.Child : RealTime.Own;
        Put(104, (uint)scheduling.Policy | ((long)scheduling.Priority << 32));
        return fits;
    }

    public void Dispose() => _ = LibC.Unmap((nint)_start, Bytes);

    private bool List(IReadOnlyList<string> texts, int field)
    {
        int at = Take((texts.Count + 1) * sizeof(long));
        bool fits = at >= 0;
        for (int i = 0; fits && i < texts.Count; i++)
        {
            fits = Text(texts[i], at + (i * sizeof(long)));
        }

        if (fits)
        {
            Put(at + (texts.Count * sizeof(long)), 0);
            Put(field, TheirBase + at);
        }

        return fits;
    }

    private bool Text(string text, int field)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        int at = Take(length + 1);
        if (at < 0)
        {
            return false;
        }

        Encoding.UTF8.GetBytes(text, new Span<byte>(_start + at, length));
        _start[at + length] = 0;
        Put(field, TheirBase + at);
        return true;
    }

    // Where so many bytes are free, -1 when they are not.
    private int Take(int bytes)
    {
        int at = Used;
        int rounded = (bytes + 7) & ~7;
        if (rounded > Bytes - HeaderBytes - at || bytes < 0)
        {
            return -1;
        }

        Used += rounded;
        return at;
    }

    // What a pointer of theirs is here.
    private int AddressAt(int offset) => (int)(Field(offset) - TheirBase);

    private long Field(int offset) => Volatile.Read(ref *(long*)(_start + offset));

    private void Put(int offset, long value) => *(long*)(_start + offset) = value;
}
