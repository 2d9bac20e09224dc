using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Hone.Profiling.Formats.Writers;

/// <summary>
/// Folded stacks: <c>main;parse;read 12</c>, of the first metric. In names, <c>;</c> becomes <c>:</c>, a control character or line separator a
/// blank, and blanks at the ends go; a name that ends in a blank and a number gets <c>_</c> for that blank, so that the number is not taken
/// for a weight; an empty name is <c>[no name]</c>. Stacks that read the same after that stay two lines.
/// </summary>
internal sealed class FoldedWriter : IProfileWriter
{
    private const int FlushAt = 1 << 16;
    private const int LongestNumber = 24;

    private static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789.+-eE");

    public string Name => "folded";

    public string Extension => ".folded";

    public bool IsText => true;

    public void Write(Profile profile, string title, Stream stream)
    {
        byte[][] names = [.. profile.Frames.Select(frame => Encoding.UTF8.GetBytes(Plain(frame.Function)))];
        IReadOnlyList<StackNode> nodes = profile.Nodes;
        ArrayBufferWriter<byte> text = new(2 * FlushAt);
        int[] path = new int[256];
        foreach (StackValues stack in profile.Stacks)
        {
            long weight = stack.Values[0];
            if (weight == 0)
            {
                continue;
            }

            int depth = 0;
            for (int node = stack.Node; node >= 0; node = nodes[node].Parent)
            {
                if (depth == path.Length)
                {
                    Array.Resize(ref path, depth * 2);
                }

                path[depth++] = nodes[node].Frame;
            }

            while (depth-- > 0)
            {
                byte[] name = names[path[depth]];
                Span<byte> room = text.GetSpan(name.Length + 1);
                name.CopyTo(room);
                room[name.Length] = depth > 0 ? (byte)';' : (byte)' ';
                text.Advance(name.Length + 1);
            }

            Span<byte> rest = text.GetSpan(LongestNumber);
            Utf8Formatter.TryFormat(weight, rest, out int digits);
            rest[digits] = (byte)'\n';
            text.Advance(digits + 1);
            if (text.WrittenCount > FlushAt)
            {
                stream.Write(text.WrittenSpan);
                text.ResetWrittenCount();
            }
        }

        stream.Write(text.WrittenSpan);
    }

    /// <summary>The name as it can stand in a line.</summary>
    private static string Plain(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char c in name)
        {
            plain.Append(c == ';' ? ':' : char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        string text = plain.ToString().Trim(' ');
        int blank = text.LastIndexOf(' ');
        if (blank >= 0 && text.AsSpan(blank + 1).IndexOfAnyExcept(_ofNumbers) < 0)
        {
            text = text[..blank] + "_" + text[(blank + 1)..];
        }

        return text.Length == 0 ? "[no name]" : text;
    }
}
