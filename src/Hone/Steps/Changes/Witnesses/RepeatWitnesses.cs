using Hone.Changes.Proofs;
using Hone.Measurement.Checks;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>The workload as it is, again and again: random numbers, and threads.</summary>
internal static class RepeatWitnesses
{
    private const int Repeats = 20;
    private const int RunsOfSteadiness = 5;

    /// <summary>Twice the same.</summary>
    public static Witness TwoRuns(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation) => Steady(
        plan, pair,
        pair.Compare([ArmCase.Own, new("the workload once more")], ArmComparison.With(plan.Judge), time, cancellation, plan.Judge)
            .Witness(plan.Session, WitnessNames.TwoRuns, ClaimKind.Rng, "two runs of the candidate give what two runs of the baseline give", "runs of the same input"));

    /// <summary>On one processor, on two, on all, alone and with copies in the way.</summary>
    public static Witness Pinned(WitnessPlan plan, ArmPair pair, Func<ArmTraces> traces, Duration time, CancellationToken cancellation)
    {
        const string limit = "the same result however its threads are scheduled";
        if (!IsConcurrent(traces, out string counted))
        {
            return new(WitnessNames.Pinned, ClaimKind.Concurrency, WitnessOutcome.NotTriggered, $"neither program starts a thread or a process ({counted})", limit);
        }

        IReadOnlyList<int> usable = Usable();
        IReadOnlyList<int>?[] pins = usable.Count == 0 ? [null] : [[usable[0]], [usable[^1]], [.. usable.Take(2)], null];
        ArmCase[] cases =
        [
            .. Enumerable.Range(0, Repeats).Select(i => new ArmCase($"repeat {i + 1}, {Where(pins[i % pins.Length])}{(i % 2 == 1 ? ", beside two copies of itself" : "")}")
            {
                Cpus = pins[i % pins.Length],
                Copies = i % 2 == 1 ? 3 : 1,
            }),
        ];
        return Steady(
            plan, pair, pair.Compare(cases, ArmComparison.With(plan.Judge), time, cancellation, plan.Judge).Witness(plan.Session, WitnessNames.Pinned, ClaimKind.Concurrency, limit, "repeats under differing processors"));
    }

    // A candidate that always gives the same, only not what the baseline gives, breaks neither of these claims.
    private static Witness Steady(WitnessPlan plan, ArmPair pair, Witness witness)
    {
        if (witness.Outcome != WitnessOutcome.Failed)
        {
            return witness;
        }

        using ArmRun first = pair.Candidate.Run(plan.Case, ArmCase.Own, pair.Limit, plan.Judge);
        for (int i = 0; i < RunsOfSteadiness; i++)
        {
            using ArmRun again = pair.Candidate.Run(plan.Case, ArmCase.Own, pair.Limit, plan.Judge);
            if (ArmComparison.With(plan.Judge)(first, again) is not null)
            {
                return witness;
            }
        }

        return pair.Differs(ArmCase.Own, ArmComparison.With(plan.Judge), plan.Judge) ? witness with { Claim = ClaimKind.Values, Measured = witness.Measured + "; it always does" } : witness;
    }

    private static bool IsConcurrent(Func<ArmTraces> traces, out string counted)
    {
        try
        {
            ArmTraces traced = traces();
            counted = "seen in their system calls";
            return new[] { traced.Baseline.Log, traced.Candidate.Log }.Any(log => log.Threads > 0 || log.Effects.Any(effect => effect.Kind == EffectKind.Process));
        }
        catch (Problems.ProblemException)
        {
            counted = "not looked at";
            return true;
        }
    }

    // "Cpus_allowed_list:	0-1" of proc_pid_status(5).
    private static IReadOnlyList<int> Usable() => File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)) is string line
        ? CoreList.Parse(line.Split(':')[1]) : [];

    private static string Where(IReadOnlyList<int>? cpus) => cpus is null ? "on all processors" : $"on processor {string.Join(" and ", cpus)}";
}
