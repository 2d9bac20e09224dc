namespace Hone.Beads;

/// <summary>
/// The names of a bead. People see the seed's dotted form, <c>bd-proj.flamegraph</c>; in <c>issues.jsonl</c> it is
/// <c>bd-proj-flamegraph</c>, because beads_rust's validator refuses dotted words and one refused line stops its whole import.
/// </summary>
/// <param name="Prefix">The tracker's prefix, <c>bd</c>.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Step">The step, such as <c>flamegraph</c> or <c>cpu-3fa2c1</c>; empty for the epic.</param>
public sealed record BeadKey(string Prefix, string Project, string Step)
{
    /// <summary>What starts the <c>external_ref</c> of every bead that Hone wrote.</summary>
    public const string RefPrefix = "hone:";

    /// <summary>Hone's stable key: <c>proj.flamegraph</c>, <c>proj</c> for the epic.</summary>
    public string Key => Step.Length == 0 ? Project : Project + "." + Step;

    /// <summary>What people see: <c>bd-proj.flamegraph</c>.</summary>
    public string Name => Prefix + "-" + Key;

    /// <summary>The id in <c>issues.jsonl</c>: <c>bd-proj-flamegraph</c>.</summary>
    public string Id => Prefix + "-" + Key.Replace('.', '-');

    /// <summary>The <c>external_ref</c>: <c>hone:proj.flamegraph</c>.</summary>
    public string Ref => RefPrefix + Key;

    /// <summary>True when a person's word means this bead: its name, id, key, or bare step.</summary>
    public bool IsMeantBy(string word) => word == Name || word == Id || word == Key || (Step.Length > 0 && word == Step);

    /// <summary>
    /// The rule of beads_rust's published validator (src/util/id.rs): a prefix of lower-case letters and digits, then words of
    /// those joined by <c>-</c>, then only numeric parts behind dots. A line whose id it refuses is never written.
    /// </summary>
    public static bool IsValidId(string id)
    {
        string[] parts = id.Split('.');
        string[] words = parts[0].Split('-');
        return words.Length >= 2
            && words.All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            && parts.Skip(1).All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }
}
