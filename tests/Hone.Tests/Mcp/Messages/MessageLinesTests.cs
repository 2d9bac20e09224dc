using System.Text;
using CsCheck;
using Hone.Cli.Mcp.Messages;

namespace Hone.Tests.Mcp.Messages;

public sealed class MessageLinesTests
{
    private const int Longest = 20;

    [Fact]
    public void Lines_are_the_same_however_they_arrive()
    {
        Gen<string> line = Gen.Char["abc\r{}\""].Array[0, Longest].Select(letters => new string(letters));
        Gen.Select(line.Array[0, 8], Gen.Int[1, 9], Gen.Bool).Sample((lines, piece, ended) =>
        {
            string text = string.Join('\n', lines) + (ended ? "\n" : "");
            string[] expected = [.. text.Split('\n')];
            expected = [.. (expected[^1].Length == 0 ? expected[..^1] : expected).Select(each => each.EndsWith('\r') ? each[..^1] : each)];
            return expected.SequenceEqual(Read(text, piece).Select(each => Encoding.UTF8.GetString(each.Bytes.Span)));
        });
    }

    [Fact]
    public void A_line_that_is_too_long_is_thrown_away_but_for_its_id_and_the_next_one_is_read()
    {
        string text = $$"""{"params":"{{new string('x', 500)}}","id":12}""" + "\nshort\n" + new string('y', Longest + 1) + "\n" + new string('z', Longest) + "\n";
        foreach (int piece in new[] { 1, 7, Longest, 4096 })
        {
            List<(bool TooLong, string? Id, string Text)> read = [.. Read(text, piece).Select(line => (line.IsTooLong, line.Id?.ToString(), Encoding.UTF8.GetString(line.Bytes.Span)))];
            Assert.Equal([(true, "12", ""), (false, null, "short"), (true, null, ""), (false, null, new string('z', Longest))], read);
        }
    }

    [Fact]
    public void A_line_without_an_end_takes_no_more_memory_than_one_may()
    {
        // 64 MiB; a buffer that grew with the line would be as large.
        MessageLines lines = new(new Endless(64 << 20), 64 << 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(lines.Next() is { IsTooLong: true });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static IEnumerable<MessageLine> Read(string text, int piece)
    {
        MessageLines lines = new(new Pieces(Encoding.UTF8.GetBytes(text), piece), Longest);
        while (lines.Next() is MessageLine line)
        {
            yield return line with { Bytes = line.Bytes.ToArray() };
        }
    }

    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }

    private sealed class Endless(int length) : MemoryStream
    {
        private int _left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(count, _left);
            _left -= taken;
            buffer.AsSpan(offset, taken).Fill((byte)'x');
            return taken;
        }
    }
}
