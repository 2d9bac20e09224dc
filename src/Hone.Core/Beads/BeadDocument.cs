using Hone.Problems;

namespace Hone.Beads;

/// <summary>
/// A JSONL tracker file in memory. What a line says is read, what it consists of is kept: writing the document back without
/// a change gives the same bytes, and a change touches only Hone's own lines.
/// </summary>
public sealed class BeadDocument
{
    private readonly List<BeadLine> _lines;
    private readonly byte[] _newLine;
    private readonly bool _sorted;

    private BeadDocument(List<BeadLine> lines, IReadOnlyList<string> notes)
    {
        _lines = lines;
        Notes = notes;
        _newLine = lines.Count > 0 && lines[0].Raw.Span.EndsWith("\r\n"u8) ? [(byte)'\r', (byte)'\n'] : [(byte)'\n'];
        _sorted = IsSorted(lines);
    }

    /// <summary>The lines in file order.</summary>
    public IReadOnlyList<BeadLine> Lines => _lines;

    /// <summary>What was odd, with line numbers, as sentences; at most ten and then a count.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// Every bead once, in file order. Of two lines with one id (a union merge of git leaves such) the one changed last
    /// counts, and of two that were changed at the same time the later line.
    /// </summary>
    public IReadOnlyList<Bead> Beads => [.. Current().OrderBy(pair => pair.Value).Select(pair => _lines[pair.Value].Bead!)];

    /// <summary>Reads a file. A git conflict is a <see cref="ProblemException"/>: neither side of it may be taken for the truth.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="place">The file's name for the notes.</param>
    public static BeadDocument Parse(ReadOnlyMemory<byte> bytes, string place)
    {
        List<BeadLine> lines = [];
        List<string> notes = [];
        int odd = 0;
        ReadOnlyMemory<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            BeadLine line = BeadLineReader.Read(end < 0 ? rest : rest[..(end + 1)]);
            lines.Add(line);
            rest = rest[line.Raw.Length..];
            if (line.Kind == BeadLineKind.Conflict)
            {
                throw new ProblemException(new Problem(
                    ExitCode.Usage, "tracker-conflict", "the tracker file holds an unresolved merge conflict of git", "resolve it, then run the command again")
                {
                    Place = $"{place}:{lines.Count}",
                });
            }

            if (line.Note is { } note && ++odd <= 10)
            {
                bool torn = end < 0 && line.Kind == BeadLineKind.Unreadable;
                notes.Add($"{place}:{lines.Count}: {(torn ? "the last line is cut off" : note)}; "
                    + (line.Kind == BeadLineKind.Unreadable ? "it is kept as it is and not read" : "it is kept as it is"));
            }
        }

        if (odd > 10)
        {
            notes.Add($"{place}: {odd - 10} more lines are odd; they are kept as they are");
        }

        return new BeadDocument(lines, notes);
    }

    /// <summary>The index in <see cref="Lines"/> of the line that counts for an id; -1 when there is none.</summary>
    public int IndexOf(string id) => Current().TryGetValue(id, out int index) ? index : -1;

    /// <summary>Changes properties of one line of Hone's.</summary>
    public void Edit(int index, IReadOnlyList<JsonChange> changes)
    {
        BeadLine line = _lines[index];
        if (line.Bead?.Key is null)
        {
            throw new InvalidOperationException("Only Hone's own lines are edited.");
        }

        _lines[index] = BeadLineReader.Read(JsonLineEdit.Apply(line.Raw.Span, changes));
    }

    /// <summary>Adds a line of Hone's: in its place when the file is sorted by id, else at the end.</summary>
    /// <param name="json">The object, without a line end.</param>
    public void Add(byte[] json)
    {
        BeadLine line = BeadLineReader.Read((byte[])[.. json, .. _newLine]);
        string id = line.Bead!.Id;
        int index = _sorted ? _lines.FindIndex(other => other.Bead is not null && string.CompareOrdinal(other.Bead.Id, id) > 0) : -1;
        if (index < 0)
        {
            index = _lines.Count;
            if (index > 0 && !_lines[^1].Raw.Span.EndsWith("\n"u8))
            {
                // A missing or torn line end: the bytes stay, a line end is put after them.
                _lines[^1] = _lines[^1] with { Raw = (byte[])[.. _lines[^1].Raw.Span, .. _newLine] };
            }
        }

        _lines.Insert(index, line);
    }

    /// <summary>The file's content.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[_lines.Sum(line => line.Raw.Length)];
        int at = 0;
        foreach (BeadLine line in _lines)
        {
            line.Raw.Span.CopyTo(bytes.AsSpan(at));
            at += line.Raw.Length;
        }

        return bytes;
    }

    private Dictionary<string, int> Current()
    {
        Dictionary<string, int> current = new(_lines.Count, StringComparer.Ordinal);
        for (int i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Bead is { } bead
                && (!current.TryGetValue(bead.Id, out int earlier)
                    || (bead.UpdatedAt ?? DateTimeOffset.MinValue) >= (_lines[earlier].Bead!.UpdatedAt ?? DateTimeOffset.MinValue)))
            {
                current[bead.Id] = i;
            }
        }

        return current;
    }

    private static bool IsSorted(List<BeadLine> lines)
    {
        string last = "";
        foreach (BeadLine line in lines)
        {
            if (line.Kind == BeadLineKind.Unreadable || (line.Bead is { } bead && string.CompareOrdinal(last, bead.Id) > 0))
            {
                return false;
            }

            last = line.Bead?.Id ?? last;
        }

        return true;
    }
}
