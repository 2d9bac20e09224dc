using System.Globalization;
using Hone.Changes.Runs;

namespace Hone.Changes.Verdicts;

/// <summary>
/// Whether the candidate builds, passes and does the same. What the baseline does not do either is never held against the candidate; and
/// nothing compared is nothing shown.
/// </summary>
internal static class SamenessRules
{
    public static Verdict? Judge(ChangeRun run, string again) =>
        Of(run.Build, "build", "the change does not build", again)
        ?? Of(run.Tests, "tests", "the tests do not pass", again)
        ?? NewTests(run)
        ?? Oracle(run, again)
        ?? Seeded(run)
        ?? Timed(run, again);

    private static Verdict? Of(ArmCheck? check, string name, string what, string again) => check switch
    {
        null or { Baseline: true, Candidate: true } => null,
        { Baseline: false } => new Verdict.Inconclusive(
            "baseline-" + name, $"the baseline itself does not {(name == "build" ? "build" : "pass its tests")} in a copy of its commit: {check.Command}{Said(check)}", "mend the base, then: " + again),
        _ => new Verdict.Rejected(name == "build" ? "build-failed" : "tests-fail", $"{what}: {check.Command}{Said(check)}", "as the baseline does", "mend the change in its worktree"),
    };

    private static Verdict.Rejected? NewTests(ChangeRun run) => run.NewTests switch
    {
        null or { Baseline: true, Candidate: true } => null,
        { Baseline: false } check => new("new-tests-fail-on-base", $"the new tests do not pass on the baseline: {check.Command}{Said(check)}", "a test that fails on the baseline shows another behaviour", "take the test out, or keep to what the baseline does"),
        { } check => new("tests-fail", $"the new tests do not pass: {check.Command}{Said(check)}", "as the baseline does", "mend the change in its worktree"),
    };

    private static Verdict? Oracle(ChangeRun run, string again)
    {
        if (run.Cases is not { } cases)
        {
            return null;
        }

        if (cases.FirstOrDefault(each => each.Baseline.Count > 0) is CaseComparison changed)
        {
            return new Verdict.Inconclusive(
                "environment", $"the baseline itself differs from its golden output in {changed.Name}: {changed.Baseline[0].Channel} {changed.Baseline[0].What}",
                "find what changed around the program: hone oracle check; then: " + again);
        }

        if (cases.Sum(each => each.Compared) == 0)
        {
            return new Verdict.Rejected("nothing-compared", "no channel of any case is stable", "at least one comparison", "make the output repeatable, or add a case that is, then: hone oracle record");
        }

        if (cases.FirstOrDefault(each => each.Candidate.Count > 0) is CaseComparison differs)
        {
            return new Verdict.Rejected(
                "output-differs",
                $"{differs.Name}: {differs.Candidate[0].Channel} {differs.Candidate[0].What}{(differs.FirstDifference is string first ? "; first difference: " + first : "")}",
                "the golden output",
                "mend the change in its worktree");
        }

        return cases.FirstOrDefault(each => each.Broken.Count > 0) is CaseComparison broken
            ? new Verdict.Rejected("invariant-broken", $"{broken.Name}: {broken.Broken[0].Name}: {broken.Broken[0].What}", "every invariant holds", "mend the change in its worktree")
            : null;
    }

    private static Verdict.Rejected? Seeded(ChangeRun run) => run.Seeded is not { Input: int input } seeded ? null : new(
        "seeded-input-differs",
        string.Create(CultureInfo.InvariantCulture, $"generated input {input} of {seeded.Workload}: {seeded.What}"),
        string.Create(CultureInfo.InvariantCulture, $"as the baseline on each of {seeded.Tried} inputs"),
        "mend the change; the next verification draws other inputs");

    private static Verdict? Timed(ChangeRun run, string again)
    {
        foreach (TimedWorkload timed in run.Timed.Concat(run.Confirmation is null ? [] : [run.Confirmation]))
        {
            TimedOutputs outputs = timed.Outputs;
            if (outputs.Baseline > 0)
            {
                return new Verdict.Inconclusive("environment", $"the baseline's own timed runs of {timed.Workload} differ from its golden output: {outputs.What}", "find what changed around the program: hone oracle check; then: " + again);
            }

            if (outputs.Candidate > 0)
            {
                return new Verdict.Rejected("timed-output-differs", $"{timed.Workload}, in {outputs.Candidate} timed run{(outputs.Candidate == 1 ? "" : "s")}: {outputs.What}", "the golden output, timed or not", "mend the change in its worktree");
            }

            if (outputs.CandidateLeft > 0 && outputs.BaselineLeft == 0)
            {
                return new Verdict.Rejected("work-after-exit", $"{timed.Workload}: {outputs.CandidateLeft} timed runs left processes behind", "none, as in the baseline", "do the work before the program ends");
            }
        }

        return null;
    }

    private static string Said(ArmCheck check) => string.IsNullOrWhiteSpace(check.Said) ? "" : "\n    " + check.Said;
}
