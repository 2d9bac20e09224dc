namespace Hone.Changes.Lint.Form;

/// <summary>What an edit does, as far as its tokens tell.</summary>
internal enum EditShape
{
    /// <summary>It changes code.</summary>
    Code,

    /// <summary>Blanks or blank lines.</summary>
    Whitespace,

    /// <summary>The same lines, all of them by the same width further in or out.</summary>
    Shifted,

    /// <summary>Comments.</summary>
    Comment,

    /// <summary>The same tokens on other lines, or with other quotes.</summary>
    Format,

    /// <summary>Another name for the same thing.</summary>
    Rename,

    /// <summary>Statements that do nothing.</summary>
    NoOp,
}
