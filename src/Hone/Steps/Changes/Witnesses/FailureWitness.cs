using Hone.Changes.Proofs;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>Inputs that are cut, missing or cannot be read, and outputs that take nothing.</summary>
internal static class FailureWitness
{
    private const string Limit = "the same exit code, the same message, the same output before it";

    /// <summary>Runs them; the faults of outputs need no input.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        List<ArmCase> inputs = [];
        if (pair.Bytes is byte[] bytes)
        {
            inputs.Add(new($"{pair.Input} is missing") { InputFault = InputFault.Missing });
            inputs.Add(new($"{pair.Input} cannot be read: it is a folder") { InputFault = InputFault.Unreadable });
            inputs.AddRange(DerivedInputs.Truncated(bytes).Select(input => pair.With($"{pair.Input} {input.What}", input.Bytes)));
        }

        List<ArmCase> outputs = [];
        if (plan.Case.Outputs.Count > 0)
        {
            outputs.Add(new("no file may grow beyond 512 bytes") { OutputFault = OutputFault.Limited });
        }

        outputs.AddRange([new("the disk behind standard output is full") { OutputFault = OutputFault.Full }, new("nobody reads standard output") { OutputFault = OutputFault.Closed }]);

        // Output first: these are few, and always there.
        CaseResults results = pair.Compare(outputs, ArmComparison.WriteFailure, time, cancellation);
        string cases = inputs.Count == 0 ? "failing outputs (there is no input to cut)" : "failing inputs and outputs";
        results.Of += inputs.Count;
        if (results.Failed is null && inputs.Count > 0)
        {
            CaseResults more = pair.Compare(inputs, ArmComparison.With(plan.Judge), time, cancellation, plan.Judge, control: pair.Control());
            (results.Tried, results.Same, results.Restless) = (results.Tried + more.Tried, results.Same + more.Same, results.Restless + more.Restless);
            (results.Failed, results.Difference, results.Elsewhere) = (more.Failed, more.Difference, more.Elsewhere);
        }

        return results.Witness(plan.Session, WitnessNames.Failures, ClaimKind.Errors, Limit, cases);
    }
}
