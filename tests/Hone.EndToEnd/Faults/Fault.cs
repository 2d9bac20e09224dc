namespace Hone.EndToEnd.Faults;

/// <summary>A fault that a hasty optimiser makes: a small edit of an example's source.</summary>
/// <param name="Kind">What kind of fault it is.</param>
/// <param name="Story">What the hasty optimiser thought.</param>
/// <param name="File">The source file, relative to the example.</param>
/// <param name="Old">The text that stands there once.</param>
/// <param name="New">The text in its place.</param>
internal sealed record Fault(string Kind, string Story, string File, string Old, string New)
{
    /// <summary>The kinds that every example has.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "off-by-one", "lost last line", "unstable ties", "swallowed error", "wrong exit code", "float precision",
        "missing flush", "dropped duplicate", "ordering", "truncated output", "wrong encoding", "leaked temporary file",
    ];

    /// <summary>What every leaked temporary file's name begins with, so that the test can remove it.</summary>
    public const string Leak = "hone-fault-";

    /// <summary>The source with the fault; the old text must stand in it exactly once.</summary>
    public string Plant(string source)
    {
        int at = source.IndexOf(Old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{Kind}: the text to change is no more in {File}:\n{Old}");
        Assert.True(source.IndexOf(Old, at + 1, StringComparison.Ordinal) < 0, $"{Kind}: the text to change stands more than once in {File}:\n{Old}");
        return source[..at] + New + source[(at + Old.Length)..];
    }
}
