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
        page.Open(
            $"{facts.Bead}: what is worth doing in {facts.Project.Name}, and what is not",
            "Rank, and change nothing. A row is a workload, a kind of profile, a function and a lever. Impact comes from the measured bound, confidence from what came of earlier attempts, effort from you. An opinion is no evidence.");
        page.Head("Evidence (measured)");
        foreach (Opportunity row in facts.Open.Take(MostRows))
        {
            page.Item($"{row.Id}, {BriefPage.Code(row.Hotspot.Frame.Function, 60)}", $"{row.Kind.Name()} of {BriefPage.Name(row.Workload)}, {FigureText.Share(row.Hotspot)}; {row.Lever?.Name ?? "no lever yet"}; score {FigureText.Score(row)}");
        }

        page.Item(string.Create(CultureInfo.InvariantCulture, $"{facts.Report.Matrix.Count} rows in all, {facts.Open.Count} open; worth doing from a score of {facts.Project.Thresholds.Score:0.0}"));
        page.List("Ask of the whole", BriefWords.Audit);

        page.List(
            "Ask of each row",
            "Does its lever follow from the source lines? Attach them: without lines most levers raise no bead.",
            "Is the share a bound at all (one thread, no locks)? If not, a handicap test says so.",
            "What would it cost to do, and what might it break?",
            "Is it ruled out, by a format, a contract, an earlier no-win? Turn it down with the reason.");
        page.Say("\n" + BriefWords.Places);
        page.Commands(
            ("hone matrix", "every row with its score"),
            ("hone matrix show ROW", "all that is behind one; hone levers explain NAME has a lever's rule"),
            ("hone matrix set ROW --lever NAME --lines FILE:A-B --effort 1-5 --because \"…\"", ""),
            ("hone handicap ROW", "is the function on the critical path"),
            ("hone matrix reject ROW --because \"…\"", ""),
            ("hone beads seed", "one bead for each row at or above the score"),
            (BriefWords.Close(facts.Bead, "… rows judged, … at or above the score, … ruled out"), ""));
    }
}
