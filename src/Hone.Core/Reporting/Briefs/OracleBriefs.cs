using System.Globalization;
using Hone.Equivalence;
using Hone.Equivalence.Strength;

namespace Hone.Reporting.Briefs;

/// <summary>The briefs of the oracle: recording it, and making it stronger.</summary>
internal static class OracleBriefs
{
    private const int MostSurvivors = 6;

    /// <summary>Step C.</summary>
    public static void Oracle(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: what \"the same behaviour\" means for {facts.Project.Name}",
            "The oracle is recorded from the unchanged program, before anybody optimises. Afterwards it is not touched by whoever is judged by it.");
        page.Head("What is on record");
        foreach (WorkloadReport workload in facts.Report.Workloads.Take(6))
        {
            string golden = workload.Golden is { } recorded
                ? string.Create(CultureInfo.InvariantCulture, $"{recorded.Fact.Recordings} recordings, {recorded.Fact.Channels.Count(channel => !channel.Stable)} of {recorded.Fact.Channels.Count} channels unstable")
                : "no golden output";
            page.Item(BriefPage.Name(workload.Workload.Name), string.Create(CultureInfo.InvariantCulture, $"{golden}, {workload.Cases.Count} cases"));
        }

        page.List(
            "Ask",
            "What can a user or another program see of a run: exit code, output, errors, files, replies? Is all of it declared?",
            "Which inputs are not in any case: empty, one item, equal keys, malformed, very long, not UTF-8, the error paths?",
            "Which rules hold of every run, whatever its input (order, sums, counts, round trips)?",
            "Which places differ between two runs of the unchanged program, and why? Only those may be normalised.");
        page.Head("May be touched");
        page.Say("`[oracle]` of hone.toml, and new inputs. No source file. In a sealed project this is the owner's: propose it, and stop.");
        page.Commands(
            ("hone oracle record", "goldens of every workload and case"),
            ("hone oracle check", "0 on the unchanged commit, twice in a row"),
            ("hone oracle suggest", "invariants that hold of what was recorded: proposals, none is active by itself"),
            ("hone oracle strength", "how many planted faults it notices"),
            (BriefWords.Close(facts.Bead, "… cases, checked twice; grade …"), ""));
    }

    /// <summary>An oracle below full grade.</summary>
    public static void Strength(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: the oracle of {facts.Project.Name} misses faults",
            "Small faults were planted in the hot functions, one at a time, and the oracle did not notice some. A change could break the same things unseen.");
        page.Head("Evidence");
        if (facts.Report.Strength is { } figures)
        {
            page.Item("grade", $"{figures.Grade.Name()}; missing: {BriefPage.Words(string.Join("; ", figures.Missing), 400)}");
            page.Item("kill rate", $"{figures.KillRate?.ToString() ?? "unknown"} (full: {StrengthFigures.FullKillRate})");
            page.Item("saturation", $"{figures.Saturation?.ToString() ?? "unknown"} (full: {StrengthFigures.FullSaturation})");
            foreach (TestedMutant mutant in figures.Survivors.Take(MostSurvivors))
            {
                page.Item("missed", $"{BriefPage.Words(StrengthText.Line(mutant), 120)} {BriefPage.Code(string.Join(' ', StrengthText.Changed(mutant.Diff)), 120)}");
            }

            if (figures.Survivors.Count > MostSurvivors)
            {
                page.Item(string.Create(CultureInfo.InvariantCulture, $"and {figures.Survivors.Count - MostSurvivors} more: `hone oracle strength --json`"));
            }
        }
        else
        {
            page.Item("not measured for this program and oracle: `hone oracle strength`");
        }

        page.List(
            "Ask of each",
            "Which input would show it? A small case that reaches the line and prints what depends on it is best.",
            "Which rule in one line does it break, on any input?",
            "Could no input show it? Then the line is dead work: that is a row of the matrix, not a hole in the oracle.");
        page.Head("May be touched");
        page.Say("`[oracle]` of hone.toml, new inputs for cases, and golden outputs by `hone oracle record` on the unchanged program. No source file, and no normaliser that makes a difference go away. In a sealed project this is the owner's: propose it, and stop.");
        page.Commands(
            ("hone oracle suggest", "invariants, as proposals"),
            ("hone oracle record", "with the new cases"),
            ("hone oracle check", "0, twice in a row"),
            ("hone oracle strength", "it says: oracle grade full"),
            (BriefWords.Close(facts.Bead, "kill rate … %, saturation … %"), ""));
    }
}
