namespace Hone.Opportunities.Levers.Source;

/// <summary>A loop: ranges of tokens, each from its first to behind its last.</summary>
/// <param name="HeadFrom">What is behind the keyword: the parentheses or the words up to the body.</param>
/// <param name="HeadTo">Behind it.</param>
/// <param name="BodyFrom">What is repeated.</param>
/// <param name="BodyTo">Behind it.</param>
/// <param name="Variables">What the head counts or steps through.</param>
/// <param name="Repeated">The head is evaluated again at each step (while, and the middle of a counting loop).</param>
internal sealed record CodeLoop(int HeadFrom, int HeadTo, int BodyFrom, int BodyTo, IReadOnlyList<string> Variables, bool Repeated)
{
    /// <summary>The token is repeated by this loop.</summary>
    public bool Holds(int token) => (token >= BodyFrom && token < BodyTo) || (Repeated && token >= HeadFrom && token < HeadTo);

    /// <summary>The other loop lies inside of this one.</summary>
    public bool Holds(CodeLoop other) => other != this && other.HeadFrom >= BodyFrom && other.BodyTo <= BodyTo;
}
