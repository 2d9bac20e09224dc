using System.Text.Json;
using Hone.Problems;

namespace Hone.Linux.Trackers;

/// <summary>Where the beads of a project are kept.</summary>
/// <param name="File">The JSONL file that Hone writes to.</param>
/// <param name="Note">Why it is not the tracker's own, or null.</param>
public sealed record BeadsWorkspace(string File, string? Note)
{
    private const int LargestRedirect = 4096;
    private const int DeepestRedirect = 10;

    /// <summary>
    /// The nearest <c>.beads</c> folder from the project upwards to the repository's root. One that bd (Dolt) or br (SQLite)
    /// drives is theirs: their JSONL is an export that they overwrite or refuse, so Hone keeps its own list in
    /// <c>.hone/beads.jsonl</c> and says so. Without any, <c>.beads/issues.jsonl</c> is begun in the project.
    /// </summary>
    public static BeadsWorkspace Find(string project)
    {
        string? repository = RootOf(project);
        for (string? folder = project; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string beads = Path.Combine(folder, ".beads");
            if (Directory.Exists(beads))
            {
                return InFolder(Follow(beads, 0), project);
            }

            if (folder == repository || repository is null)
            {
                break;
            }
        }

        return new(Path.Combine(project, ".beads", "issues.jsonl"), null);
    }

    private static BeadsWorkspace InFolder(string beads, string project)
    {
        string own = Path.Combine(project, ".hone", "beads.jsonl");
        string metadata = Path.Combine(beads, "metadata.json");
        (string? backend, string? export) = ReadMetadata(metadata);
        return backend == "dolt" || Directory.Exists(Path.Combine(beads, "dolt")) || Directory.Exists(Path.Combine(beads, "embeddeddolt"))
            ? new(own, "this repository's beads are in bd's database; Hone keeps its own in .hone/beads.jsonl (bd import .hone/beads.jsonl takes them over)")
            : File_(Path.Combine(beads, "beads.db"))
            ? new(own, "this repository's beads are in br's database; Hone keeps its own in .hone/beads.jsonl (append them to .beads/issues.jsonl and run br sync --import-only to take them over)")
            : new(Path.Combine(beads, Name(beads, export)), null);
    }

    private static string Name(string beads, string? export) =>
        export is not null && Path.GetFileName(export) == export && export.EndsWith(".jsonl", StringComparison.Ordinal) ? export
        : !File_(Path.Combine(beads, "issues.jsonl")) && File_(Path.Combine(beads, "beads.jsonl")) ? "beads.jsonl"
        : "issues.jsonl";

    private static bool File_(string path) => System.IO.File.Exists(path);

    private static string Follow(string beads, int depth)
    {
        string redirect = Path.Combine(beads, "redirect");
        if (!File_(redirect) || new FileInfo(redirect).Length > LargestRedirect)
        {
            return beads;
        }

        string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(beads)!, System.IO.File.ReadAllText(redirect).Trim()));
        return depth < DeepestRedirect && Directory.Exists(target) && Path.GetFileName(target) is ".beads" or "_beads"
            ? Follow(target, depth + 1)
            : throw new ProblemException(new(ExitCode.Usage, "beads-redirect", $"the redirect does not lead to a .beads folder: {target}", "mend or remove the redirect file") { Place = redirect });
    }

    private static (string? Backend, string? Export) ReadMetadata(string path)
    {
        if (!File_(path))
        {
            return default;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            return (Text(document.RootElement, "backend"), Text(document.RootElement, "jsonl_export"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? RootOf(string project)
    {
        for (string? folder = project; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }
}
