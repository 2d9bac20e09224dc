using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>What an EventPipe session asks one provider for.</summary>
/// <param name="Name">The provider.</param>
/// <param name="Keywords">The groups of events, as bits.</param>
/// <param name="Level">4 for informational events, 5 for verbose ones.</param>
internal sealed record EventProvider(string Name, ulong Keywords, uint Level);

/// <summary>
/// The messages of the diagnostic port of a .NET runtime (dotnet/diagnostics, documentation/design-docs/ipc-protocol.md).
/// A runtime that was told a port connects to it and says who it is; each connection then takes one command.
/// </summary>
internal static class DiagnosticMessage
{
    /// <summary>Says which runtime connected: "ADVR_V1", its cookie, its process id, two spare bytes.</summary>
    public const int AdvertiseSize = 34;

    private const int HeaderSize = 20;
    private const int LargestReply = 1 << 16;
    private const ushort StopTracing = 0x0201;
    private const ushort CollectTracing2 = 0x0203;
    private const ushort ResumeRuntime = 0x0401;
    private const ushort ProcessInfo2 = 0x0404;
    private const ushort Ok = 0xff00;
    private const uint NetTraceFormat = 1;
    private const uint BufferMegabytes = 256;

    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    /// <summary>The cookie that tells runtimes apart, and the process id; null for bytes that no runtime sends.</summary>
    public static (Guid Cookie, int ProcessId)? ReadAdvertise(ReadOnlySpan<byte> bytes) =>
        bytes.Length == AdvertiseSize && bytes[..8].SequenceEqual("ADVR_V1\0"u8)
            ? (new Guid(bytes.Slice(8, 16)), (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]))
            : null;

    /// <summary>The command that asks for the runtime's version.</summary>
    public static byte[] AskVersion() => Command(ProcessInfo2, []);

    /// <summary>The command that lets a suspended runtime go on.</summary>
    public static byte[] Resume() => Command(ResumeRuntime, []);

    /// <summary>The command that ends a session.</summary>
    public static byte[] Stop(ulong session) => Command(StopTracing, BitConverter.GetBytes(session));

    /// <summary>The command that starts a session whose events follow on the same connection, with a list of methods at its end.</summary>
    public static byte[] Collect(IReadOnlyList<EventProvider> providers)
    {
        using MemoryStream payload = new();
        using BinaryWriter writer = new(payload);
        writer.Write(BufferMegabytes);
        writer.Write(NetTraceFormat);
        writer.Write(true); // list the methods at the end
        writer.Write(providers.Count);
        foreach (EventProvider provider in providers)
        {
            writer.Write(provider.Keywords);
            writer.Write(provider.Level);
            writer.Write(provider.Name.Length + 1);
            writer.Write(Encoding.Unicode.GetBytes(provider.Name + "\0"));
            writer.Write(0); // no filter
        }

        writer.Flush();
        return Command(CollectTracing2, payload.ToArray());
    }

    /// <summary>Sends a command and gives the payload of the reply; null when the runtime refuses or hangs up.</summary>
    public static async Task<byte[]?> AskAsync(Socket socket, byte[] command, CancellationToken cancellation)
    {
        await socket.SendAsync(command, cancellation).ConfigureAwait(false);
        byte[] header = new byte[HeaderSize];
        if (!await FillAsync(socket, header, cancellation).ConfigureAwait(false) || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            return null;
        }

        int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14)) - HeaderSize;
        ushort reply = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        byte[] payload = new byte[Math.Clamp(size, 0, LargestReply)];
        return await FillAsync(socket, payload, cancellation).ConfigureAwait(false) && reply == Ok ? payload : null;
    }

    /// <summary>Reads until <paramref name="into"/> is full; false when the other side hangs up first.</summary>
    public static async Task<bool> FillAsync(Socket socket, Memory<byte> into, CancellationToken cancellation)
    {
        while (!into.IsEmpty)
        {
            int got = await socket.ReceiveAsync(into, cancellation).ConfigureAwait(false);
            if (got == 0)
            {
                return false;
            }

            into = into[got..];
        }

        return true;
    }

    /// <summary>The version of the runtime, such as <c>10.0.12</c>, from the reply to <see cref="AskVersion"/>; empty when it isn't said.</summary>
    public static string Version(ReadOnlySpan<byte> payload)
    {
        // Process id, cookie, then the command line, the system, the architecture, the entry assembly, the version.
        int at = 8 + 16;
        string text = "";
        for (int i = 0; i < 5; i++)
        {
            if (payload.Length - at < 4)
            {
                return "";
            }

            int bytes = BinaryPrimitives.ReadInt32LittleEndian(payload[at..]) * 2;
            at += 4;
            if (bytes < 0 || bytes > payload.Length - at)
            {
                return "";
            }

            text = Encoding.Unicode.GetString(payload.Slice(at, bytes)).TrimEnd('\0');
            at += bytes;
        }

        return text;
    }

    private static byte[] Command(ushort command, ReadOnlySpan<byte> payload)
    {
        byte[] message = new byte[HeaderSize + payload.Length];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(16), command);
        payload.CopyTo(message.AsSpan(HeaderSize));
        return message;
    }
}
