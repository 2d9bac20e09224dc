using Hone.Problems;

namespace Hone.Changes.Drills;

/// <summary>
/// A patch of the drill: lines of <c>Key: value</c>, an empty line, and what <c>git apply</c> takes. <c>What</c> must be there; <c>Row</c>
/// is the function whose row it is made at, <c>Lever</c> and <c>Lines</c> are what is told of it, where the example's own are not meant. What
/// is put beside honest changes has <c>With</c>, their names, and its <c>Row</c> is the function that it changes.
/// </summary>
/// <param name="What">What it does, as one clause.</param>
/// <param name="Row">The end of the function's name; null for the example's.</param>
/// <param name="Lever">The lever; null for the example's.</param>
/// <param name="Lines">The lines that show it, as <c>FILE:A-B</c>; null for the example's.</param>
/// <param name="Diff">The difference.</param>
public sealed record DrillPatch(string What, string? Row, string? Lever, string? Lines, string Diff)
{
    /// <summary>The honest changes that it can be put beside.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>Reads a patch file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">Its name, for an error.</param>
    public static DrillPatch Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.IndexOf("\n\ndiff ", StringComparison.Ordinal);
        if (end < 0)
        {
            throw Wrong(name, "there is no difference after an empty line");
        }

        Dictionary<string, string> head = [];
        foreach (string line in text[..end].Split('\n'))
        {
            if (line.Split(": ", 2) is not [{ Length: > 0 } key, { Length: > 0 } value])
            {
                throw Wrong(name, $"'{line}' is no KEY: VALUE");
            }

            head[key] = value;
        }

        return new(
            head.GetValueOrDefault("What") ?? throw Wrong(name, "nothing says what it does"),
            head.GetValueOrDefault("Row"),
            head.GetValueOrDefault("Lever"),
            head.GetValueOrDefault("Lines"),
            text[(end + 2)..])
        {
            With = head.GetValueOrDefault("With")?.Split(", ") ?? [],
        };
    }

    private static ProblemException Wrong(string name, string what) => new(new(ExitCode.Bug, "drill-patch", what, "mend the patch") { Place = name });
}
