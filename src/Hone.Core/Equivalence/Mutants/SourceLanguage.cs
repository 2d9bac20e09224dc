namespace Hone.Equivalence.Mutants;

/// <summary>How a language shows where a block ends.</summary>
public enum BlockStyle
{
    /// <summary>By braces.</summary>
    Braces,

    /// <summary>By indentation.</summary>
    Indentation,

    /// <summary>By a word such as <c>end</c>.</summary>
    EndWord,
}

/// <summary>A form of text constants.</summary>
/// <param name="Open">What begins it.</param>
/// <param name="Close">What ends it.</param>
/// <param name="Escapes">A backslash keeps the next letter from ending it.</param>
/// <param name="Lines">It may go over several lines.</param>
public sealed record TextForm(string Open, string Close, bool Escapes = true, bool Lines = false);

/// <summary>What has to be known of a language to change a token of it sensibly; grammar is left to its own compiler.</summary>
public sealed record SourceLanguage
{
    /// <summary>The language's name, lower-case.</summary>
    public required string Name { get; init; }

    /// <summary>Endings of file names, with the dot.</summary>
    public required IReadOnlyList<string> Endings { get; init; }

    /// <summary>How its blocks end.</summary>
    public BlockStyle Blocks { get; init; }

    /// <summary>What begins a comment that ends with its line.</summary>
    public IReadOnlyList<string> LineComments { get; init; } = ["//"];

    /// <summary>What begins and ends other comments.</summary>
    public IReadOnlyList<(string Open, string Close)> BlockComments { get; init; } = [("/*", "*/")];

    /// <summary>Text constants, longer beginnings first.</summary>
    public IReadOnlyList<TextForm> Texts { get; init; } = [new("\"", "\"")];

    /// <summary>One letter between these is a number in disguise; null where there is none.</summary>
    public char? Letter { get; init; }

    /// <summary><c>&lt;</c> may begin a list of types, so only one with blanks around it compares.</summary>
    public bool TypeArguments { get; init; }

    /// <summary>Lines that begin with <c>#</c> belong to a preprocessor and are left alone.</summary>
    public bool Directives { get; init; }

    /// <summary>Statements end with <c>;</c>; else with their line.</summary>
    public bool Semicolons { get; init; } = true;

    /// <summary>A statement that does nothing.</summary>
    public string Nothing { get; init; } = ";";

    /// <summary>The constants true and false.</summary>
    public (string True, string False) Truth { get; init; } = ("true", "false");

    /// <summary>Negation, put before a condition in parentheses.</summary>
    public string Not { get; init; } = "!";

    /// <summary>The value that a function returns instead of its own; null where no constant fits every type.</summary>
    public string? Default { get; init; }

    /// <summary>A statement that ends the program at once with a failure, for a look at whether a line is reached; null where none is known.</summary>
    public string? Trap { get; init; }

    /// <summary>The words that begin a function where a word does.</summary>
    public IReadOnlyList<string> FunctionWords { get; init; } = [];
}
