using Hone.Changes.Proofs;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>Numbers in the outputs of both arms, for the workload's input and for inputs whose sums depend on the order of adding.</summary>
internal sealed class FloatWitness(WitnessPlan plan, ArmPair pair)
{
    // Rounding moves a number less than this; a number that has nothing to do with the input lies farther.
    private const double Near = 1e-3;

    private int _numbers;
    private ulong _most;
    private string? _worst;
    private double _relative;
    private bool _isText;

    /// <summary>Runs them; without a number that has a fraction in any output there is nothing to be rounded.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation) => new FloatWitness(plan, pair).Run(time, cancellation);

    private Witness Run(Duration time, CancellationToken cancellation)
    {
        string limit = plan.MostUlps == 0 ? "0 units in the last place: the same bits" : $"at most {plan.MostUlps} units in the last place, as the owner allowed";
        ArmCase? control = pair.Control();
        ArmCase[] cases = [ArmCase.Own, .. control is null ? [] : (ArmCase[])[control], .. (pair.Bytes is byte[] bytes ? DerivedInputs.Magnitudes(bytes) : []).Select(input => pair.With(input.What, input.Bytes))];
        CaseResults results = pair.Compare(cases, Compare, time, cancellation);
        Witness witness = results.Witness(plan.Session, WitnessNames.Ulps, ClaimKind.FloatingPoint, limit, "inputs");
        string measured = $"{_numbers} numbers with a fraction compared, at most {Units(_most)} apart{(_worst is null ? "" : $" ({_worst})")}";
        return witness.Outcome switch
        {
            WitnessOutcome.Passed when _numbers == 0 => witness with { Outcome = WitnessOutcome.NotTriggered, Measured = $"no output of {results.Tried} runs holds a number with a fraction" },
            WitnessOutcome.Passed => witness with { Measured = $"{measured}, in {results.Same} inputs" },
            WitnessOutcome.Failed => witness with { Measured = measured, Claim = _isText || (results.Failed == control && _relative >= Near) ? ClaimKind.Values : ClaimKind.FloatingPoint },
            _ => witness,
        };
    }

    private string? Compare(ArmRun left, ArmRun right)
    {
        // What is no number is held to be equal here as well.
        string? beyond = ArmComparison.Exact(left, right);
        foreach (string channel in left.Seen.Bytes.Keys.Where(channel => right.Seen.Bytes.ContainsKey(channel)).Order(StringComparer.Ordinal))
        {
            UlpReport report = UlpReport.Of(ArmComparison.Plain(left, channel), ArmComparison.Plain(right, channel));
            _numbers += report.Numbers;
            if (report.Most > _most)
            {
                (_most, _worst) = (report.Most, report.Example);
            }

            if (report.Most > plan.MostUlps)
            {
                (_relative, _isText) = (Math.Max(_relative, report.Relative), _isText || report.TextDiffers);
                return $"{channel}: {report.Different} of {report.Numbers} numbers differ, {report.Example} by {Units(report.Most)}; {beyond}";
            }

            beyond = report.Different > 0 && !report.TextDiffers ? null : beyond;
        }

        // Runs of the baseline beside itself come through here as well, and say nothing.
        _isText |= beyond is not null;
        return beyond;
    }

    private static string Units(ulong distance) => distance == UlpReport.Unbounded ? "any distance" : $"{distance} units in the last place";
}
