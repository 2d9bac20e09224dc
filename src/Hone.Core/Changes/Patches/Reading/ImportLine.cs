namespace Hone.Changes.Patches.Reading;

/// <summary>Lines that only make names known, or frame those that do: what other lines need, and no lever by themselves.</summary>
internal static class ImportLine
{
    private static readonly HashSet<string> _words =
    [
        "import", "from", "using", "use", "require", "require_relative", "include", "package", "namespace", "extern", "mod", "export", "undef", "endif", "ifdef", "ifndef", "else", "elif", "nullable", "global",
    ];

    public static bool Is(ChangedLine line) =>
        line.HasCode && (_words.Contains(line.Tokens[0].Text) || (line.Tokens.Count > 3 && line.Tokens[0].Text is "const" or "var" or "let" && line.Tokens.Any(token => token.Text == "require")));
}
