using System.Diagnostics;
using Hone.Equivalence;
using Hone.Equivalence.Fuzzing;
using Hone.Ledger;
using Hone.Linux.Sandboxes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>What <c>hone oracle fuzz</c> does this time.</summary>
/// <param name="Seed">The seed of the inputs.</param>
/// <param name="Inputs">At least so many inputs, unless the time is up.</param>
/// <param name="Time">No input is begun after this time.</param>
/// <param name="Candidate">A folder, or a commit; null for the program itself once more.</param>
/// <param name="Baseline">The commit that the candidate is compared with; null for the project as it is now.</param>
/// <param name="Unprotected">A program that does not work in an enclosure is run without.</param>
internal sealed record FuzzPlan(ulong Seed, int Inputs, Duration Time, string? Candidate, string? Baseline, bool Unprotected);

/// <summary>Runs two builds of the program on generated inputs and looks for one on which they differ.</summary>
internal static class FuzzStep
{
    private const double LongestRun = 10;
    private const int MinimisingRuns = 400;
    private static readonly TimeSpan _minimisingTime = TimeSpan.FromSeconds(60);

    /// <summary>Runs them. The first difference ends it, minimised and kept; every other input of the sequence before it was the same.</summary>
    public static FuzzResult Run(Session session, FuzzPlan plan)
    {
        List<string> notes = [];
        session.Progress.Step(1, 2, "build");
        CheckStep.Run(session, "build", session.Project.Build);
        IReadOnlyList<CaseJudge> judges = CaseJudges.Load(session, session.Evidence(), session.Project.Workloads, notes);
        FuzzTarget target = FuzzTarget.Of(session, judges, out string? note) ?? throw new ProblemException(new(
            ExitCode.Usage,
            "nothing-to-vary",
            note!,
            "name the input in hone.toml: [oracle.fuzz] input = \"input/file\", and seeds = [\"tests/data/small.txt\"] if it is large")
        { Place = session.Folder });
        WorkloadRun.Prepare(session, target.Judge.Case, session.Folder);
        using TreePlace place = new();
        Enclosure enclosure = Enclosure.Prepare(place.Folder, session.Cancellation);
        notes.AddRange(enclosure.Notes);
        BuildTreePlan tree = StrengthStep.TreePlan(session, [target.Judge]);
        using TrialTree unchanged = TrialTree.Create(session, tree with { Commit = plan.Baseline }, place, enclosure);
        using TrialTree candidate = TrialTree.Create(session, OfCandidate(session, plan.Candidate ?? plan.Baseline, tree), place, enclosure);
        _ = TrialCase.Try(session, [target.Judge], unchanged, session.Project.Oracle.Strength.TimeoutFactor, plan.Unprotected, notes);
        candidate.Isolation = unchanged.Isolation;
        foreach (TrialTree each in new[] { unchanged, candidate })
        {
            if (target.Refusal(each.Place(target.Judge.Case, null)) is string refusal)
            {
                throw new ProblemException(new(ExitCode.Usage, "input-outside", refusal, "put the file itself into the project, or vary another: [oracle.fuzz] input") { Place = session.Folder });
            }
        }

        session.Progress.Step(2, 2, "generated inputs");
        FuzzRuns runs = new(target, unchanged, candidate, Duration.FromSeconds(LongestRun));
        FuzzInputs inputs = new(target.Seeds, plan.Seed, target.Flags.Count);
        long started = Stopwatch.GetTimestamp();
        FuzzCounts counts = new();
        List<(FuzzInput Input, Seen Seen)> seeds = [];
        FuzzDifference? difference = null;
        for (int i = 0; i < plan.Inputs && Stopwatch.GetElapsedTime(started).TotalNanoseconds < plan.Time.Nanoseconds && difference is null; i++)
        {
            session.Progress.At($"input {i + 1}", i, plan.Inputs);
            difference = One(session, plan, runs, inputs[i], counts, seeds);
        }

        FuzzResult result = new(plan, target, counts, difference, plan.Candidate is null ? FuzzFolder.KeepSeeds(session, target, seeds) : 0, notes);
        session.Append(EntryKind.Fuzz, result.Fact(), FactJson.Default.FuzzFact, difference is null ? [] : [session.Artifacts.Put("input", difference.Input)]);
        return result;
    }

    private static FuzzDifference? One(Session session, FuzzPlan plan, FuzzRuns runs, FuzzInput input, FuzzCounts counts, List<(FuzzInput, Seen)> seeds)
    {
        counts.Tried++;
        (Seen first, Seen second, IReadOnlyList<Divergence> differences) = runs.Both(input);
        if (Noticed.IsCrash(first))
        {
            counts.Crashes++;
        }

        if (Noticed.IsTimeout(first))
        {
            counts.Hangs++;
        }

        if (differences.Count == 0)
        {
            seeds.Add((input, first));
            return null;
        }

        // Only what the unchanged program does twice is a behaviour that a candidate can be held to.
        if (plan.Candidate is null || !runs.IsStable(input, first))
        {
            counts.Unstable++;
            return null;
        }

        string what = Noticed.Text(differences, [], second);
        session.Progress.At("making the input smaller");
        long started = Stopwatch.GetTimestamp();
        byte[] small = Minimiser.Minimise(
            input.Bytes,
            bytes => Stopwatch.GetElapsedTime(started) < _minimisingTime && runs.Both(input with { Bytes = bytes }).Differences.Count > 0,
            MinimisingRuns);
        (first, second, differences) = runs.Both(input with { Bytes = small });
        if (differences.Count == 0)
        {
            small = input.Bytes;
            (first, second, differences) = runs.Both(input);
        }

        return new(input.Index, small, input.Bytes.Length, input.Steps, input.Flags is int flags ? runs.Target.Flags[flags] : [], differences.Count == 0 ? what : Noticed.Text(differences, [], second), runs.FirstDifference(first, second))
        {
            Path = FuzzFolder.KeepDifference(session, small),
        };
    }

    private static BuildTreePlan OfCandidate(Session session, string? candidate, BuildTreePlan plan)
    {
        if (candidate is null)
        {
            return plan;
        }

        string folder = Path.GetFullPath(candidate);
        return Directory.Exists(folder) ? plan with { Project = folder, Commit = null }
            : session.Git.Resolve(candidate, session.Cancellation) is string commit ? plan with { Commit = commit }
            : throw new ProblemException(new(ExitCode.Usage, "no-such-candidate", $"'{candidate}' is neither a folder nor a commit of this repository", "give the folder of another checkout of this project, or a commit, branch or tag") { Place = session.Folder });
    }
}
