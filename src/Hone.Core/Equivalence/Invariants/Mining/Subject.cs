namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Something in the recordings about which an invariant can speak.</summary>
/// <param name="Text">The expression that gives it.</param>
/// <param name="Word">A word for it in names: <c>count</c>, <c>lines</c>.</param>
/// <param name="Place">The channel or input it is part of.</param>
/// <param name="IsInput">True for what went in.</param>
internal sealed record Subject(string Text, string Word, string Place, bool IsInput)
{
    /// <summary>Of one value of each row, the expression of the rows and that of the value, in which the row is <c>it</c>.</summary>
    public (string Rows, string Key)? Cell { get; init; }
}

/// <summary>What the recordings of one workload are made of.</summary>
/// <param name="Rows">Lists of rows, lines and items: what is counted.</param>
/// <param name="Columns">Lists of numbers or of texts.</param>
/// <param name="Numbers">Single numbers.</param>
/// <param name="Tables">Tables of CSV.</param>
/// <param name="Texts">Channels that are neither CSV nor JSON.</param>
internal sealed record Subjects(IReadOnlyList<Subject> Rows, IReadOnlyList<Subject> Columns, IReadOnlyList<Subject> Numbers, IReadOnlyList<Subject> Tables, IReadOnlyList<Subject> Texts);
