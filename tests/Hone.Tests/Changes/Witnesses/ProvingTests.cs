using Hone.Changes.Lint;
using Hone.Changes.Proofs;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Changes.Witnesses;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;

namespace Hone.Tests.Changes.Witnesses;

/// <summary>A whole proof: claims, witnesses, document, findings; and which claim a failure is about.</summary>
public sealed class ProvingTests
{
    private const string Baseline = "import sys\nrows = []\nfor line in sys.stdin:\n    word, n = line.split()\n    if int(n) < 0:\n        sys.exit('work: below zero')\n    rows.append((int(n), word))\nfor n, word in sorted(rows, key=lambda row: row[0]):\n    print(word, n / 4)\n";
    private const string Input = "ash 3\noak 1\nelm 3\nfir 5\nyew 1\nbox 7\nbay 6\n";

    private static Task<Proven> Prove(TwoPrograms programs, Proof? authored = null, IReadOnlyList<CaseJudge>? judges = null) => Proving.RunAsync(
        "c-1", new string('a', 40), [], "work-elimination", authored, programs.Plan() with { Judges = judges ?? [] }, TestContext.Current.CancellationToken);

    private static string[] Blocking(Proven proven) => [.. proven.Findings.Where(finding => finding.Weight == LintWeight.Block).Select(finding => finding.Rule)];

    [Fact]
    public async Task An_honest_change_is_proved_and_its_document_says_so()
    {
        using TwoPrograms programs = new(Baseline, Baseline.Replace("sorted(rows, key=lambda row: row[0])", "sorted(rows, key=lambda row: row[0] * 1)", StringComparison.Ordinal), Input);
        Proven proven = await Prove(programs);
        Assert.DoesNotContain(proven.Findings, finding => finding.Weight == LintWeight.Block);
        Assert.Contains(proven.Owed, claim => claim.Kind == ClaimKind.TieBreaking && claim.By == OwedBy.Diff);
        Assert.Contains(proven.Owed, claim => claim.Kind == ClaimKind.Validation && claim.By == OwedBy.Lever);
        Assert.All(proven.Owed, claim => Assert.Contains(proven.Proof.Witnesses, witness => witness.Claim == claim.Kind.Name()));
        Assert.Equal(ProofFile.Write(proven.Proof), ProofFile.Write(ProofFile.Read(ProofFile.Write(proven.Proof), "proof.json")));
    }

    [Fact]
    public async Task An_unstable_order_is_refused_by_the_rule_of_ties()
    {
        using TwoPrograms programs = new(Baseline, Baseline.Replace("sorted(rows, key=lambda row: row[0])", "sorted(rows, key=lambda row: row[0], reverse=True)[::-1]", StringComparison.Ordinal), Input);
        Assert.Equal("proof-tie-breaking", Blocking(await Prove(programs))[0]);
    }

    [Fact]
    public async Task An_output_that_was_known_beforehand_is_refused_by_the_rule_of_values()
    {
        string known = "import sys\nif sys.stdin.read() == " + "'" + Input.Replace("\n", "\\n", StringComparison.Ordinal) + "':\n    print('oak 0.25\\nyew 0.25\\nash 0.75\\nelm 0.75\\nfir 1.25\\nbay 1.5\\nbox 1.75')\n    sys.exit()\nfor i in sorted([1]):\n    print(i)\n";
        using TwoPrograms programs = new(Baseline, known, Input);
        Proven proven = await Prove(programs);
        Assert.Equal("proof-values", Blocking(proven)[0]);
        Assert.Contains(proven.Witnesses, witness => witness.Name == WitnessNames.EqualKeys && witness.Claim == ClaimKind.Values);
    }

    [Fact]
    public async Task What_is_wrong_with_the_document_alone_costs_no_run()
    {
        using TwoPrograms programs = new(Baseline, Baseline.Replace("print(word, n / 4)", "print(word, n * 0.25)", StringComparison.Ordinal), Input);
        Proof stale = ProofSkeleton.Of("c-1", "base", Proofs.Diffs.Of("work.py", "a", "b"), [], null, []);
        Proven proven = await Prove(programs, stale);
        Assert.Equal(["proof-stale"], Blocking(proven));
        Assert.Empty(proven.Witnesses);
    }

