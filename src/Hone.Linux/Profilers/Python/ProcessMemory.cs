using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Python;

/// <summary>One part of a remote or local address space (struct iovec, readv(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryPart
{
    /// <summary>Where it begins.</summary>
    public ulong Address;

    /// <summary>How many bytes it has.</summary>
    public nuint Length;
}

/// <summary>Reads the memory of another process without stopping it (process_vm_readv(2)).</summary>
internal sealed unsafe partial class ProcessMemory(int pid)
{
    /// <summary>How many parts one call may have (IOV_MAX, readv(2)).</summary>
    public const int MaxParts = 1024;

    private const int Eperm = 1;

    /// <summary>True once the kernel refused a read for lack of permission.</summary>
    public bool Denied { get; private set; }

    /// <summary>Copies the parts one after the other into <paramref name="into"/>; the count of bytes that could be read before the first failure.</summary>
    public int Read(ReadOnlySpan<MemoryPart> parts, Span<byte> into)
    {
        int total = 0;
        while (parts.Length > 0 && total < into.Length)
        {
            ReadOnlySpan<MemoryPart> batch = parts[..Math.Min(parts.Length, MaxParts)];
            nuint wanted = 0;
            foreach (MemoryPart part in batch)
            {
                wanted += part.Length;
            }

            nint got;
            fixed (byte* target = into[total..])
            fixed (MemoryPart* remote = batch)
            {
                MemoryPart local = new() { Address = (ulong)target, Length = Math.Min(wanted, (nuint)(into.Length - total)) };
                got = process_vm_readv(pid, &local, 1, remote, (nuint)batch.Length, 0);
            }

            if (got < 0)
            {
                Denied |= Marshal.GetLastPInvokeError() == Eperm;
                return total;
            }

            total += (int)got;
            if ((nuint)got < wanted)
            {
                return total;
            }

            parts = parts[batch.Length..];
        }

        return total;
    }

    /// <summary>Fills <paramref name="into"/> from one address; false when not all of it can be read.</summary>
    public bool TryRead(ulong address, Span<byte> into) =>
        Read([new MemoryPart { Address = address, Length = (nuint)into.Length }], into) == into.Length;

    /// <summary>Reads a pointer or another 64-bit value.</summary>
    public bool TryReadUInt64(ulong address, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        bool read = TryRead(address, bytes);
        value = read ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
        return read;
    }

    /// <summary>True when this process may read memory at all; a container's seccomp filter can forbid it (seccomp(2)).</summary>
    public static bool IsAllowed()
    {
        ulong probe = 0x484f4e45;
        ProcessMemory own = new(Environment.ProcessId);
        return own.TryReadUInt64((ulong)&probe, out ulong value) && value == probe;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint process_vm_readv(int pid, MemoryPart* local, nuint localCount, MemoryPart* remote, nuint remoteCount, nuint flags);
}
