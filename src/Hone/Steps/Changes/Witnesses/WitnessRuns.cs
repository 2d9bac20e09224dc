using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Equivalence;
using Hone.Linux.Sandboxes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// Runs the witnesses of all owed claims over two built trees. Each looks at one claim with means of its own; that one cannot look is data
/// (<see cref="WitnessOutcome.NotRun"/>), and the others go on.
/// </summary>
internal static class WitnessRuns
{
    // Generated inputs get the time of four.
    private const int SeededShare = 4;

    /// <summary>The witnesses, in the order of the claims.</summary>
    public static Task<IReadOnlyList<Witness>> RunAsync(WitnessPlan plan, CancellationToken cancellation) => Task.Run<IReadOnlyList<Witness>>(() => Run(plan, cancellation), cancellation);

    private static List<Witness> Run(WitnessPlan plan, CancellationToken cancellation)
    {
        if (plan.Case.Service is not null)
        {
            return [.. plan.Owed.SelectMany(claim => WitnessNames.Of(claim.Kind).Select(name => NotRun(name, claim.Kind, "a server is not run by witnesses")))];
        }

        WorkloadRun.Prepare(plan.Session, plan.Case, plan.Baseline);
        CopyInputs(plan);
        using TreePlace place = new();
        (Shelter shelter, Duration usual, ArmStages? stages) = Find(plan, Enclosure.Prepare(place.Folder, cancellation));
        foreach (string note in shelter.Without is string without ? [without] : shelter.Enclosure?.Notes ?? [])
        {
            plan.Notes.Add(note);
        }

        ArmPair pair = new(plan, shelter, InputOf(plan), usual, stages);
        if (stages is not null)
        {
            plan.Notes.Add("the program works only where it was built: witnesses ran both arms there, one after the other");
        }

        Lazy<ArmTraces> traces = new(() => ArmTraces.Take(plan, pair, cancellation), LazyThreadSafetyMode.None);
        Duration share = new(plan.Time.Nanoseconds / (plan.Owed.Count + SeededShare));
        List<Witness> witnesses = [];
        foreach (OwedClaim claim in plan.Owed)
        {
            plan.Session.Progress.At("witnesses of " + claim.Kind.Name(), witnesses.Count, plan.Owed.Count);
            foreach ((string name, Func<Witness> witness) in WitnessNames.Of(claim.Kind).Zip(Of(claim.Kind, plan, pair, shelter, () => traces.Value, usual, share, cancellation)))
            {
                witnesses.Add(plan.Known.FirstOrDefault(known => known.Name == name && known.Claim == claim.Kind) ?? Look(name, claim.Kind, witness));
            }
        }

        return witnesses;
    }

    private static IReadOnlyList<Func<Witness>> Of(ClaimKind kind, WitnessPlan plan, ArmPair pair, Shelter shelter, Func<ArmTraces> traces, Duration usual, Duration share, CancellationToken cancellation) => kind switch
    {
        ClaimKind.Values => [() => GoldenWitness.Run(plan, pair, cancellation), () => InputWitnesses.SeededInputs(plan, pair, new(share.Nanoseconds * SeededShare), cancellation)],
        ClaimKind.Ordering => [() => InputWitnesses.Permuted(plan, pair, share, cancellation)],
        ClaimKind.TieBreaking => [() => InputWitnesses.Ties(plan, pair, share, cancellation)],
        ClaimKind.FloatingPoint => [() => FloatWitness.Run(plan, pair, share, cancellation)],
        ClaimKind.Rng => [() => RepeatWitnesses.TwoRuns(plan, pair, share, cancellation)],
        ClaimKind.Errors => [() => FailureWitness.Run(plan, pair, share, cancellation)],
        ClaimKind.Concurrency => [() => RepeatWitnesses.Pinned(plan, pair, traces, share, cancellation)],
        ClaimKind.SideEffects => [() => EffectWitnesses.Effects(traces)],
        ClaimKind.Api => [() => CommandLineWitness.Run(plan, pair, share, cancellation)],
        ClaimKind.Resources => [() => ResourceWitness.Run(plan, pair, traces, usual, share, cancellation)],
        ClaimKind.InputDomain => [() => InputWitnesses.Sizes(plan, pair, share, cancellation)],
        ClaimKind.State => [() => StateWitness.Run(plan, pair, shelter, cancellation)],
        ClaimKind.Durability => [() => EffectWitnesses.SyncOrder(traces)],
        _ => [() => InputWitnesses.Refusals(plan, pair, share, cancellation)],
    };

