using System.Globalization;
using Hone.Opportunities;
using Hone.Profiling;

namespace Hone.Reporting.Briefs;

/// <summary>The brief of the opportunity matrix.</summary>
internal static class MatrixBrief
{
    private const int MostRows = 8;

    public static void Write(BriefPage page, BriefFacts facts)
    {
        page.Head($"{facts.Bead}: what is worth doing in {facts.Project.Name}, and what is not");
        page.Say("Rank, and change nothing. A row is a workload, a kind of profile, a function and a lever. Impact comes from the measured bound, confidence from what came of earlier attempts, effort from you. An opinion is no evidence.");
        page.Head("First");
        page.Say(BriefWords.First);
        page.Head("Evidence (measured)");
        foreach (Opportunity row in facts.Open.Take(MostRows))
        {
            page.Item($"{row.Id}, {BriefPage.Code(row.Hotspot.Frame.Function, 60)}", $"{row.Kind.Name()} of {BriefPage.Name(row.Workload)}, {FigureText.Share(row.Hotspot)}; {row.Lever?.Name ?? "no lever yet"}; score {FigureText.Score(row)}");
        }

        page.Item(string.Create(CultureInfo.InvariantCulture, $"{facts.Report.Matrix.Count} rows in all, {facts.Open.Count} open; worth doing from a score of {facts.Project.Thresholds.Score:0.0}"));
        page.Head("Ask of the whole");
        foreach (string question in BriefWords.Audit)
        {
            page.Item(question);
        }

        page.Head("Ask of each row");
        page.Item("Does its lever follow from the source lines? Attach them: without lines most levers raise no bead.");
        page.Item("Is the share a bound at all (one thread, no locks)? If not, a handicap test says so.");
        page.Item("What would it cost to do, and what might it break?");
        page.Item("Is it ruled out, by a format, a contract, an earlier no-win? Turn it down with the reason.");
        page.Say("\n" + BriefWords.Places);
        page.Head("Commands");
        page.Step(1, "hone matrix", "every row with its score");
        page.Step(2, "hone matrix show ROW", "all that is behind one; hone levers explain NAME has a lever's rule");
        page.Step(3, "hone matrix set ROW --lever NAME --lines FILE:A-B --effort 1-5 --because \"…\"", "");
        page.Step(4, "hone handicap ROW", "is the function on the critical path");
        page.Step(5, "hone matrix reject ROW --because \"…\"", "");
        page.Step(6, "hone beads seed", "one bead for each row at or above the score");
        page.Step(7, BriefWords.Close(facts.Bead, "… rows judged, … at or above the score, … ruled out"), "");
    }
}
