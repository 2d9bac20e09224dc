namespace Hone.Workloads;

/// <summary>The kinds of values in words, for errors and the reference page.</summary>
internal static class ManifestKindText
{
    /// <summary>What the kind takes, with its article: <c>an array of strings</c>.</summary>
    public static string Describe(ManifestKind kind) => kind switch
    {
        ManifestKind.Name or ManifestKind.ShellLine or ManifestKind.Path or ManifestKind.Text => "a string",
        ManifestKind.Words or ManifestKind.Paths or ManifestKind.Texts => "an array of strings",
        ManifestKind.WordLists => "an array of arrays of strings",
        ManifestKind.Environment => "a table of strings",
        ManifestKind.Duration => "a duration with its unit (ns, us, ms, s, m, h), such as \"1m30s\"",
        ManifestKind.WholeNumber => "an integer",
        ManifestKind.WholeNumbers => "an array of integers",
        ManifestKind.Number => "a number",
        ManifestKind.Share => "a share such as 0.05 or \"5 %\"",
        ManifestKind.Flag => "true or false",
        ManifestKind.Tables => "an array of tables",
        _ => "a table",
    };
}
