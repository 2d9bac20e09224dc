using System.Buffers.Text;
using System.Text;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// Folded stacks, one a line: <c>main;parse;read 12</c>, root first (the form of stackcollapse-*.pl, inferno, async-profiler's
/// <c>collapsed</c> and py-spy's <c>raw</c>); with two columns of weights (difffolded.pl) the second is the profile and the first is
/// kept as <c>before</c>. Names are taken as they stand, with marks such as <c>_[j]</c> and <c>[module]</c>.
/// </summary>
internal sealed class FoldedReader : IProfileReader
{
    private const int LinesLookedAt = 50;

    public string Name => "folded";

    public string Title => "folded stacks";

    /// <summary>Of the first lines, at least four in five end in a weight, and none holds a NUL.</summary>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        int lines = 0;
        int good = 0;
        bool whole = head.Length < ProfileInput.HeadBytes;
        while (!head.IsEmpty && lines < LinesLookedAt)
        {
            int end = head.IndexOf((byte)'\n');
            if (end < 0 && !whole && lines > 0)
            {
                break;
            }

            ReadOnlySpan<byte> line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            head = end < 0 ? [] : head[(end + 1)..];
            if (line.Contains((byte)0))
            {
                return false;
            }

            bool comment = line is [(byte)'#', ..];
            if (!line.IsEmpty)
            {
                bool weight = TryWeight(ref line, out _, out _) && !line.IsEmpty;
                lines += weight || !comment ? 1 : 0;
                good += weight ? 1 : 0;
            }
        }

        return lines > 0 && good * 5 >= lines * 4;
    }

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        TextInput lines = new(bytes, cancellation);
        FoldedStacks stacks = new();
        bool? twoColumns = null;
        long damaged = 0;
        long rounded = 0;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (line.IsEmpty)
            {
                continue;
            }

            ReadOnlySpan<byte> stack = line;
            bool good = TryWeight(ref stack, out long weight, out bool round);
            long before = 0;
            if (good && twoColumns != false)
            {
                bool second = TryWeight(ref stack, out before, out bool roundToo);
                twoColumns ??= second;
                good = second || twoColumns == false;
                round |= roundToo;
            }

            if (!good)
            {
                damaged += line[0] == (byte)'#' ? 0 : 1;
                continue;
            }

            rounded += round ? 1 : 0;
            stacks.Add(stack, weight, before);
        }

        if (stacks.Lines == 0 && damaged + lines.Overlong > 0)
        {
            throw lines.Problem("folded-malformed", "no line ends in a blank and a weight, as in 'main;parse;read 12'", options.Place);
        }

        return stacks.Build(twoColumns == true, options, Notes(damaged + lines.Overlong, rounded, lines.Unfinished));
    }

    /// <summary>Cuts the number off the end of a line, and the blanks before it.</summary>
    private static bool TryWeight(ref ReadOnlySpan<byte> line, out long weight, out bool rounded)
    {
        ReadOnlySpan<byte> text = line.TrimEnd(" \t"u8);
        int blank = text.LastIndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> number = text[(blank + 1)..];
        rounded = false;
        if (blank < 0 || !Utf8Parser.TryParse(number, out weight, out int length))
        {
            weight = 0;
            return false;
        }

        if (length < number.Length)
        {
            if (number[length] != (byte)'.' || !Utf8Parser.TryParse(number, out decimal exact, out length) || length < number.Length || Math.Abs(exact) >= long.MaxValue)
            {
                return false;
            }

            weight = (long)decimal.Round(exact);
            rounded = weight != exact;
        }

        line = text[..blank].TrimEnd(" \t"u8);
        return true;
    }

    private static List<string> Notes(long damaged, long rounded, bool unfinished)
    {
        List<string> notes = [];
        if (damaged > 0)
        {
            notes.Add($"{damaged} lines have no weight at their end, or are too long, and are left out");
        }

        if (rounded > 0)
        {
            notes.Add($"{rounded} weights are no whole numbers and were rounded");
        }

        if (unfinished)
        {
            notes.Add("the last line has no line feed: if the file was cut off, its weight is not whole");
        }

        return notes;
    }

    /// <summary>The stacks of lines that often begin like the line before: what is the same is not looked up again.</summary>
    private sealed class FoldedStacks
    {
        private readonly StackTree _tree = new(2);
        private readonly LineTable _names = new();
        private readonly FrameTable _frames = new();
        private readonly List<int> _numbers = [];
        private byte[] _previous = [];
        private int _length;
        private int[] _ends = new int[64];
        private int[] _nodes = new int[64];
        private int _depth;

        public long Lines { get; private set; }

        public void Add(ReadOnlySpan<byte> stack, long weight, long before)
        {
            Lines++;
            stack = stack.TrimEnd((byte)';');
            int common = stack.CommonPrefixLength(_previous.AsSpan(0, _length));
            int kept = 0;
            while (kept < _depth && (_ends[kept] < common || (_ends[kept] == common && (stack.Length == common || stack[common] == (byte)';'))))
            {
                kept++;
            }

            int start = kept == 0 ? 0 : _ends[kept - 1] + 1;
            int node = kept == 0 ? -1 : _nodes[kept - 1];
            _depth = kept;
            while (start <= stack.Length && (start < stack.Length || kept == 0 || _depth == 0))
            {
                int length = stack[start..].IndexOf((byte)';');
                length = length < 0 ? stack.Length - start : length;
                node = _tree.Child(node, Frame(stack.Slice(start, length)));
                Push(start + length, node);
                start += length + 1;
            }

            Keep(stack);
            _tree.Add(node, weight);
            _tree.Add(node, before, 1);
        }

        public Profile Build(bool two, ReadOptions options, List<string> notes)
        {
            Profile profile = _tree.Build(ProfileKind.Cpu, [new("weight", Unit.Count), new("before", Unit.Count)], _frames.Frames, "folded stacks", options, notes);
            return two
                ? profile
                : profile with { Metrics = [profile.Metrics[0]], Stacks = [.. profile.Stacks.Select(stack => new StackValues(stack.Node, [stack.Values[0]]))] };
        }

        private int Frame(ReadOnlySpan<byte> name)
        {
            int line = _names.Number(name, out bool isNew);
            if (isNew)
            {
                string text = Encoding.UTF8.GetString(name);
                _numbers.Add(_frames.Number(text.Length == 0 ? new Frame("[no name]", "", FrameOrigin.Unknown) : FrameGuess.Of(text)));
            }

            return _numbers[line];
        }

        private void Push(int end, int node)
        {
            if (_depth == _ends.Length)
            {
                Array.Resize(ref _ends, _depth * 2);
                Array.Resize(ref _nodes, _depth * 2);
            }

            _ends[_depth] = end;
            _nodes[_depth++] = node;
        }

        private void Keep(ReadOnlySpan<byte> stack)
        {
            if (_previous.Length < stack.Length)
            {
                _previous = new byte[Math.Max(stack.Length, _previous.Length * 2)];
            }

            stack.CopyTo(_previous);
            _length = stack.Length;
        }
    }
}
