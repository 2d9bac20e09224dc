using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Reporting.Briefs;

namespace Hone.Cli.Steps.Briefs;

/// <summary>Hone's section in AGENTS.md.</summary>
internal static class AgentsFile
{
    /// <summary>The file's name in the project folder.</summary>
    public const string FileName = "AGENTS.md";

    private const int MostBytes = 16 << 20;

    /// <summary>The file as it is and as it should be.</summary>
    /// <param name="Path">Where it is written: where a link in the project leads, else the file itself.</param>
    /// <param name="Now">Its bytes; null when there is none.</param>
    /// <param name="Then">The bytes with the section in its place.</param>
    public sealed record State(string Path, byte[]? Now, byte[] Then)
    {
        /// <summary>It needs no writing.</summary>
        public bool IsCurrent => Now is not null && Now.AsSpan().SequenceEqual(Then);
    }

    /// <summary>Looks at it.</summary>
    public static State Read(Session session)
    {
        string path = Place(session.Folder);
        byte[]? now = Bytes(path);
        return AgentsSection.Into(now, AgentsSection.Of(session.Project), out string? wrong) is byte[] then
            ? new(path, now, then)
            : throw new ProblemException(new(ExitCode.Usage, "agents-md-markers", wrong!, "put it right by hand: one line that begins the section and one that ends it, or neither") { Place = path });
    }

    /// <summary>Writes it, with the permissions that it has.</summary>
    public static void Write(State state)
    {
        if (!state.IsCurrent)
        {
            DurableFile.Replace(state.Path, state.Then, state.Now is null ? null : File.GetUnixFileMode(state.Path));
        }
    }

    // A link inside the project is written where it leads, so that it stays a link; one that leads out is nobody's to follow.
    private static string Place(string folder)
    {
        string path = Path.Combine(folder, FileName);
        (string kind, _) = OutputWatch.KindOf(path);
        if (kind is "nothing" or "file")
        {
            return path;
        }

        string real = OutputWatch.Real(path);
        return kind == "link" && real.StartsWith(OutputWatch.Real(folder).TrimEnd('/') + "/", StringComparison.Ordinal) && OutputWatch.IsRegular(real)
            ? real
            : throw new ProblemException(new(ExitCode.Usage, "agents-md-outside", "AGENTS.md is a link that leads out of the project or nowhere, or no file at all", "put a file there") { Place = path });
    }

    private static byte[]? Bytes(string path)
    {
        try
        {
            return !File.Exists(path) ? null
                : new FileInfo(path).Length <= MostBytes ? File.ReadAllBytes(path)
                : throw new ProblemException(new(ExitCode.Usage, "agents-md-large", "AGENTS.md is larger than 16 MiB", "see what it is") { Place = path });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
