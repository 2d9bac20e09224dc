using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Asks several recorded runs for the value of the same expression.</summary>
internal sealed class Probe(IReadOnlyList<MinedRun> runs)
{
    private readonly Dictionary<string, IReadOnlyList<Value>?> _values = new(StringComparer.Ordinal);
    private readonly Readings[] _readings = [.. runs.Select(_ => new Readings())];

    /// <summary>The runs.</summary>
    public IReadOnlyList<MinedRun> Runs => runs;

    /// <summary>The values, one for each run; null when any of them has none.</summary>
    public IReadOnlyList<Value>? Of(string text)
    {
        if (_values.TryGetValue(text, out IReadOnlyList<Value>? known))
        {
            return known;
        }

        List<InvariantError> errors = [];
        Expression? expression = Parser.Parse(text, errors);
        if (expression is not null)
        {
            // Patterns are compiled by the type check; that the expression is no truth value is its only complaint, and of no account here.
            TypeCheck.Check(expression, errors);
        }

        List<Value>? values = expression is null ? null : [];
        for (int i = 0; i < runs.Count && values is not null; i++)
        {
            Value value = new Evaluator(runs[i].Observed, new(InvariantLimits.Standard), _readings[i]).Evaluate(expression!, null);
            if (value is FaultValue)
            {
                values = null;
            }
            else
            {
                values.Add(value);
            }
        }

        _values[text] = values;
        return values;
    }

    /// <summary>The values as lists; null when any of them is none.</summary>
    public IReadOnlyList<ListValue>? Lists(string text) => Of(text) is { } values && values.All(value => value is ListValue) ? [.. values.Cast<ListValue>()] : null;

    /// <summary>The values as numbers; null when any of them is none.</summary>
    public IReadOnlyList<ExactNumber>? Numbers(string text) => Of(text) is { } values && values.All(value => value is NumberValue) ? [.. values.Select(value => ((NumberValue)value).Number)] : null;

    /// <summary>The values as texts; null when any of them is none.</summary>
    public IReadOnlyList<TextValue>? Texts(string text) => Of(text) is { } values && values.All(value => value is TextValue) ? [.. values.Cast<TextValue>()] : null;

    /// <summary>True when the invariant holds of every run and says something of at least one.</summary>
    public bool Holds(string text)
    {
        if (Invariant.Parse(text).Invariant is not { } invariant)
        {
            return false;
        }

        InvariantVerdict[] verdicts = [.. runs.Select(run => new InvariantChecker(run.Observed).Check(invariant).Verdict)];
        return verdicts.All(verdict => verdict is InvariantVerdict.Holds or InvariantVerdict.NotApplicable) && verdicts.Contains(InvariantVerdict.Holds);
    }
}
