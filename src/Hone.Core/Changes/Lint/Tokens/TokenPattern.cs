using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint.Tokens;

/// <summary>
/// Tokens that follow each other, written with blanks between them: <c>os . fork (</c>. A <c>.</c> stands for <c>::</c>, <c>-></c> and
/// <c>?.</c>, too; <c>*</c> for any one token.
/// </summary>
/// <param name="text">The pattern.</param>
internal sealed class TokenPattern(string text)
{
    private readonly string[] _parts = text.Split(' ');

    /// <summary>The pattern as it is written.</summary>
    public string Text { get; } = text;

    /// <summary>The word that it begins with.</summary>
    public string First => _parts[0];

    /// <summary>How it reads.</summary>
    public string Shown => Text.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>True when it stands there.</summary>
    public bool Matches(IReadOnlyList<SourceToken> tokens, int at)
    {
        if (at + _parts.Length > tokens.Count)
        {
            return false;
        }

        for (int i = 0; i < _parts.Length; i++)
        {
            string token = tokens[at + i].Text;
            if (!(_parts[i] == token || _parts[i] == "*" || (_parts[i] == "." && token is "::" or "->" or "?.")))
            {
                return false;
            }
        }

        return true;
    }
}
