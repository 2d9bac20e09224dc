namespace Hone.Workloads;

/// <summary>What kind of value a key of the manifest takes.</summary>
public enum ManifestKind
{
    /// <summary>A name, restricted to the key's <see cref="ManifestKey.Pattern"/>.</summary>
    Name,

    /// <summary>An argument vector: the program and its arguments.</summary>
    Words,

    /// <summary>One line for <c>/bin/sh -c</c>.</summary>
    ShellLine,

    /// <summary>A path inside the project folder.</summary>
    Path,

    /// <summary>Paths inside the project folder.</summary>
    Paths,

    /// <summary>Variables and their values.</summary>
    Environment,

    /// <summary>A length of time with its unit.</summary>
    Duration,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>Whole numbers, ascending.</summary>
    WholeNumbers,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A part of a whole, as 0.05 or "5 %".</summary>
    Share,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A table with keys of its own.</summary>
    Table,

    /// <summary>Several tables of one kind.</summary>
    Tables,

    /// <summary>Any text that is not blank.</summary>
    Text,

    /// <summary>Texts that are not blank.</summary>
    Texts,

    /// <summary>Lists of arguments.</summary>
    WordLists,
}

/// <summary>One key of the manifest: what the reader accepts, what the schema says and what the reference page explains.</summary>
/// <param name="Name">The key as it is written.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Doc">Its meaning, as one or two sentences.</param>
/// <param name="Example">A valid value in TOML.</param>
public sealed record ManifestKey(string Name, ManifestKind Kind, string Doc, string Example)
{
    /// <summary>True when the table is incomplete without it.</summary>
    public bool Required { get; init; }

    /// <summary>The value in TOML that stands when the key is left out; null when leaving it out means "none".</summary>
    public string? Default { get; init; }

    /// <summary>The least value of a number, or of each number of a list; for durations in seconds.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value of a number, or of each number of a list; for durations in seconds.</summary>
    public double Greatest { get; init; } = double.PositiveInfinity;

    /// <summary>The fewest numbers of a list.</summary>
    public int Fewest { get; init; } = 2;

    /// <summary>The regular expression (ECMA-262) of a name.</summary>
    public string? Pattern { get; init; }

    /// <summary><see cref="Pattern"/> in words, such as <c>lower-case letters, digits and -</c>.</summary>
    public string? PatternInWords { get; init; }

    /// <summary>The keys of a table.</summary>
    public ManifestTable? Table { get; init; }
}

/// <summary>One table of the manifest and its keys.</summary>
/// <param name="Name">The table as it is written: <c>build</c>, <c>workload.prepare</c>.</param>
/// <param name="Doc">What it is for.</param>
/// <param name="Keys">Its keys, in the order of the reference page.</param>
public sealed record ManifestTable(string Name, string Doc, IReadOnlyList<ManifestKey> Keys)
{
    /// <summary>True for a table that is written once for each of its kind, with two brackets.</summary>
    public bool Repeated { get; init; }

    /// <summary>True when a manifest is incomplete without it.</summary>
    public bool Required { get; init; }

    /// <summary>True when it states one command: exactly one of <c>command</c> and <c>shell</c>.</summary>
    public bool HasCommand { get; init; }

    /// <summary>The keys of which it states exactly one, besides those of <see cref="HasCommand"/>.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>What a table without keys yet is kept for; null for a table in use.</summary>
    public string? ReservedFor { get; init; }

    /// <summary>The table's header line: <c>[build]</c>, <c>[[workload]]</c>.</summary>
    public string Header => Repeated ? "[[" + Name + "]]" : "[" + Name + "]";

    /// <summary>The key of this name; null when there is none.</summary>
    public ManifestKey? Find(string name)
    {
        foreach (ManifestKey key in Keys)
        {
            if (key.Name == name)
            {
                return key;
            }
        }

        return null;
    }
}
