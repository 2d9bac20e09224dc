using System.Globalization;
using Hone.Ledger;
using Hone.Profiling;

namespace Hone.Reporting.Html;

/// <summary>Where everything was measured, and the command that gives each figure again.</summary>
internal static class OriginPart
{
    public static void Append(HtmlText html, PageReport report, PhaseReport phase)
    {
        HtmlTable facts = new("Host", "Fact", "Value");
        facts.Add("Commit", HtmlCell.Code(phase.Commit));
        foreach ((string name, string value) in phase.Host?.Facts() ?? [])
        {
            facts.Add(name, value);
        }

        if (phase.Host is null)
        {
            html.Missing("Nothing was measured yet.", "hone run");
        }

        facts.Append(html);
        HtmlTable commands = new("How to reproduce each figure", "What", "Recorded by", "Again with");
        foreach (Recorded<CheckFact> check in phase.Checks)
        {
            commands.Add($"{check.Fact.Purpose}: {(check.Fact.ExitCode == 0 ? "passed" : $"failed with exit code {check.Fact.ExitCode}")}", HtmlCell.Code(check.Fact.Command), HtmlCell.Code("hone run"));
        }

        foreach (WorkloadReport workload in phase.Workloads)
        {
            string name = workload.Workload.Name;
            if (workload.BaselineEntry is { Fact: BaselineFact baseline })
            {
                string how = baseline.Rates is { } rates
                    ? $"{string.Join(", ", rates.Select(rate => rate.ToString("#,0.#", CultureInfo.InvariantCulture)))} requests/s"
                    : $"{baseline.Warmups} warm-ups, {baseline.Runs} runs";
                commands.Add($"{name}: baseline, {how}", HtmlCell.Code(baseline.Command), HtmlCell.Code($"hone baseline -w {name}"));
            }

            foreach (ProfileReport profile in workload.Profiles)
            {
                commands.Add($"{name}: {FigureText.Kind(profile.Kind)} profile, {profile.Recorded.Fact.Collector}", HtmlCell.Code(profile.Recorded.Fact.Command), HtmlCell.Code($"hone profile -w {name} --kind {profile.Kind.Name()}"));
            }
        }

        commands.Append(html);
        HtmlTable beads = new("Beads of the phase", "Bead", "State", "Title");
        foreach (PageBead bead in report.Beads.Take(200))
        {
            beads.Add(bead.Name, bead.IsOpen ? "open" : "✓ closed", bead.Title);
        }

        html.Raw("<h3>Beads</h3>\n");
        beads.Append(html);
        _ = beads.Count == 0 ? html.Missing("No bead was seeded.", "hone beads seed") : html;
    }
}
