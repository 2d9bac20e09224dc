using Hone.Beads;

namespace Hone.Reporting.Briefs;

/// <summary>The brief of the whole phase.</summary>
internal static class EpicBrief
{
    public static void Write(BriefPage page, BriefFacts facts)
    {
        page.Open(
            $"{facts.Bead}: the performance phase of {facts.Project.Name}",
            "The phase is a container: work on its beads, one at a time, and take each step where `hone next` says. It ends when `hone status` exits 0, and not when somebody feels that it is fast.");
        page.Head("Workloads");
        BriefWords.Workloads(page, BriefWords.Primary(facts.Project));
        page.Head("Where it stands");
        foreach (Gate gate in facts.Report.Gates)
        {
            page.Item($"{gate.Letter}, {gate.Name}", (gate.Holds ? "there" : "missing") + ", " + BriefPage.Words(gate.Value, 160) + (gate.Holds ? "" : "; " + BriefPage.Code(gate.Command, 80)));
        }

        foreach (StopTerm term in facts.Report.Stop.Terms)
        {
            page.Item($"to stop, {term.Name}", $"{BriefPage.Words(term.Value, 120)} (asked for: {BriefPage.Words(term.Limit, 120)})");
        }

        page.List("Ask of the whole system", BriefWords.Audit);

        page.Say("\n" + BriefWords.Places);
        page.List("Rules", BriefWords.Rules);

        page.Commands(
            ("hone next", "the one next step, as a command that runs as it stands"),
            ("hone beads ready", "what can be taken now"),
            ("hone brief BEAD", "what is needed for one bead"),
            ("hone status", "may the phase stop, and if not, why"),
            ("hone ledger verify", "the record is whole"));
    }
}
