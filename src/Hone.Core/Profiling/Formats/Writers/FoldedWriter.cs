using System.Buffers;
using System.Globalization;
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

    private static readonly SearchValues<char> _ofNumbers = SearchValues.Create("0123456789.+-eE");

    public string Name => "folded";

    public string Extension => ".folded";

    public bool IsText => true;

    public void Write(Profile profile, string title, Stream stream)
    {
        string[] names = [.. profile.Frames.Select(frame => Plain(frame.Function))];
        List<int> path = [];
        StringBuilder text = new();
        foreach (StackValues stack in profile.Stacks)
        {
            if (stack.Values[0] == 0)
            {
                continue;
            }

            path.Clear();
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                path.Add(profile.Nodes[node].Frame);
            }

            for (int i = path.Count - 1; i >= 0; i--)
            {
                text.Append(names[path[i]]).Append(i > 0 ? ';' : ' ');
            }

            text.Append(CultureInfo.InvariantCulture, $"{stack.Values[0]}\n");
            if (text.Length > FlushAt)
            {
                stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
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
