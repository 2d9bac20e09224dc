using Hone.Changes.Proofs;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>Numbers in the outputs of both arms, for the workload's input and for inputs whose sums depend on the order of adding.</summary>
internal static class FloatWitness
{
    /// <summary>Runs them; without a number that has a fraction in any output there is nothing to be rounded.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        string limit = plan.MostUlps == 0 ? "0 units in the last place: the same bits" : $"at most {plan.MostUlps} units in the last place, as the owner allowed";
        int numbers = 0;
        ulong most = 0;
        string? worst = null;
        ArmCase[] cases = [ArmCase.Own, .. (pair.Bytes is byte[] bytes ? DerivedInputs.Magnitudes(bytes) : []).Select(input => pair.With(input.What, input.Bytes))];
        CaseResults results = pair.Compare(cases, Compare, time, cancellation);
        Witness witness = results.Witness(plan.Session, WitnessNames.Ulps, ClaimKind.FloatingPoint, limit, "inputs");
        string measured = $"{numbers} numbers with a fraction compared, at most {Units(most)} apart{(worst is null ? "" : $" ({worst})")}";
        return witness.Outcome switch
        {
            WitnessOutcome.Passed when numbers == 0 => witness with { Outcome = WitnessOutcome.NotTriggered, Measured = $"no output of {results.Tried} runs holds a number with a fraction" },
            WitnessOutcome.Passed => witness with { Measured = $"{measured}, in {results.Same} inputs" },
            WitnessOutcome.Failed => witness with { Measured = measured },
            _ => witness,
        };

        string? Compare(ArmRun left, ArmRun right)
        {
            // What is no number is held to be equal here as well.
            string? beyond = ArmComparison.Exact(left, right);
            foreach (string channel in left.Seen.Bytes.Keys.Where(channel => right.Seen.Bytes.ContainsKey(channel)).Order(StringComparer.Ordinal))
            {
                UlpReport report = UlpReport.Of(ArmComparison.Plain(left, channel), ArmComparison.Plain(right, channel));
                numbers += report.Numbers;
                if (report.Most > most || (report.Most == UlpReport.Unbounded && worst is null))
                {
                    (most, worst) = (report.Most, report.Example);
                }

                if (report.Most > plan.MostUlps)
                {
                    return $"{channel}: {report.Different} of {report.Numbers} numbers differ, {report.Example} by {Units(report.Most)}; {beyond}";
                }

                if (report.Different > 0 && !report.TextDiffers)
                {
                    beyond = null;
                }
            }

            return beyond;
        }
    }

    private static string Units(ulong distance) => distance == UlpReport.Unbounded ? "any distance" : $"{distance} units in the last place";
}
