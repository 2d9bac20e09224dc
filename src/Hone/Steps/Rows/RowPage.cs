using System.Globalization;
using System.Text;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Reporting;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Steps.Rows;

/// <summary>One row of the matrix with everything behind it.</summary>
internal static class RowPage
{
    public static string Of(PhaseView view, Opportunity row)
    {
        StringBuilder text = new();
        text.Append(row.Id).Append("  ").Append(FigureText.Function(row.Hotspot.Frame)).Append("  ").Append(FigureText.Place(row.Hotspot.Frame)).Append('\n');
        Evidence(text, row);
        Lever(text, row);
        Line(text, "impact", $"{row.Impact.Value}  {row.Impact.Because}");
        Line(text, "confidence", $"{row.Confidence.Value}  {row.Confidence.Because}");
        Line(text, "effort", $"{row.Effort.Value}  {row.Effort.Because}");
        Line(text, "score", FigureText.Score(row) + (row.Rejected is string why ? "  rejected: " + why : ""));
        Line(text, "numbers", RowNumbers.Line(row));
        Line(text, row.Claim is null ? "forecast" : "claim", row.Claim is Claim claim ? Claimed(claim) : RowNumbers.Forecast(row.Forecast) + "; nothing is claimed");
        if (row.Claim is not null)
        {
            Line(text, "forecast", RowNumbers.Forecast(row.Forecast));
        }

        State(text, view, row);
        text.Append("  path        ").AppendJoin("\n              ", row.Hotspot.Path.TakeLast(12).Select(Printable.Clean)).Append('\n');
        return text.ToString();
    }

    private static void Evidence(StringBuilder text, Opportunity row)
    {
        EvidenceTuple tuple = row.Tuple;
        Line(text, "workload", $"{tuple.Workload}, {FigureText.Kind(tuple.Kind)} profile {tuple.Profile[..16]}");
        Line(text, "measured", $"commit {tuple.Commit}, host {tuple.Host}");
        Line(text, "share", $"{FigureText.Share(row.Hotspot)}, itself {row.Hotspot.SelfShare}, {tuple.Samples.ToString("#,0", CultureInfo.InvariantCulture)} samples");
        if (tuple.Growth is { } growth)
        {
            Line(text, "growth", RowNumbers.Growth(growth));
        }

        if (row.Handicap is HandicapFigures handicap)
        {
            Line(text, "handicap", string.Create(
                CultureInfo.InvariantCulture,
                $"β {handicap.Beta:0.00} ({handicap.Interval.Low:0.00}–{handicap.Interval.High:0.00}), {handicap.Rounds} rounds; {(handicap.SeesFivePercent ? "the benchmark shows 5 %" : "5 % was not shown")}"));
        }
    }

    private static void Lever(StringBuilder text, Opportunity row)
    {
        if (row.Lever is not Lever lever)
        {
            Line(text, "lever", $"none is shown; name one with: hone matrix set {row.Id} --lever NAME --lines FILE:A-B --because …");
            return;
        }

        Line(text, "lever", $"{lever.Name}, {lever.Title}: {row.Reliability?.Meaning()}" + (row.Finding?.LoweredBecause is string lowered ? $"; {lowered}" : ""));
        foreach (RuleReading reading in row.Finding?.Readings ?? [])
        {
            string holds = reading.Holds switch { true => "holds", false => "does not hold", _ => "unknown" };
            Line(text, "", $"{holds}: {reading.What}: {reading.Measured} (asked for: {reading.Limit})");
        }

        foreach (SourceLines lines in row.Lines)
        {
            Line(text, "", "lines: " + lines);
        }

        if (lever.MayBreak.Count > 0)
        {
            Line(text, "may break", string.Join(", ", lever.MayBreak));
        }
    }

    private static void State(StringBuilder text, PhaseView view, Opportunity row)
    {
        if (row.Stale is Staleness stale)
        {
            Line(text, "stale", $"{stale.Because}; next: {stale.Next}");
        }

        foreach (string note in row.Notes)
        {
            Line(text, "note", note);
        }

        if (row.TakenBy is string who)
        {
            Line(text, "taken", "by " + who);
        }

        Line(text, "bead", view.BeadOf(row) is BeadView bead ? $"{bead.Name} ({bead.Bead.Status})" : row.Raises && row.Score >= view.Report.Project.Thresholds.Score ? "not seeded: hone beads seed" : "none");
    }

    private static string Claimed(Claim claim) =>
        $"{claim.Gain} by {claim.Actor}: {claim.Because}"
        + (claim.Interval is { } range ? string.Create(CultureInfo.InvariantCulture, $"; the author's range {range.Low * 100:0.#}–{range.High * 100:0.#} %") : "")
        + (claim.Belief is double belief ? string.Create(CultureInfo.InvariantCulture, $"; the author's belief {belief * 100:0} % (recorded, never used)") : "");

    private static void Line(StringBuilder text, string name, string value) => text.Append(TextShape.Wrap(Printable.Clean(value), "  " + name.PadRight(12), new(' ', 14)));
}
