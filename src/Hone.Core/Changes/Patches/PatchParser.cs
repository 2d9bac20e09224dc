using System.Globalization;
using Hone.Problems;

namespace Hone.Changes.Patches;

/// <summary>Reads git's extended unified format (git-diff(1), "Generating patch text with -p").</summary>
internal sealed class PatchParser
{
    private const string Head = "diff --git ";
    private const int MostFiles = 100_000;

    private readonly string _text;
    private int _at;
    private int _line;

    private PatchParser(string text) => _text = text;

    public static Patch Parse(string text)
    {
        if (text.Length > Patch.MostLetters)
        {
            throw new ProblemException(new(
                ExitCode.Usage, "patch-too-large", $"the patch has {text.Length} bytes, and at most {Patch.MostLetters} are read", "split it: one lever is a few hundred lines"));
        }

        PatchParser parser = new(text);
        List<FilePatch> files = [];
        while (parser.Peek() is not null)
        {
            files.Add(parser.File(files.Count));
            if (files.Count > MostFiles)
            {
                throw parser.Malformed($"more than {MostFiles} files");
            }
        }

        return new(files);
    }

    private FilePatch File(int index)
    {
        string first = Next()!;
        if (!first.StartsWith(Head, StringComparison.Ordinal))
        {
            throw Malformed("a line that begins with 'diff --git' is expected");
        }

        List<string> header = [first];
        FileHeader read = new();
        while (Peek() is string line && !line.StartsWith(Head, StringComparison.Ordinal) && !line.StartsWith("@@ ", StringComparison.Ordinal))
        {
            header.Add(Next()!);

            // A binary change goes on to the next file, in lines that are no headers.
            if (!read.IsBinary && read.Take(line) is string wrong)
            {
                throw Malformed(wrong);
            }
        }

        List<Hunk> hunks = [];
        int oldAt = 0;
        while (Peek() is string line && line.StartsWith("@@ ", StringComparison.Ordinal))
        {
            if (read.IsBinary || !read.HasSides)
            {
                throw Malformed("a hunk without the lines '---' and '+++' above it");
            }

            Hunk hunk = HunkAt(new(index, hunks.Count));
            if (hunk.OldStart < oldAt)
            {
                throw Malformed("hunks of a file must come in order, and must not overlap");
            }

            oldAt = hunk.OldStart + hunk.OldCount;
            hunks.Add(hunk);
        }

        return read.File(first[Head.Length..], hunks) is FilePatch file
            ? file with { Index = index, Header = header }
            : throw Malformed("the paths of this file cannot be told from its header");
    }

    private Hunk HunkAt(HunkId id)
    {
        string header = Next()!;
        int end = header.IndexOf(" @@", 3, StringComparison.Ordinal);
        if (end < 0
            || header[3..end].Split(' ') is not [['-', .. string old], ['+', .. string fresh]]
            || Range(old) is not var (oldStart, oldCount) || Range(fresh) is not var (newStart, newCount))
        {
            throw Malformed("'@@ -START,COUNT +START,COUNT @@' is expected");
        }

        List<HunkLine> lines = [];
        int oldLeft = oldCount;
        int newLeft = newCount;
        while (oldLeft > 0 || newLeft > 0)
        {
            string line = Next() ?? throw Malformed("the patch ends within a hunk");
            HunkLineKind kind = line.Length == 0 ? HunkLineKind.Context : line[0] switch
            {
                ' ' => HunkLineKind.Context,
                '+' => HunkLineKind.Added,
                '-' => HunkLineKind.Removed,
                _ => throw Malformed("a line of a hunk begins with ' ', '+' or '-'"),
            };
            oldLeft -= kind == HunkLineKind.Added ? 0 : 1;
            newLeft -= kind == HunkLineKind.Removed ? 0 : 1;
            if (oldLeft < 0 || newLeft < 0)
            {
                throw Malformed("the hunk has more lines than its header counts");
            }

            bool endsWithoutFeed = _at + 1 < _text.Length && _text[_at] == '\\' && _text[_at + 1] == ' ';
            if (endsWithoutFeed)
            {
                Next();
            }

            lines.Add(new(kind, line.Length == 0 ? "" : line[1..]) { EndsWithoutFeed = endsWithoutFeed });
        }

        return lines.All(line => line.Kind == HunkLineKind.Context)
            ? throw Malformed("a hunk changes nothing")
            : new(id, oldStart, oldCount, newStart, newCount, lines) { Heading = header[(end + 3)..] is [' ', .. string heading] ? heading : "" };
    }

    private static (int Start, int Count)? Range(string text)
    {
        string[] parts = text.Split(',');
        int count = 1;
        return parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int start)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count))
            && start <= 1 << 30 && count <= 1 << 30
            ? (start, count)
            : null;
    }

    // A line without its line feed; null at the end.
    private string? Peek() => _at >= _text.Length ? null : _text[_at..End()];

    private string? Next()
    {
        string? line = Peek();
        _at = Math.Min(_text.Length, End() + 1);
        _line++;
        return line;
    }

    private int End() => _at < _text.Length && _text.IndexOf('\n', _at) is int end and >= 0 ? end : _text.Length;

    private ProblemException Malformed(string what) => new(new(
        ExitCode.Usage, "patch-malformed", "the patch cannot be read: " + what, "make it with git diff --no-ext-diff --no-textconv --no-color --full-index -M -U3")
    { Place = string.Create(CultureInfo.InvariantCulture, $"patch:{Math.Max(1, _line)}") });
}
