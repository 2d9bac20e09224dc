using Hone.Changes.Runs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Equivalence.Fuzzing;
using Hone.Linux.Storage;
using Hone.Units;

namespace Hone.Cli.Steps.Changes;

/// <summary>Both arms on generated inputs, of a seed that nobody knew before.</summary>
internal static class SeededGate
{
    private const double LongestRun = 5;
    private const double ShortestLimit = 2;
    private const double LimitFactor = 10;

    /// <summary>Runs until a difference shows, all inputs were tried, or time is up; null when there is nothing to vary, and a note says why.</summary>
    public static SeededComparison? Run(Session session, ChangeArms arms, IReadOnlyList<CaseJudge> judges, string change, int wanted, Duration budget, List<string> notes)
    {
        FuzzTarget? target = FuzzTarget.Of(session, judges, out string? note);
        if (note is not null)
        {
            notes.Add(note);
        }

        if (target is null)
        {
            return null;
        }

        if (target.Refusal(arms.Place(ChangeArms.Baseline, target.Judge.Case, null)) is string refusal)
        {
            notes.Add(refusal);
            return null;
        }

        ulong seed = (ulong)Random.Shared.NextInt64(1, long.MaxValue);
        FuzzInputs inputs = new(target.Seeds, seed, target.Flags.Count);
        int tried = 0, unstable = 0;
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (int index = 0; index < wanted && System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalNanoseconds < budget.Nanoseconds; index++)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            session.Progress.At("generated inputs", index, wanted);
            switch (Differs(arms, target, inputs[index], out string what))
            {
                case null:
                    unstable++;
                    break;
                case true:
                    notes.Add("the input on which they differ: " + Kept(session, change, inputs[index]));
                    return new(target.Judge.Case.Name, seed, tried + 1, unstable, index, what);
                default:
                    tried++;
                    break;
            }
        }

        if (tried < wanted)
        {
            notes.Add(FormattableString.Invariant($"{tried} of {wanted} generated inputs were compared: on the others the baseline did not do the same twice, or time was up"));
        }

        return new(target.Judge.Case.Name, seed, tried, unstable, null, null);
    }

    // Null where the baseline itself does not do the same twice, or takes too long.
    private static bool? Differs(ChangeArms arms, FuzzTarget target, FuzzInput input, out string what)
    {
        what = "";
        Seen baseline = One(arms, ChangeArms.Baseline, target, input, Duration.FromSeconds(LongestRun));
        if (Noticed.IsTimeout(baseline))
        {
            return null;
        }

        Duration limit = Duration.FromSeconds(Math.Max(ShortestLimit, LimitFactor * (baseline.Outcome?.Wall.Nanoseconds ?? 0) / 1e9));
        Seen candidate = One(arms, ChangeArms.Candidate, target, input, limit);
        IReadOnlyList<Divergence> differences = CaseJudge.Forgiving(target.Judge.Between(baseline, candidate), baseline, candidate);
        if (differences.Count == 0)
        {
            return false;
        }

        if (target.Judge.Between(baseline, One(arms, ChangeArms.Baseline, target, input, Duration.FromSeconds(LongestRun))).Count > 0)
        {
            return null;
        }

        string ended = baseline.Ending == candidate.Ending ? "" : $"the baseline ended with {baseline.Ending}, ";
        string? first = Noticed.First(differences, baseline, candidate);
        what = $"{ended}{Noticed.Text(differences, [], candidate)}{(first is null ? "" : ": " + first)} (made by: {string.Join(", ", input.Steps)})";
        return true;
    }

    // Beside the worktree, where the author looks and no candidate is read from.
    private static string Kept(Session session, string change, FuzzInput input)
    {
        string path = Path.Combine(ChangeFolder.Of(session, change).Folder, "differing-input");
        try
        {
            File.WriteAllBytes(path, input.Bytes);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private static Seen One(ChangeArms arms, int arm, FuzzTarget target, FuzzInput input, Duration limit) => target.Judge.Run(arms.Place(arm, target.Judge.Case, limit) with
    {
        Input = new(target.Input, input.Bytes),
        Arguments = input.Flags is int flags ? target.Flags[flags] : [],
    });
}
