namespace Hone.Reporting.Briefs;

/// <summary>The briefs of the steps that measure and keep: baseline, the benchmark's teeth, guardrails.</summary>
internal static class StepBriefs
{
    /// <summary>Step A.</summary>
    public static void Baseline(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: where {facts.Project.Name} stands, before anything is changed",
            "Measure, and change nothing: no source file belongs to this bead.");
        page.Head("Workloads");
        BriefWords.Workloads(page, facts.Project.Workloads);
        page.Head("What is on record");
        foreach (WorkloadReport workload in facts.Report.Workloads.Take(6))
        {
            page.Item(BriefPage.Name(workload.Workload.Name), Measured(workload));
        }

        page.List(
            "Ask",
            "Do these workloads stand for real use, in size and kind of input? What do users wait for that none of them does?",
            "Do the tests pass? A figure of a broken program says nothing.",
            "Is the machine quiet (`hone doctor --noise`)? Which effect is the smallest that each workload can show?",
            "Is a percentile asked for that so few runs cannot carry? It is marked as such; leave it so.");
        page.Commands(
            (facts.Project.Test?.Text ?? "hone run", facts.Project.Test is null ? "hone.toml names no tests: say so in the close reason" : "the tests"),
            ("hone baseline", "p50, p95, p99 with intervals, CPU time, peak memory, the exact command, the machine"),
            ("hone report", "PERFORMANCE_ANALYSIS.md is written from the record, never by hand"),
            (BriefWords.Close(facts.Bead, "p50 of … is …, smallest effect … %"), ""));
    }

    /// <summary>A benchmark that does not show 5 %.</summary>
    public static void Teeth(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: the benchmark of {facts.Project.Name} cannot see 5 %",
            "A function on the critical path was made slower by 5 % of the run, and the benchmark did not show it. A gain of that size could not be shown either: every change here would end as inconclusive.");
        page.Head("Evidence");
        foreach (string line in facts.Blunt.Take(6))
        {
            page.Item(BriefPage.Words(line, 300));
        }

        if (facts.Blunt.Count == 0)
        {
            page.Item("none any more: `hone handicap --teeth` says whether the bead can be closed");
        }

        page.List(
            "What helps",
            "a longer run or a larger input, so that starting up is a small part of it",
            "less else on the machine, and less input and output in the run",
            "more runs: `runs` or `time-budget` of the workload");
        page.Head("May be touched");
        page.Say("The workload's table in hone.toml and what makes its inputs: this bead is about the benchmark, and about nothing else. No source file. In a sealed project that is the owner's to do: propose it, and stop. Everything measured before is void afterwards.");
        page.Commands(
            ("hone doctor --noise", "what disturbs this machine"),
            ("hone baseline", "anew, since the workload is another"),
            ("hone profile", "anew"),
            ("hone oracle record", "anew"),
            ("hone handicap --teeth", "it says: sees 5 %"),
            (BriefWords.Close(facts.Bead, "5 % is seen in … rounds"), ""));
    }

    /// <summary>Step G.</summary>
    public static void Guardrails(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: what was gained must stay",
            "Each landed gain has set a threshold. See that later commits are held against them, and that nobody can lose a gain unseen.");
        page.Head("Workloads that decide");
        BriefWords.Workloads(page, BriefWords.Primary(facts.Project));
        page.List(
            "Ask",
            "Is the landed state pinned as the reference, for each workload and metric that gained?",
            "Does CI run the check on each proposed change, and a whole round by night?",
            "Are the limits above what this machine's noise makes by chance? A gate that cries wolf is switched off.");
        page.Head("May be touched");
        page.Say("CI files and the limits of `hone guard set`. No source file, no golden, no workload.");
        page.Commands(
            ("hone guard list", "what is pinned, and at which limits"),
            ("hone guard check", "this commit against it: 0 holds, 1 a gain was lost, 4 undecided"),
            ("hone guard selftest", "how often the gate is wrong on this machine"),
            ("hone ci init github --dry-run", "the workflow; gitlab and plain as well"),
            ("hone history", "slow drift over many commits"),
            (BriefWords.Close(facts.Bead, "… thresholds are pinned at …, CI runs hone guard check"), ""));
    }

    private static string Measured(WorkloadReport workload) => workload.Baseline is { } baseline
        ? $"p50 {FigureText.Quantile(baseline.P50)}, p95 {FigureText.Quantile(baseline.P95)}, peak memory {baseline.PeakRss}, smallest effect {baseline.Mde}"
        : workload.Service is not null ? "latencies are recorded" : "nothing yet";
}
