using Hone.Changes.Runs;

namespace Hone.Changes.Verdicts;

/// <summary>
/// The verdict on a change, from what its verification recorded. The order is that of cost: what is wrong with the patch, whether it
/// builds and passes, whether it behaves the same, whether it gains, and what is paid for the gain. The first rule that says no decides.
/// </summary>
public static class VerdictRule
{
    private const string Again = "hone change verify ";

    /// <summary>The verdict.</summary>
    public static Verdict Judge(VerdictFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Found(facts, "lint") ?? Form(facts) ?? SamenessRules.Judge(facts.Run, Again + facts.Change.Id) ?? Found(facts, "proof") ?? Gained(facts);
    }

    private static Verdict Gained(VerdictFacts facts)
    {
        TimedWorkload? timed = facts.Run.Timed.FirstOrDefault(each => each.Workload == facts.Change.Workload);
        if (timed is null || facts.Attempt == 0 || facts.Run.Cases is null)
        {
            return new Verdict.Inconclusive("incomplete", "the verification ended before anything was timed", Again + facts.Change.Id);
        }

        GainFigures gain = GainFigures.Of(timed, facts.Attempt);
        Verdict? gained = GainRules.Judge(facts, timed, gain);
        if (gained is null or Verdict.Inconclusive)
        {
            // A price that is shown decides, whatever came of the gain.
            gained = PriceRules.Judge(facts, timed) ?? gained;
        }

        return gained ?? (Verdict?)Found(facts, "ablation") ?? new Verdict.Accepted(gain);
    }

    private static Verdict.Rejected? Form(VerdictFacts facts)
    {
        ChangeRun run = facts.Run;
        if (run.Paths.FirstOrDefault(path => path.Class == PathClass.Sealed) is ChangedPath fixedPath)
        {
            int more = run.Paths.Count(path => path.Class == PathClass.Sealed) - 1;
            return new(
                "sealed-path",
                $"{fixedPath.Path} differs from the base{(more > 0 ? FormattableString.Invariant($", and {more} more") : "")}: {fixedPath.Why}",
                "a change is source alone; both arms took that file from the base",
                $"take it back in the worktree: git checkout {facts.Run.Base[..Math.Min(12, facts.Run.Base.Length)]} -- FILE; it is work of its own");
        }

        return run.Paths.Any(path => path.Class == PathClass.Source) ? null : new(
            "empty-patch", run.Paths.Count == 0 ? "nothing differs from the base" : "no source file differs from the base", "at least one changed line of source", $"hone change show {facts.Change.Id} says where the worktree is");
    }

    private static Verdict.Rejected? Found(VerdictFacts facts, string gate) =>
        facts.Run.Findings.FirstOrDefault(finding => finding.Gate == gate && finding.Blocks) is GateFinding finding
            ? new(finding.Rule, finding.Place.Length == 0 ? finding.Measured : $"{finding.Place}: {finding.Measured}", finding.Limit, finding.Next)
            : null;
}
