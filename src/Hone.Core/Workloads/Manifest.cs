using Hone.Problems;
using Tomlyn.Syntax;

namespace Hone.Workloads;

/// <summary>What came of reading a manifest: a project, or what is wrong with the text.</summary>
/// <param name="Project">The project; null when there are problems.</param>
/// <param name="Problems">Everything that is wrong, in the order of the text; empty when there is a project.</param>
public sealed record ManifestReading(Project? Project, IReadOnlyList<Problem> Problems);

/// <summary>Reads <c>hone.toml</c> (TOML 1.0.0) as the table <see cref="ManifestKeys"/> describes it.</summary>
public static class Manifest
{
    /// <summary>The manifest's name in the project folder.</summary>
    public const string FileName = "hone.toml";

    /// <summary>The longest text that is read at all, in UTF-16 units.</summary>
    public const int MostLetters = 1 << 20;

    /// <summary>Reads the manifest.</summary>
    /// <param name="text">The manifest's text.</param>
    /// <param name="path">The file's name as errors show it.</param>
    /// <exception cref="ProblemException">
    /// The text is not a valid manifest: the first error with its place, and all others in <see cref="Problem.What"/>.
    /// </exception>
    public static Project Parse(string text, string path) => OrThrow(Read(text, path));

    /// <summary>Reads the manifest from the file's bytes; they must be UTF-8, with or without a byte order mark.</summary>
    /// <inheritdoc cref="Parse(string, string)"/>
    public static Project Parse(ReadOnlySpan<byte> bytes, string path) => OrThrow(Read(bytes, path));

    /// <summary>Reads the manifest from the file's bytes; errors are data.</summary>
    public static ManifestReading Read(ReadOnlySpan<byte> bytes, string path)
    {
        ManifestErrors errors = new(path);
        string? text = ManifestText.Decode(bytes, errors);
        return text is null ? new ManifestReading(null, errors.Problems) : Read(text, path);
    }

    /// <summary>Reads the manifest; errors are data.</summary>
    public static ManifestReading Read(string text, string path)
    {
        ManifestErrors errors = new(path);
        TomlTable? root = ReadTables(text, errors);
        Project? project = root is null ? null : ProjectReader.Read(root, errors);
        return errors.IsEmpty ? new ManifestReading(project, []) : new ManifestReading(null, errors.Problems);
    }

    private static Project OrThrow(ManifestReading reading) =>
        reading.Project ?? throw new ProblemException(ManifestErrors.Together(reading.Problems));

    private static TomlTable? ReadTables(string text, ManifestErrors errors)
    {
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (text.Length > MostLetters)
        {
            errors.Add(new TextPlace(1, 1), "too-long", $"the manifest is longer than {MostLetters >> 20} Mi characters", "a manifest names files, it does not hold them: move data into files of its own");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(new TextPlace(1, 1), "empty", "the manifest is empty", "run hone init in a folder without one, or write [project] and one [[workload]]");
            return null;
        }

        DocumentSyntax? document = TomlSyntax.Parse(text, validate: false, out string reason);
        if (document is null)
        {
            errors.Add(ManifestText.DeepestBracket(text), "bad-toml", "the text cannot be read as TOML: " + reason, "simplify the text there: nest less deeply, and see toml.io/en/v1.0.0 for the grammar");
            return null;
        }

        Report(document.Diagnostics, "bad-toml", errors);
        if (document.HasErrors)
        {
            return null;
        }

        // A second time for what only the whole document shows, such as a key defined twice.
        if (TomlSyntax.Parse(text, validate: true, out _) is { } validated)
        {
            Report(validated.Diagnostics, "duplicate-key", errors);
        }

        return TomlTree.Fold(document);
    }

    private static void Report(DiagnosticsBag diagnostics, string rule, ManifestErrors errors)
    {
        foreach (DiagnosticMessage diagnostic in diagnostics)
        {
            if (diagnostic.Kind == DiagnosticMessageKind.Error)
            {
                errors.Add(TextPlace.Of(diagnostic.Span.Start), rule, "the text is not valid TOML: " + diagnostic.Message, "correct the text there; toml.io/en/v1.0.0 has the grammar");
            }
        }
    }
}
