using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Equivalence.Fuzzing;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>Witnesses that give both arms inputs which are made of the workload's own: ordering, ties, sizes, damage.</summary>
internal static class InputWitnesses
{
    private const string NoInput = "inputs: hone.toml names none that this workload reads";

    /// <summary>Inputs made by chance from the workload's and its cases'.</summary>
    public static Witness SeededInputs(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        const string limit = "every generated input on which the baseline is steady gives the same in both";
        if (pair.Bytes is not byte[] bytes)
        {
            return new(WitnessNames.SeededInputs, ClaimKind.Values, WitnessOutcome.NotTriggered, "there are no " + NoInput, limit);
        }

        FuzzInputs inputs = new([bytes.Length == 0 ? "\n"u8.ToArray() : bytes, .. Seeds(plan, pair)], plan.Seed);
        ArmCase[] cases = [.. Enumerable.Range(0, plan.Inputs).Select(i => inputs[i]).Select(input => pair.With($"generated input {input.Index} of seed {plan.Seed}: {string.Join(", ", input.Steps)}", input.Bytes))];
        return pair.Compare(cases, ArmComparison.With(plan.Judge), time, cancellation, plan.Judge).Witness(plan.Session, WitnessNames.SeededInputs, ClaimKind.Values, limit, "generated inputs");
    }

    /// <summary>The lines in other orders; what is compared is the exact output, whatever the normalisers forgive.</summary>
    public static Witness Permuted(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation) => Of(
        plan, pair, WitnessNames.PermutedInputs, ClaimKind.Ordering, "the output has the same order, byte for byte", "permuted inputs",
        pair.Bytes is byte[] bytes ? DerivedInputs.Permuted(bytes) : [], pair.Control(), time, cancellation);

    /// <summary>At least 30 % of lines or keys are equal.</summary>
    public static Witness Ties(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation) => Of(
        plan, pair, WitnessNames.EqualKeys, ClaimKind.TieBreaking, "of equal things the same one comes first, byte for byte", "inputs of which at least 30 % of the lines or keys are equal",
        pair.Bytes is byte[] bytes ? TiedInputs.Of(bytes) : [],
        pair.Bytes is byte[] own && TiedInputs.Untied(own) is DerivedInput untied ? pair.With(untied.What, untied.Bytes) : null, time, cancellation);

    /// <summary>Empty, one line, four times as much, and sizes next to constants of the diff.</summary>
    public static Witness Sizes(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        IReadOnlyList<int> constants = plan.Patch is null ? [] : DiffConstants.Sizes(plan.Patch);
        string beside = constants.Count == 0 ? "" : $", and next to {string.Join(", ", constants.Take(6))} of the diff";
        return Of(
            plan, pair, WitnessNames.Sizes, ClaimKind.InputDomain, "no size gives something else", $"sizes from nothing to four times as much{beside}",
            pair.Bytes is byte[] bytes ? DerivedInputs.Sizes(bytes, constants) : [],

            // Another content of the usual size.
            pair.Bytes is byte[] own && DerivedInputs.SameSize(DerivedInputs.Bounded(own)) is DerivedInput other ? pair.With(other.What, other.Bytes) : null, time, cancellation);
    }

    /// <summary>Damaged inputs; only those count that the baseline refuses.</summary>
    public static Witness Refusals(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        const string limit = "what the baseline refuses the candidate refuses, in the same words";
        if (pair.Bytes is not byte[] bytes)
        {
            return new(WitnessNames.Refusals, ClaimKind.Validation, WitnessOutcome.NotTriggered, "there are no " + NoInput, limit);
        }

        IReadOnlyList<DerivedInput> damaged = DerivedInputs.Damaged(bytes);
        int refused = 0;
        CaseResults results = pair.Compare(
            [.. damaged.Select(input => pair.With(input.What, input.Bytes))], ArmComparison.With(plan.Judge), time, cancellation, plan.Judge,
            run => refused += IsRefusal(plan, run.Seen) ? 1 : 0, pair.Control());
        Witness witness = results.Witness(plan.Session, WitnessNames.Refusals, ClaimKind.Validation, limit, "damaged inputs");
        return witness.Outcome != WitnessOutcome.Passed ? witness
            : refused > 0 ? witness with { Measured = $"{witness.Measured}; {refused} of them are refused" }
            : witness with { Outcome = WitnessOutcome.NotTriggered, Measured = $"the program refuses none of {results.Tried} damaged inputs, and treats them as before" };
    }

    private static bool IsRefusal(WitnessPlan plan, Seen seen) =>
        seen.Ending != plan.Case.ExpectedExit.ToString(System.Globalization.CultureInfo.InvariantCulture) || seen.Bytes.GetValueOrDefault(ChannelName.Stderr) is { Length: > 0 };

    private static Witness Of(
        WitnessPlan plan, ArmPair pair, string name, ClaimKind claim, string limit, string cases, IReadOnlyList<DerivedInput> inputs, ArmCase? control, Duration time, CancellationToken cancellation) =>
        pair.Bytes is null ? new(name, claim, WitnessOutcome.NotTriggered, "there are no " + NoInput, limit)
        : inputs.Count == 0 ? new(name, claim, WitnessOutcome.NotTriggered, $"no {cases} can be made of {pair.Input}: it is empty", limit)
        : pair.Compare([.. inputs.Select(input => pair.With(input.What, input.Bytes))], Exactly(plan, pair), time, cancellation, control: control).Witness(plan.Session, name, claim, limit, cases);

    // Byte for byte, unless the baseline itself is not the same twice on its own input: then as the oracle compares.
    private static Func<ArmRun, ArmRun, string?> Exactly(WitnessPlan plan, ArmPair pair)
    {
        using ArmRun one = pair.Baseline.Run(plan.Case, ArmCase.Own, pair.Limit);
        using ArmRun other = pair.Baseline.Run(plan.Case, ArmCase.Own, pair.Limit);
        return ArmComparison.Exact(one, other) is null ? ArmComparison.Exact : ArmComparison.With(plan.Judge);
    }

    // What cases of the workload read where it reads the varied input.
    private static IEnumerable<byte[]> Seeds(WitnessPlan plan, ArmPair pair)
    {
        foreach (CaseJudge judge in plan.Judges.Where(judge => judge.Case.Name != plan.Case.Name))
        {
            string? path = judge.Case.StdinFile is string stdin && plan.Case.StdinFile is not null ? stdin
                : plan.Case.Inputs.ToList().IndexOf(pair.Input!) is int at and >= 0 && at < judge.Case.Inputs.Count ? judge.Case.Inputs[at] : null;
            if (path is not null && Path.Combine(plan.Baseline, path) is string file && new FileInfo(file) is { Exists: true, Length: < FuzzInputs.MostBytes and > 0 })
            {
                yield return File.ReadAllBytes(file);
            }
        }
    }
}