    [Fact]
    public async Task Witnesses_that_were_looked_at_elsewhere_are_taken_as_they_are()
    {
        using TwoPrograms programs = new(Baseline, Baseline + "# end\n", Input);
        Witness known = new(WitnessNames.Goldens, ClaimKind.Values, WitnessOutcome.Passed, "known", "limit");
        IReadOnlyList<Witness> witnesses = await WitnessRuns.RunAsync(programs.Plan(ClaimKind.Values) with { Known = [known], Inputs = 2 }, TestContext.Current.CancellationToken);
        Assert.Equal((WitnessNames.Goldens, "known", WitnessNames.SeededInputs), (witnesses[0].Name, witnesses[0].Measured, witnesses[1].Name));
    }

    [Fact]
    public async Task Golden_outputs_hold_of_an_honest_change_and_not_of_another_one()
    {
        foreach ((string by, WitnessOutcome expected) in new[] { ("print(word, n / 4 )", WitnessOutcome.Passed), ("print(word, n / 2)", WitnessOutcome.Failed) })
        {
            using TwoPrograms programs = new(Baseline, Baseline.Replace("print(word, n / 4)", by, StringComparison.Ordinal), Input);
            programs.Session.Lock("test", TimeSpan.FromSeconds(5));
            OracleStep.Record(programs.Session, programs.Session.Project.Workloads);
            IReadOnlyList<CaseJudge> judges = CaseJudges.Load(programs.Session, programs.Session.Evidence(), programs.Session.Project.Workloads, []);
            IReadOnlyList<Witness> witnesses = await WitnessRuns.RunAsync(programs.Plan(ClaimKind.Values) with { Judges = judges, Inputs = 5 }, TestContext.Current.CancellationToken);
            Witness goldens = Assert.Single(witnesses, witness => witness.Name == WitnessNames.Goldens);
            Assert.True(goldens.Outcome == expected, $"{goldens.Measured}; {goldens.FirstDifference}");
            Assert.True(expected == WitnessOutcome.Passed || goldens.FirstDifference!.Contains("stdout, line 1", StringComparison.Ordinal), goldens.FirstDifference);
        }
    }

    [Fact]
    public async Task A_program_that_works_only_where_it_was_built_is_put_there_for_its_runs()
    {
        // As a library that is found by the path of its build: the other tree's is never taken instead.
        string stage = Path.Combine(Path.GetTempPath(), "hone-stage-" + Path.GetRandomFileName());
        string knows = $"import sys\nlibrary = open('{stage}/work.py').read()\nassert library == open(__file__).read()\nprint(";
        using TwoPrograms programs = new(knows + "1 + 1)\n", knows + "2)\n", Input);
        WitnessPlan plan = programs.Plan(ClaimKind.Values, ClaimKind.SideEffects, ClaimKind.State, ClaimKind.Resources);
        string? moved = null;
        ArmStages stages = new(
            arm =>
            {
                moved = arm == 0 ? plan.Baseline : plan.Candidate;
                Directory.Move(moved, stage);
                return stage;
            },
            () => Directory.Move(stage, moved!));
        List<string> notes = [];
        IReadOnlyList<Witness> witnesses = await WitnessRuns.RunAsync(plan with { Stages = stages, Notes = notes, Inputs = 3 }, TestContext.Current.CancellationToken);

        Assert.All(witnesses, witness => Assert.True(witness.Outcome == WitnessOutcome.Passed, $"{witness.Name}: {witness.Measured}"));
        Assert.Contains(notes, note => note.Contains("only where it was built", StringComparison.Ordinal));
        Assert.True(Directory.Exists(plan.Baseline) && Directory.Exists(plan.Candidate));

        Problems.ProblemException problem = await Assert.ThrowsAsync<Problems.ProblemException>(() => programs.RunAsync(ClaimKind.Values));
        Assert.Contains("No such file or directory", problem.Problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_programs_that_fail_alike_in_a_copy_of_their_folder_have_shown_nothing()
    {
        const string knows = "import os, sys\nif os.path.basename(os.path.dirname(os.path.realpath(__file__))) == 'app': sys.exit(3)\nprint(";
        using TwoPrograms programs = new(knows + "1 + 1)\n", knows + "2)\n", Input);
        Witness state = Assert.Single(await programs.RunAsync(ClaimKind.State));
        Assert.Equal(WitnessOutcome.NotRun, state.Outcome);
        Assert.Contains("'3' instead of '0'", state.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_that_fails_by_itself_is_no_evidence_against_anybody()
    {
        using TwoPrograms programs = new("raise SystemExit(4)\n", "print(1)\n", Input);
        Problems.ProblemException problem = await Assert.ThrowsAsync<Problems.ProblemException>(() => programs.RunAsync(ClaimKind.Values));
        Assert.Equal((Problems.ExitCode.Inconclusive, "baseline-fails"), (problem.Problem.Exit, problem.Problem.Rule));
    }
}
