using System.Text;
using Hone.Linux.Storage;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Steps.Comparing;

/// <summary>Keeps every complete round of a comparison in a file as it comes, so that an interrupted one can go on.</summary>
internal sealed class JournalFile : IDisposable
{
    private const int LongestFile = 1 << 30;

    private readonly string _path;
    private readonly FileStream _file;

    private JournalFile(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>What the file says this comparison is.</summary>
    public required JournalHeader Header { get; init; }

    /// <summary>The lines that were there when it was opened.</summary>
    public IReadOnlyList<JournalLine> Lines { get; private init; } = [];

    /// <summary>
    /// Opens the journal of a comparison, or begins it. One of another comparison is a usage error; a line that a kill left torn
    /// at the end is dropped.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="header">What is to be compared.</param>
    /// <param name="anySeed">Whether the seed of an existing journal is taken over.</param>
    public static JournalFile Open(string path, JournalHeader header, bool anySeed)
    {
        FileStream? file = null;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return Continue(path, file, header, anySeed);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw DiskProblem.From(error, path);
            }

            throw;
        }
    }

    /// <summary>The complete rounds of a group, the time that they took, and why it ended when it did.</summary>
    public (IReadOnlyList<Round> Rounds, Duration Spent, StopReason? Stop) Of(int group)
    {
        JournalLine[] own = [.. Lines.Where(line => line.Group == group)];
        return ([.. own.Select(line => line.Round).OfType<Round>()], new(own.Length == 0 ? 0 : own[^1].SpentNanoseconds), own.LastOrDefault(line => line.Stop is not null)?.Stop);
    }

    /// <summary>Appends a line.</summary>
    public void Append(JournalLine line) => Write(line.Write());

    public void Dispose() => _file.Dispose();

    private static JournalFile Continue(string path, FileStream file, JournalHeader header, bool anySeed)
    {
        if (file.Length > LongestFile)
        {
            throw Foreign(path, "is longer than 1 GiB");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        byte[] fresh = header.Write();
        if (end == 0)
        {
            // Empty, or killed within the first line: which begins like every journal's.
            if (!bytes.AsSpan().StartsWith(fresh.AsSpan(0, Math.Min(bytes.Length, 25))))
            {
                throw Foreign(path, "is no journal of a comparison");
            }

            file.SetLength(0);
            JournalFile begun = new(path, file) { Header = header };
            begun.Write(fresh);
            return begun;
        }

        int headerEnd = bytes.AsSpan().IndexOf((byte)'\n');
        JournalHeader existing = JournalHeader.Read(bytes.AsSpan(0, headerEnd)) ?? throw Foreign(path, "is no journal of a comparison");
        if (existing.DiffersFrom(anySeed ? header with { Seed = existing.Seed } : header) is string difference)
        {
            throw Foreign(path, "is the journal of another comparison: " + difference);
        }

        List<JournalLine> lines = [];
        for (int at = headerEnd + 1; at < end;)
        {
            int length = bytes.AsSpan(at).IndexOf((byte)'\n');
            lines.Add(JournalLine.Read(bytes.AsSpan(at, length), existing) ?? throw Foreign(path, $"is damaged in line {lines.Count + 2}"));
            at += length + 1;
        }

        file.SetLength(end);
        file.Position = end;
        return new(path, file) { Header = existing, Lines = lines };
    }

    private void Write(byte[] bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (IOException error)
        {
            throw DiskProblem.From(error, _path);
        }
    }

    private static ProblemException Foreign(string path, string what) =>
        new(new(ExitCode.Usage, "journal-of-another", "the file " + what, "name another file, or remove this one to begin anew") { Place = path });
}
