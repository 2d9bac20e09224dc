using System.Text.Json;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Trackers;

/// <summary>The tracker of a repository: what it is, and the file in which Hone keeps its beads.</summary>
public sealed record TrackerWorkspace
{
    /// <summary>Hone's own list, for a tracker that Hone does not write to; relative to the repository.</summary>
    public const string OwnList = ".hone/beads.jsonl";

    /// <summary>Which tracker it is.</summary>
    public required TrackerKind Kind { get; init; }

    /// <summary>The absolute path of the JSONL file that Hone reads and writes, where it does not drive the tracker; it need not exist.</summary>
    public required string File { get; init; }

    /// <summary>The file for people: relative to the repository where it lies in it.</summary>
    public required string Display { get; init; }

    /// <summary>The tracker's own folder, absolute; it need not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>True when Hone works in the tracker through its own program.</summary>
    public bool IsDriven { get; init; }

    /// <summary>What a person should know about this choice, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Looks at a repository. A <c>.beads</c> folder or file that is a link out of the repository is a
    /// <see cref="ProblemException"/>; a redirect out of it is noted, and Hone keeps its own list.
    /// </summary>
    /// <param name="repository">The absolute folder of the repository.</param>
    /// <param name="beadsFolder">The folder that the user named (<c>BEADS_DIR</c>), which may lie anywhere; null to look in the repository.</param>
    public static TrackerWorkspace Detect(string repository, string? beadsFolder = null)
    {
        string folder = beadsFolder is null ? Path.Combine(repository, ".beads") : Path.TrimEndingDirectorySeparator(Path.GetFullPath(beadsFolder, repository));
        string home = Libc.RealPath(beadsFolder is null ? repository : folder) ?? folder;
        if (!Directory.Exists(folder))
        {
            return new FileInfo(folder).LinkTarget is not null || System.IO.File.Exists(folder)
                ? throw new ProblemException(new Problem(ExitCode.Usage, "tracker-folder", "the tracker's folder is a file, or a link that leads nowhere", "remove it or put it right") { Place = folder })
                : At(TrackerKind.None, repository, folder, Path.Combine(folder, "issues.jsonl"), []);
        }

        RequireInside(home, folder);
        if (Redirect.Follow(folder) is { } target)
        {
            if (beadsFolder is null && !IsInside(home, target))
            {
                return Own(TrackerKind.Elsewhere, repository, target,
                    $"{Path.Combine(".beads", Redirect.FileName)} leads out of the repository, to {target}: Hone keeps its beads in {OwnList}; set BEADS_DIR to let it write there");
            }

            folder = target;
            home = beadsFolder is null ? home : target;
        }

        JsonElement? metadata = Metadata(folder);
        if (Is(metadata, "backend", "dolt") || Array.Exists(["dolt", "embeddeddolt", "proxieddb"], name => Directory.Exists(Path.Combine(folder, name))))
        {
            return Own(TrackerKind.Bd, repository, folder);
        }

        string database = Name(metadata, "database") is { } named && named.EndsWith(".db", StringComparison.Ordinal) ? named : "beads.db";
        if (System.IO.File.Exists(Path.Combine(folder, database)) || System.IO.File.Exists(Path.Combine(folder, "beads.db")))
        {
            return Own(TrackerKind.Br, repository, folder);
        }

        return At(TrackerKind.Jsonl, repository, folder, Resolved(home, Path.Combine(folder, FileName(folder, metadata))),
            metadata is null ? [] : ["after a change, `br sync --import-only` brings Hone's beads into br's database, once there is one"]);
    }

    /// <summary>Hone's own list, for a user who wants no tracker.</summary>
    public static TrackerWorkspace Own(string repository) =>
        Own(TrackerKind.Elsewhere, repository, Path.Combine(repository, ".hone"), $"Hone keeps its beads in {OwnList}, as {TrackerChoice.Variable} says");

    private static string FileName(string folder, JsonElement? metadata)
    {
        string? named = Name(metadata, "jsonl_export");
        return named is not null && named.EndsWith(".jsonl", StringComparison.Ordinal) ? named
            : !System.IO.File.Exists(Path.Combine(folder, "issues.jsonl")) && System.IO.File.Exists(Path.Combine(folder, "beads.jsonl")) ? "beads.jsonl"
            : "issues.jsonl";
    }

    private static TrackerWorkspace Own(TrackerKind kind, string repository, string folder, params IReadOnlyList<string> notes)
    {
        string home = Libc.RealPath(repository) ?? repository;
        if (Directory.Exists(Path.Combine(repository, ".hone")))
        {
            RequireInside(home, Path.Combine(repository, ".hone"));
        }

        return At(kind, repository, folder, Resolved(home, Path.Combine(repository, OwnList)), notes);
    }

    // A file that is a link is written where it leads, so that the link stays.
    private static string Resolved(string home, string file)
    {
        if (new FileInfo(file).LinkTarget is null)
        {
            return file;
        }

        RequireInside(home, file);
        return Libc.RealPath(file)!;
    }

    private static TrackerWorkspace At(TrackerKind kind, string repository, string folder, string file, IReadOnlyList<string> notes)
    {
        string relative = Path.GetRelativePath(repository, file);
        return new TrackerWorkspace
        {
            Kind = kind,
            Folder = folder,
            File = file,
            Display = relative.StartsWith("../", StringComparison.Ordinal) ? file : relative,
            Notes = notes,
        };
    }

    private static void RequireInside(string home, string path)
    {
        if (Libc.RealPath(path) is not { } real || !IsInside(home, real))
        {
            throw new ProblemException(new Problem(
                ExitCode.Usage, "tracker-outside", "the tracker is a symbolic link that leads nowhere or out of the repository", "replace the link, or set BEADS_DIR to the folder it leads to")
            { Place = path });
        }
    }

    private static bool IsInside(string home, string path) =>
        path == home || path.StartsWith(home.EndsWith('/') ? home : home + "/", StringComparison.Ordinal);

    private static JsonElement? Metadata(string folder)
    {
        FileInfo file = new(Path.Combine(folder, "metadata.json"));
        try
        {
            if (!file.Exists || file.Length > 64 * 1024)
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file.FullName));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Is(JsonElement? metadata, string property, string value) =>
        metadata is { } root && root.TryGetProperty(property, out JsonElement found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);

    // A plain file name only: a path in this file is somebody else's word about where to write.
    private static string? Name(JsonElement? metadata, string property) =>
        metadata is { } root && root.TryGetProperty(property, out JsonElement found) && found.ValueKind == JsonValueKind.String
            && found.GetString() is { Length: > 0 } name && name == Path.GetFileName(name) && name is not ("." or "..") && !name.Contains('\0', StringComparison.Ordinal)
            ? name
            : null;
}
