using System.Text.Json;
using Hone.Beads;

namespace Hone.Linux.Trackers;

/// <summary>The lines of an issues file: Hone's own as beads, all others as the bytes they are.</summary>
internal sealed class IssueLines
{
    private readonly List<Line> _lines = [];
    private bool _endsWithLineFeed = true;

    private IssueLines()
    {
    }

    /// <summary>Hone's own lines in file order; of two with the same key the last counts.</summary>
    public IReadOnlyList<BeadLine> Own => [.. _lines.Select(line => line.Bead).OfType<BeadLine>().GroupBy(bead => bead.Key).Select(group => group.Last())];

    /// <summary>Takes a file apart; never fails, whatever the bytes.</summary>
    public static IssueLines Parse(ReadOnlySpan<byte> file)
    {
        IssueLines lines = new();
        while (file.Length > 0)
        {
            int end = file.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? file : file[..end];
            lines._endsWithLineFeed = end >= 0;
            lines._lines.Add(new(line.ToArray(), BeadLine.Read(line)));
            file = end < 0 ? default : file[(end + 1)..];
        }

        return lines;
    }

    /// <summary>Adds a line of Hone's.</summary>
    public void Append(BeadLine bead) => _lines.Add(new([], bead));

    /// <summary>Ids of every closed issue, foreign ones included: Hone's beads may wait for those.</summary>
    public IEnumerable<string> ClosedIds()
    {
        foreach (Line line in _lines)
        {
            if (line.Bead is BeadLine bead)
            {
                if (bead.Status == "closed")
                {
                    yield return bead.Id;
                }
            }
            else if (ClosedId(line.Raw) is string id)
            {
                yield return id;
            }
        }
    }

    /// <summary>The file: foreign lines byte for byte; a last line without a line feed gets one only when something follows it.</summary>
    public byte[] Write()
    {
        List<byte> file = [];
        for (int i = 0; i < _lines.Count; i++)
        {
            file.AddRange(_lines[i].Bytes());
            if (i + 1 < _lines.Count || _endsWithLineFeed || _lines[i].Raw.Length == 0)
            {
                file.Add((byte)'\n');
            }
        }

        return [.. file];
    }

    private static string? ClosedId(byte[] raw)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(raw);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("status", out JsonElement status) && status.ValueKind == JsonValueKind.String && status.GetString() == "closed"
                && root.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Line(byte[] Raw, BeadLine? Bead)
    {
        private readonly byte[]? _asRead = Bead?.Write();

        // A line of Hone's that nobody changes now keeps its bytes too: another tool may have written it in its own style.
        public byte[] Bytes()
        {
            if (Bead is null)
            {
                return Raw;
            }

            byte[] now = Bead.Write();
            return Raw.Length > 0 && now.AsSpan().SequenceEqual(_asRead) ? Raw : now;
        }
    }
}
