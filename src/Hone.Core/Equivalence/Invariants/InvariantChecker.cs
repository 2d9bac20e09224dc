using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants;

/// <summary>Checks invariants on one run; what several of them read, such as a large JSON document, is read once.</summary>
/// <param name="observed">The run.</param>
/// <param name="limits">What one evaluation may cost; <see cref="InvariantLimits.Standard"/> when left out.</param>
public sealed class InvariantChecker(IObserved observed, InvariantLimits? limits = null)
{
    private const int MostEvidence = 1000;

    private readonly Readings _readings = new();

    /// <summary>Whether the invariant holds, with the smallest counter-evidence when it does not.</summary>
    public InvariantOutcome Check(Invariant invariant)
    {
        ArgumentNullException.ThrowIfNull(invariant);
        InvariantLimits most = limits ?? InvariantLimits.Standard;
        Evaluator evaluator = new(observed, new(most), _readings);
        switch (evaluator.Evaluate(invariant.Root, null))
        {
            case BooleanValue { IsTrue: true }:
                // A condition that is not met is told apart from a statement that holds: it has shown nothing.
                bool idle = invariant.Root is BinaryExpression { Sign: "implies" } binary && evaluator.Evaluate(binary.Left, null) is BooleanValue { IsTrue: false };
                return new(idle ? InvariantVerdict.NotApplicable : InvariantVerdict.Holds, "", evaluator.Meter.Steps);
            case BooleanValue:
                long steps = evaluator.Meter.Steps;
                evaluator.Meter.Lift();
                return new(InvariantVerdict.Broken, Clipped(new Explanation(evaluator).Of(invariant.Root, null)), steps);
            case FaultValue { Kind: FaultKind.Undecided } fault:
                return new(InvariantVerdict.Undecided, Clipped(fault.Reason), evaluator.Meter.Steps);
            case FaultValue fault:
                return new(InvariantVerdict.Broken, Clipped(fault.Reason), evaluator.Meter.Steps);
            case var other:
                return new(InvariantVerdict.Broken, Clipped($"it is {ShownValue.WithKind(other)}, and not true or false"), evaluator.Meter.Steps);
        }
    }

    private static string Clipped(string evidence) => evidence.Length <= MostEvidence ? evidence : evidence[..MostEvidence] + "…";
}
