using System.Text.Json;
using Hone.Ledger;
using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>
/// The record on disk. An entry is first written whole to <c>ledger.pending</c>, then appended, then the head is replaced,
/// then the pending file is removed; whatever moment a kill strikes, the next reader can complete it or drop it.
/// </summary>
public sealed class LedgerStore(StateFolder folder)
{
    private long _written;
    private LedgerChain.Known? _known;

    /// <summary>What an entry is about, beyond its kind and data.</summary>
    public sealed record Context(string Actor, string Commit, string Host);

    /// <summary>Reads the record as it is, counting an interrupted append as done or not begun.</summary>
    public LedgerChain.Reading Read()
    {
        try
        {
            // File.Exists says no to what may not be seen; listing the folder says why.
            bool hasArtifacts = Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any()
                && Directory.Exists(folder.Artifacts) && Directory.EnumerateFileSystemEntries(folder.Artifacts).Any();
            byte[] ledger = File.Exists(folder.Ledger) ? File.ReadAllBytes(folder.Ledger) : [];
            LedgerHead? head = File.Exists(folder.Head) ? LedgerHead.Read(File.ReadAllBytes(folder.Head)) : null;
            if (head is null && !File.Exists(folder.Head) && ledger.Length == 0)
            {
                if (hasArtifacts && !File.Exists(folder.Pending))
                {
                    return new([], [new(1, "ledger-missing", "there are artifacts, and the ledger and its head are gone")]);
                }

                head = LedgerHead.Empty;
            }

            (byte[] repaired, LedgerHead? repairedHead) = Complete(ledger, head);
            LedgerChain.Reading reading = LedgerChain.Read(repaired, repairedHead, _known);
            if (reading.Findings.Count == 0)
            {
                _known = new(repaired, reading.Entries);
            }

            return reading;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder.Ledger);
        }
    }

    /// <summary>The entries of a record that holds; one that was altered is a problem of exit code 5.</summary>
    public IReadOnlyList<LedgerEntry> ReadTrusted()
    {
        LedgerChain.Reading reading = Read();
        if (reading.Findings is [LedgerFinding first, ..])
        {
            throw new ProblemException(new(
                ExitCode.Tampered,
                first.Rule,
                first.What + (reading.Findings.Count > 1 ? $" (and {reading.Findings.Count - 1} more)" : ""),
                "see all of it with: hone ledger verify; then restore .hone from git")
            { Place = $"{folder.Ledger}:{first.Entry}" });
        }

        return reading.Entries;
    }

    /// <summary>Appends one entry. The caller holds the project lock.</summary>
    public LedgerEntry Append(string kind, JsonElement data, IReadOnlyList<Artifact> artifacts, Context context, DateTimeOffset now)
    {
        IReadOnlyList<LedgerEntry> entries = ReadTrusted();
        if (entries.Count < _written)
        {
            throw new ProblemException(new(
                ExitCode.Tampered,
                "ledger-lost",
                $"the ledger had {_written} entries when this command last wrote to it and has {entries.Count} now: something it ran removed them",
                "see what the workload does to .hone, restore it with: git checkout -- .hone")
            { Place = folder.Ledger });
        }

        LedgerEntry entry = LedgerLine.Seal(new()
        {
            Seq = entries.Count + 1,
            Time = now,
            Kind = kind,
            Actor = context.Actor,
            Commit = context.Commit,
            Host = context.Host,
            Data = data,
            Artifacts = artifacts,
            Prev = entries.Count == 0 ? LedgerEntry.Origin : entries[^1].Hash,
            Hash = "",
        });
        Repair();
        byte[] line = [.. LedgerLine.Write(entry), (byte)'\n'];
        DurableFile.Replace(folder.Pending, line);
        AppendLine(line);
        DurableFile.Replace(folder.Head, new LedgerHead(entry.Seq, entry.Hash).Write());
        File.Delete(folder.Pending);
        _written = entry.Seq;
        return entry;
    }

    /// <summary>Finishes on disk what a kill interrupted. The caller holds the project lock.</summary>
    public void Repair()
    {
        if (!File.Exists(folder.Pending))
        {
            return;
        }

        try
        {
            byte[] ledger = File.Exists(folder.Ledger) ? File.ReadAllBytes(folder.Ledger) : [];
            LedgerHead? head = File.Exists(folder.Head) ? LedgerHead.Read(File.ReadAllBytes(folder.Head)) : LedgerHead.Empty;
            (byte[] repaired, LedgerHead? repairedHead) = Complete(ledger, head);
            if (repaired.Length != ledger.Length)
            {
                AppendLine(repaired.AsSpan(ledger.Length));
            }

            if (repairedHead is not null && repairedHead != head)
            {
                DurableFile.Replace(folder.Head, repairedHead.Write());
            }

            File.Delete(folder.Pending);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder.Pending);
        }
    }

    // An entry counts as written once the pending file is whole: what was appended of it must be its beginning, and it must
    // follow the head. Anything else is left as it is, for the chain to find.
    private (byte[] Ledger, LedgerHead? Head) Complete(byte[] ledger, LedgerHead? head)
    {
        if (head is null || !File.Exists(folder.Pending))
        {
            return (ledger, head);
        }

        byte[] line = File.ReadAllBytes(folder.Pending);
        if (line.Length == 0 || line[^1] != '\n' || LedgerLine.Read(line.AsMemory(0, line.Length - 1)) is not LedgerEntry entry)
        {
            return (ledger, head);
        }

        if (entry.Seq == head.Seq && entry.Hash == head.Hash)
        {
            return (ledger, head);
        }

        if (entry.Seq != head.Seq + 1 || entry.Prev != head.Hash)
        {
            return (ledger, head);
        }

        int lines = 0;
        int start = 0;
        while (lines < head.Seq)
        {
            int end = ledger.AsSpan(start).IndexOf((byte)'\n');
            if (end < 0)
            {
                return (ledger, head);
            }

            start += end + 1;
            lines++;
        }

        ReadOnlySpan<byte> tail = ledger.AsSpan(start);
        return line.AsSpan().StartsWith(tail)
            ? ([.. ledger.AsSpan(0, start), .. line], new LedgerHead(entry.Seq, entry.Hash))
            : (ledger, head);
    }

    private void AppendLine(ReadOnlySpan<byte> bytes)
    {
        long before = File.Exists(folder.Ledger) ? new FileInfo(folder.Ledger).Length : 0;
        try
        {
            using FileStream file = new(folder.Ledger, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Truncate(before);
            throw DiskProblem.From(error, folder.Ledger);
        }
    }

    private void Truncate(long length)
    {
        try
        {
            using (FileStream file = new(folder.Ledger, FileMode.OpenOrCreate, FileAccess.Write))
            {
                file.SetLength(length);
            }

            File.Delete(folder.Pending);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The pending file then still completes the entry on the next run; the full disk is what is reported.
        }
    }

    /// <summary>Holds every artifact that the record names against its hash; altered ones are findings, missing ones are counted.</summary>
    public static (IReadOnlyList<LedgerFinding> Findings, int Present, IReadOnlyList<string> Missing) CheckArtifacts(
        IReadOnlyList<LedgerEntry> entries, ArtifactStore artifacts)
    {
        List<LedgerFinding> findings = [];
        List<string> missing = [];
        int present = 0;
        Dictionary<string, ArtifactState> seen = [];
        foreach (LedgerEntry entry in entries)
        {
            foreach (Artifact artifact in entry.Artifacts)
            {
                if (!seen.TryGetValue(artifact.Sha256, out ArtifactState state))
                {
                    state = artifacts.Check(artifact);
                    seen.Add(artifact.Sha256, state);
                }

                switch (state)
                {
                    case ArtifactState.Altered:
                        findings.Add(new(entry.Seq, "artifact-altered", $"entry {entry.Seq} ({entry.Kind}): artifact {artifact.Name} ({artifact.Sha256[..12]}) was altered"));
                        break;
                    case ArtifactState.Missing:
                        missing.Add($"entry {entry.Seq} ({entry.Kind}): {artifact.Name} ({artifact.Sha256[..12]})");
                        break;
                    default:
                        present++;
                        break;
                }
            }
        }

        return (findings, present, missing);
    }
}
