using System.Globalization;
using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Profiling;
using Hone.Profiling.Differences;

namespace Hone.Reporting.Html;

/// <summary>The changes as a line from what was promised to what came of it.</summary>
internal static class ChangesPart
{
    private const int MostFunctions = 12;

    public static void Append(HtmlText html, PageReport report, PageGraphs graphs, PageCharts charts)
    {
        if (report.Changes.Count == 0)
        {
            html.Missing("No change was begun.", "hone change start ROW");
            return;
        }

        charts.Add(
            html,
            new("gains", $"Predicted and measured gains of {report.Changes.Count} changes") { Gains = [.. report.Changes.Select(Gain)] },
            "Hollow: what was promised, with its range; filled: what was measured, with its 95 % interval. A change without a filled mark was not timed.");
        HtmlTable table = new("Changes", "Change", "State", "Lever", "Function", ">Promised", ">Measured (95 %)", "Last verdict");
        foreach (ChangeStory story in report.Changes)
        {
            Change change = story.Recorded.Change;
            GainFigures? gain = Measured(story);
            table.Add(
                HtmlCell.Code(change.Id), story.Recorded.State.Name(), change.Lever, HtmlCell.Code(change.Function), Percent(change.Predicted) + Range(change.PredictedLow, change.PredictedHigh),
                gain is null ? "not timed" : Percent(gain.Gain) + Range(gain.Range?.Low, gain.Range?.High), story.Runs.Count == 0 ? "not verified" : Word(story.Runs[^1]));
        }

        table.Append(html);
        html.Raw("<ol class=\"timeline\">\n");
        foreach (ChangeStory story in report.Changes)
        {
            html.Raw("<li><h3>").Code(story.Recorded.Change.Id).Text($" · {story.Recorded.Change.Lever}").Raw("</h3>\n");
            Story(html, story, graphs);
            html.Raw("</li>\n");
        }

        html.Raw("</ol>\n");
    }

    private static void Story(HtmlText html, ChangeStory story, PageGraphs graphs)
    {
        Change change = story.Recorded.Change;
        html.Raw("<ol class=\"steps\">");
        Step(html, story.Recorded.Start.Entry.Time, "promised", $"{Percent(change.Predicted)}{Range(change.PredictedLow, change.PredictedHigh)} of {change.Metric} of {change.Workload}, by {story.Recorded.Start.Entry.Actor}; bound {Percent(change.Bound.Gain)}{(change.Bound.Holds ? "" : ", which is no bound here")}: {change.Bound.Basis}");
        foreach (StoryRun run in story.Runs)
        {
            string gain = run.Gain is GainFigures figures
                ? string.Create(CultureInfo.InvariantCulture, $": {Percent(figures.Gain)} of {figures.Metric.Name}{Range(figures.Range?.Low, figures.Range?.High)} in {figures.Comparison.Pairs} pairs; at least {Percent(figures.Least)} is asked for")
                : "";
            Step(html, run.Recorded.Run.Entry.Time, Word(run), $"entry {run.Recorded.Run.Entry.Seq}{(run.Recorded.Run.Fact.Quick ? ", quick" : "")}{(run.Recorded.Attempt > 0 ? $", attempt {run.Recorded.Attempt}" : "")}{gain}{Because(run.Verdict)}");
        }

        if (story.Recorded.Closed is { } closed)
        {
            Step(html, closed.Entry.Time, closed.Fact.How, $"by {closed.Entry.Actor}: {closed.Fact.Because}{(closed.Fact.Landed is string commit ? $"; commit {commit[..Math.Min(12, commit.Length)]}" : "")}");
        }

        html.Raw("</ol>\n");
        if (graphs.Of(change.Id) is int number)
        {
            html.Raw($"<p><button type=\"button\" class=\"link\" data-graph=\"{number}\">Show before and after as one flame graph</button></p>\n");
            html.List(story.Profiles!.Notes);
            Difference(html, change.Id, graphs.Differences[change.Id]);
        }
        else if (story.Recorded.State == ChangeState.Landed)
        {
            html.Missing("There is no pair of profiles from before and after this change on this machine.", $"hone profile -w {change.Workload} --kind {change.Kind}");
        }
    }

    private static void Difference(HtmlText html, string id, ProfileDifference difference)
    {
        HtmlTable table = new($"Functions that changed with {id}", "Function", "What became of it", ">Own cost before", ">After", ">Change");
        foreach (FunctionDifference function in difference.Changed.Take(MostFunctions))
        {
            CostChange self = function.Self;
            table.Add(
                HtmlCell.Code(FigureText.Function(function.Frame)), Became(function.Verdict), Amount(difference, self.Before), Amount(difference, self.After),
                self.Ratio is double ratio ? string.Create(CultureInfo.InvariantCulture, $"{(ratio >= 1 ? "+" : "−")}{100 * Math.Abs(ratio - 1):0.0} %") : "—");
        }

        table.Append(html);
        html.List(difference.Notes);
    }

    private static string Became(FunctionVerdict verdict) => verdict switch
    {
        FunctionVerdict.Appeared => "new",
        FunctionVerdict.Disappeared => "gone",
        FunctionVerdict.Below => "changed in what it calls",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    private static string Amount(ProfileDifference difference, double cost) => difference.Measure == DifferenceMeasure.Share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * cost:0.00} %")
        : Units.UnitText.Format(difference.Metric.Unit, (long)Math.Round(cost));

    private static void Step(HtmlText html, DateTimeOffset time, string word, string text) =>
        html.Raw("<li><time>").Text(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).Raw("</time> <strong>").Text(word).Raw("</strong> ").Text(text).Raw("</li>");

    private static ChartGain Gain(ChangeStory story)
    {
        Change change = story.Recorded.Change;
        GainFigures? gain = Measured(story);
        return new(
            Printable.Clean(change.Id), story.Recorded.State.Name(), 100 * change.Predicted, 100 * change.PredictedLow, 100 * change.PredictedHigh, 100 * gain?.Gain, 100 * gain?.Range?.Low, 100 * gain?.Range?.High);
    }

    private static GainFigures? Measured(ChangeStory story) => story.Runs.LastOrDefault(run => run.Gain is not null)?.Gain;

    private static string Word(StoryRun run) => run.Verdict is not Verdict verdict ? "evidence missing" : verdict.Word + (verdict.DecidedBy is string rule ? $" ({rule})" : "");

    private static string Because(Verdict? verdict) => verdict switch
    {
        Verdict.Rejected rejected => $"; measured {rejected.Measured}, the limit is {rejected.Limit}; next: {rejected.Next}",
        Verdict.Inconclusive inconclusive => $"; {inconclusive.Because}; {inconclusive.Decides} decides it",
        null => "; its evidence is not on this machine, or is no longer the same",
        _ => "",
    };

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.0} %");

    private static string Range(double? low, double? high) => low is double from && high is double to ? string.Create(CultureInfo.InvariantCulture, $" ({from * 100:0.0} to {to * 100:0.0})") : "";
}