    private static Witness Look(string name, ClaimKind kind, Func<Witness> witness)
    {
        try
        {
            return witness();
        }
        catch (ProblemException problem) when (problem.Problem.Exit is ExitCode.ToolMissing or ExitCode.Usage or ExitCode.GateSaidNo)
        {
            return NotRun(name, kind, problem.Problem.What);
        }
    }

    private static Witness NotRun(string name, ClaimKind kind, string why) => new(name, kind, WitnessOutcome.NotRun, why, kind.Sentence());

    // What the manifest's own baseline needs to work at all is what both get: first wherever it lies, then where it was built.
    private static (Shelter Shelter, Duration Usual, ArmStages? Stages) Find(WitnessPlan plan, Enclosure enclosure)
    {
        string ending = "";
        string said = "";
        foreach (ArmStages? stages in plan.Stages is null ? new ArmStages?[] { null } : [null, plan.Stages])
        {
            foreach (Shelter shelter in Shelter.Levels(enclosure, plan.Unprotected))
            {
                Arm baseline = new(plan.Session, plan.Baseline, null, shelter, stages is null ? null : (stages, ChangeArms.Baseline));
                using ArmRun run = baseline.Run(plan.Case, ArmCase.Own, plan.Case.Timeout);
                ending = run.Seen.Ending;
                said = run.Seen.Bytes.TryGetValue(ChannelName.Stderr, out byte[]? stderr) && stderr.Length > 0 ? "\n    " + Session.Tail(stderr) : "";
                if (ending == plan.Case.ExpectedExit.ToString(System.Globalization.CultureInfo.InvariantCulture))
                {
                    return (shelter, run.Seen.Outcome!.Wall, stages);
                }
            }
        }

        throw new ProblemException(new(
            ExitCode.Inconclusive, "baseline-fails", $"the baseline ends with '{ending}' in a tree of its own, and {plan.Case.ExpectedExit} is expected: nothing can be held against the candidate{said}",
            "see that it needs nothing but what git has, the declared inputs, and what its build makes of them")
        { Place = plan.Case.Name });
    }

    // What [oracle.fuzz] names, else standard input, else the first input that is a file.
    private static string? InputOf(WitnessPlan plan)
    {
        FuzzSettings? settings = plan.Session.Project.Oracle.Fuzz;
        string? named = settings?.Input is string input && (settings.Workload is null || settings.Workload == plan.Case.Workload) ? input : null;
        if (named is not null && (named == FuzzSettings.StandardInput ? plan.Case.StdinFile is not null : File.Exists(Path.Combine(plan.Baseline, named))))
        {
            return named;
        }

        return plan.Case.StdinFile is not null ? FuzzSettings.StandardInput : plan.Case.Inputs.FirstOrDefault(path => File.Exists(Path.Combine(plan.Baseline, path)));
    }

    // Inputs are the baseline's: a candidate that makes its own is not what is looked at.
    private static void CopyInputs(WitnessPlan plan)
    {
        foreach (string path in plan.Case.Inputs.Append(plan.Case.StdinFile).OfType<string>().Distinct())
        {
            if (!Path.Exists(Path.Combine(plan.Candidate, path)) && !TreeFiles.LeadsOut(plan.CandidateTree ?? plan.Candidate, Path.Combine(plan.Candidate, path)))
            {
                TreeFiles.CopyOne(Path.Combine(plan.Baseline, path), Path.Combine(plan.Candidate, path));
            }
        }
    }
}
