using System.Buffers.Binary;
using System.Text;

namespace Feedpack;

internal readonly record struct Quote(int Id, string Symbol, long Bid, long Ask, int Volume);

/// <summary>Encodes quotes into the messages of a price feed.</summary>
internal sealed class FeedEncoder
{
    private const int LargestMessage = 64 * 1024;

    private static readonly uint[] Table = MakeTable();

    public long Messages { get; private set; }

    public long Bytes { get; private set; }

    public uint Check { get; private set; }

    public void Send(in Quote quote)
    {
        ReadOnlyMemory<byte> message = Encode(quote);
        Messages++;
        Bytes += message.Length;
        Check = Check * 31 + Sum(message.Span);
    }

    private static ReadOnlyMemory<byte> Encode(in Quote quote)
    {
        byte[] message = new byte[LargestMessage];
        int at = 2;
        at += WriteText(message.AsSpan(at), quote.Symbol);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(at), quote.Id);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(at + 4), quote.Bid);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(at + 12), quote.Ask);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(at + 20), quote.Volume);
        at += 24;
        BinaryPrimitives.WriteUInt16LittleEndian(message, (ushort)at);
        return message.AsMemory(0, at);
    }

    private static int WriteText(Span<byte> to, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, to[1..]);
        to[0] = (byte)length;
        return length + 1;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0xffffffff;
        foreach (byte each in bytes)
        {
            sum = (sum >> 8) ^ Table[(byte)(sum ^ each)];
        }

        return ~sum;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xedb88320 : sum >> 1;
            }

            table[i] = sum;
        }

        return table;
    }
}

internal static class Program
{
    private static readonly string[] Symbols = ["ALV", "BASF", "Crédit Agricole", "DTE", "ENEL", "Nestlé", "SAP", "Ørsted"];

    private static int Main(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], out int count))
        {
            Console.Error.WriteLine("usage: feedpack QUOTES");
            return 2;
        }

        FeedEncoder encoder = new();
        Random random = new(14);
        for (int i = 0; i < count; i++)
        {
            long bid = random.Next(1000, 90000);
            encoder.Send(new(i, Symbols[random.Next(Symbols.Length)], bid, bid + random.Next(1, 40), random.Next(1, 5000)));
        }

        Console.WriteLine($"{encoder.Messages} messages, {encoder.Bytes} bytes, check {encoder.Check:x8}");
        return 0;
    }
}
