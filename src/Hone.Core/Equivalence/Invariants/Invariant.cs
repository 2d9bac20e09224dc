using Hone.Equivalence.Invariants.Syntax;

namespace Hone.Equivalence.Invariants;

/// <summary>
/// A statement in one line that must hold of every run, in the small total language of docs/invariants.md: no loops beyond one
/// pass over a list, no input or output, no clock; the cost of an evaluation is bounded by <see cref="InvariantLimits"/>.
/// </summary>
public sealed class Invariant
{
    /// <summary>The longest text that is read, in UTF-16 units.</summary>
    public const int MostLetters = 4000;

    private Invariant(string text, Expression root)
    {
        Text = text;
        Root = root;
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>True when checking it runs the program again (<c>run</c>, <c>rerun</c>).</summary>
    public bool Runs => Root.Any(node => node is CallExpression { Function.Runs: true });

    /// <summary>True when it reads a figure (<c>wall</c>, <c>cpu</c>, <c>peak</c>), which differs from run to run.</summary>
    public bool ReadsFigures => Root.Any(node => node is SourceExpression { Source.IsMetric: true });

    /// <summary>The channels that it reads of the run that is checked, by the names that <see cref="IObserved.Bytes"/> takes, sorted.</summary>
    public IReadOnlyList<string> Channels =>
        [.. Root.All().OfType<SourceExpression>().Where(source => source.Of is null).Select(source => source.Channel).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    internal Expression Root { get; }

    /// <summary>Reads an invariant; what is wrong is data, each error with its column.</summary>
    public static InvariantReading Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<InvariantError> errors = [];
        Expression? root = Parser.Parse(text, errors);
        if (root is not null)
        {
            TypeCheck.Check(root, errors);
        }

        return errors.Count > 0 || root is null ? new(null, errors) : new(new(text, root), []);
    }

    /// <summary>The expression in its normal form: <see cref="Parse"/> reads the same expression from it.</summary>
    public override string ToString() => Printer.Print(Root);
}

/// <summary>What came of reading an invariant: one of the two.</summary>
/// <param name="Invariant">The invariant; null when there are errors.</param>
/// <param name="Errors">What is wrong, in the order of the text; empty when there is an invariant.</param>
public sealed record InvariantReading(Invariant? Invariant, IReadOnlyList<InvariantError> Errors);
