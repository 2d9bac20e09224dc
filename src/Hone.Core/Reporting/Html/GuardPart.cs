using System.Globalization;
using Hone.Guardrails;
using Hone.Ledger;

namespace Hone.Reporting.Html;

/// <summary>The guardrails: what later commits are held against, and how they did.</summary>
internal static class GuardPart
{
    public static void Append(HtmlText html, PageReport report)
    {
        PageGuard guard = report.Guard;
        if (guard.Record.Set is not Recorded<GuardSetFact> set)
        {
            html.Missing("No reference is pinned that later commits would be held against.", "hone guard set");
        }
        else
        {
            html.Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"Pinned: {Short(set.Fact.Commit)} on {set.Entry.Time:yyyy-MM-dd}{(set.Fact.Change is string change ? ", when " + change + " landed" : "")}; drift budget {set.Fact.Drift * 100:0.#} %."));
            HtmlTable limits = new("Limits", "Workload", "Metric", ">Reference", ">Limit");
            foreach (PageLimit each in guard.Limits)
            {
                limits.Add(
                    each.Limit.Workload, each.Limit.Metric, each.Reference is double value ? Units.UnitText.Format(GuardLimits.UnitOf(each.Limit.Metric), (long)value) : "not recorded",
                    string.Create(CultureInfo.InvariantCulture, $"+{each.Limit.Worse * 100:0.0} %"));
            }

            limits.Append(html);
        }

        HtmlTable accepted = new("Accepted losses", "When", "By", "Workload", "Metric", ">Loss", "Until", "Because");
        foreach (Recorded<GuardAcceptFact> loss in guard.Record.Accepted)
        {
            accepted.Add(
                Day(loss.Entry.Time), loss.Entry.Actor, loss.Fact.Workload, loss.Fact.Metric, string.Create(CultureInfo.InvariantCulture, $"+{loss.Fact.Loss * 100:0.##} %"),
                loss.Fact.Expires is DateTimeOffset end ? Day(end) : "for good", loss.Fact.Because);
        }

        accepted.Append(html);
        html.Raw("<h3>Checks</h3>\n");
        if (guard.Checks.Count == 0)
        {
            html.Missing("No commit was checked.", "hone guard check");
        }

        foreach (PageCheck check in guard.Checks)
        {
            Check(html, check);
        }
    }

    private static void Check(HtmlText html, PageCheck check)
    {
        GuardCheckFact fact = check.Recorded.Fact;
        string title = $"{Short(fact.Head)} against {Short(fact.Base)}{(fact.Drift ? ", the pinned reference" : "")}";
        string word = check.Figures is null ? "its runs are not on this machine" : Word(GuardRule.Verdict(check.Figures));
        html.Raw("<h4>").Text($"{Day(check.Recorded.Entry.Time)} · {title}: {word}").Raw("</h4>\n");
        HtmlTable table = new("Check of " + title, "Workload", "Metric", "Finding", ">Change (95 %)", ">Limit", ">Before", ">After", ">Pairs");
        foreach (GuardFigure figure in check.Figures ?? [])
        {
            Units.Unit unit = GuardLimits.UnitOf(figure.Limit.Metric);
            table.Add(
                figure.Limit.Workload, figure.Limit.Metric, Word(figure.Finding),
                double.IsFinite(figure.Ratio) ? Percent(figure.Ratio - 1) + (figure.Interval is { } range ? $" ({Percent(range.Low - 1)} to {Percent(range.High - 1)})" : "") : "—",
                Percent(figure.Bound), Amount(unit, figure.Base), Amount(unit, figure.Head), figure.Pairs.ToString(CultureInfo.InvariantCulture));
        }

        table.Append(html);
    }

    private static string Word(GuardFinding finding) => finding switch
    {
        GuardFinding.Kept => "✓ kept",
        GuardFinding.Regressed => "✗ regressed",
        _ => "? undecided",
    };

    private static string Amount(Units.Unit unit, double value) => double.IsFinite(value) ? Units.UnitText.Format(unit, (long)value) : "—";

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{(part < 0 ? "−" : "+")}{Math.Abs(part) * 100:0.0} %");

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(string commit) => commit[..Math.Min(12, commit.Length)];
}
