using System.Globalization;
using System.Text;
using Hone.Cli.Terminal;
using Hone.Opportunities;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps.Rows;

/// <summary>The matrix on a terminal of 80 columns: two lines a row, what and where, then the lever and what is with it.</summary>
internal static class MatrixTable
{
    private const int Width = 80;
    private const int FewestBelow = 3;

    /// <summary>The table.</summary>
    /// <param name="view">What the record says.</param>
    /// <param name="all">False for the rows at or above the score and a few below.</param>
    public static string Of(PhaseView view, bool all)
    {
        double limit = view.Report.Project.Thresholds.Score;
        StringBuilder text = new(Style.Bold("E matrix") + "  score = impact × confidence / effort, worth doing from " + limit.ToString("0.0", CultureInfo.InvariantCulture) + "\n");
        IReadOnlyList<Opportunity> rows = view.Report.Matrix;
        if (rows.Count == 0)
        {
            return text.Append($"  no hotspot in code at {view.Report.Project.Thresholds.HotspotShare} or more\n").ToString();
        }

        int above = rows.Count(row => row.Score >= limit);
        int shown = all ? rows.Count : Math.Min(rows.Count, above + FewestBelow);
        int id = rows.Max(row => row.Id.Length);
        int workload = Math.Min(12, Math.Max("workload".Length, rows.Max(row => row.Workload.Length)));
        int function = Width - 2 - id - 2 - workload - 2 - 2 - 8 - 2 - 11 - 2 - 8;
        Line(text, ["row".PadRight(id), "workload".PadRight(workload), "function".PadRight(function), "bound".PadLeft(8), "I×C/E".PadLeft(11), "decision"]);
        for (int i = 0; i < shown; i++)
        {
            Opportunity row = rows[i];
            if (i == above)
            {
                Line(text, ["── below " + limit.ToString("0.0", CultureInfo.InvariantCulture) + ": not worth the effort ──"]);
            }

            BeadView? bead = view.BeadOf(row);
            Line(text,
            [
                row.Id.PadRight(id),
                Printable.Shorten(Printable.Clean(row.Workload), workload).PadRight(workload),
                Printable.Shorten(FigureText.Function(row.Hotspot.Frame), function).PadRight(function),
                (row.Bound.Gain + (row.Bound.Validity == BoundValidity.None ? "?" : "")).PadLeft(8),
                FigureText.Score(row).PadLeft(11),
                RowNumbers.Decision(row, limit, bead?.IsOpen),
            ]);
            foreach (string line in Wrapped(Second(row, bead), Width - 4 - id))
            {
                Line(text, [new string(' ', id), Style.Dim(line)]);
            }
        }

        if (shown < rows.Count)
        {
            text.Append("  and ").Append(rows.Count - shown).Append(" more below the line: hone matrix\n");
        }

        if (rows.Take(shown).Any(row => row.Bound.Validity == BoundValidity.None))
        {
            text.Append("  ? is a share that is no bound; hone matrix show ROW says why\n");
        }

        return text.ToString();
    }

    private static string Second(Opportunity row, BeadView? bead)
    {
        List<string> parts = [row.Lever is Lever lever ? lever.Name : "no lever shown"];
        string place = FigureText.Place(row.Hotspot.Frame);
        parts.Add((place.Length == 0 ? "" : place + " ") + FigureText.Kind(row.Kind));
        if (row.Growth is { Fit.IsKnown: true } growth)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"n^{growth.Fit.Exponent:0.00}"));
        }

        if (row.Handicap is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"β {row.Handicap.Beta:0.00}"));
        }

        if (row.Claim is Claim claim)
        {
            parts.Add($"{claim.Gain} claimed");
        }

        if (row.TakenBy is string who)
        {
            parts.Add("taken by " + Printable.Clean(who));
        }

        if (bead is not null)
        {
            parts.Add(bead.Name + (bead is { IsOpen: true, Assignee: string assignee } ? ", claimed by " + Printable.Clean(assignee) : ""));
        }
        else if (row.Lever is not null && !row.Raises && row.Reliability == LeverReliability.NeedsLines)
        {
            parts.Add("needs source lines");
        }

        return string.Join(" · ", parts.Select(part => Printable.Shorten(part, 52)));
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        StringBuilder line = new();
        foreach (string part in text.Split(" · "))
        {
            if (line.Length > 0 && line.Length + 3 + part.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " · " : "").Append(part);
        }

        yield return line.ToString();
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) => text.Append(("  " + string.Join("  ", cells)).TrimEnd()).Append('\n');
}
