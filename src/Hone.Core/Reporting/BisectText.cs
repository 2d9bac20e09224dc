using System.Globalization;
using System.Text;
using Hone.Guardrails.Bisecting;
using Hone.Measurement.Comparing;
using Hone.Reporting.Comparisons;
using Hone.Statistics;

namespace Hone.Reporting;

/// <summary>What a search for the commit that changed a level found, for people.</summary>
public static class BisectText
{
    private const double Shown = 0.005;
    private const int Bar = 20;
    private const int MostRows = 30;

    /// <summary>The posterior as a table with what was measured, and the answer below it.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="unicode">Whether more than ASCII may be printed.</param>
    public static string Of(BisectReport report, bool unicode)
    {
        StringBuilder text = new();
        BisectCommit good = report.Commits[0];
        BisectCommit bad = report.Commits[^1];
        text.Append(CultureInfo.InvariantCulture, $"{Printable.Clean(report.Workload)} {Printable.Clean(report.Metric.Name)}: {Short(good)} (good) beside {Short(bad)} (bad) in {report.Ends.Count} pairs: {Change(report.Ends)}\n")
            .Append(CultureInfo.InvariantCulture, $"{report.Commits.Count - 1} commits along first parents, {report.Built} built, {report.Skipped.Count} skipped; {report.Pairs} pairs in all\n");
        if (report.Posterior is BisectPosterior posterior)
        {
            text.Append('\n');
            AppendTable(text, report, posterior, unicode);
        }

        text.Append('\n').Append(Answer(report)).Append('\n');
        foreach ((int place, string why) in report.Skipped.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"skipped {Short(report.Commits[place])}: {Printable.Shorten(Printable.Clean(why), 140)}\n");
        }

        return text.ToString();
    }

    /// <summary>The answer in one or two sentences.</summary>
    public static string Answer(BisectReport report)
    {
        if (report.Best is not BisectCandidates best)
        {
            return "the two do not differ as far as these pairs show: there is nothing to search for";
        }

        string probability = Chance(best.Probability);
        bool isWorse = report.Posterior!.Levels.Bad > report.Posterior.Levels.Good == report.Metric.LowerIsBetter;
        string word = report.Function is string function ? $"{(isWorse ? "with more" : "with less")} of the time in {Printable.Clean(function)}" : isWorse ? "slower" : "faster";
        BisectCommit last = report.Commits[best.UpTo];
        string found = best.UpTo - best.After == 1
            ? $"first {word}: {Short(last)} {Printable.Clean(last.Subject)} ({probability})"
            : $"first {word}: one of the {best.UpTo - best.After} commits after {Short(report.Commits[best.After])} up to {Short(last)} ({probability}); those between were skipped";
        if (report.State == BisectState.Undecided)
        {
            return found + ", which is not enough; --max-pairs allows more";
        }

        Comparison? pairs = report.Confirmation;
        string interval = pairs?.Interval is Interval range ? $" ({VerdictSentence.ChangeOrFactor(range)})" : "";
        string beside = pairs is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{pairs.Pairs} pairs beside {Short(report.Commits[best.After])}: {VerdictSentence.ChangeOrFactor(pairs.Ratio)}{interval}");
        return report.State == BisectState.Confirmed ? $"{found}\nconfirmed by {beside}" : $"{found}\nnot confirmed: {beside}{(pairs?.Note is string note ? "; " + note : "")}";
    }

    private static void AppendTable(StringBuilder text, BisectReport report, BisectPosterior posterior, bool unicode)
    {
        TextTable table = new("commit", ">chance", "", ">pairs", ">beside good", "subject");
        List<int> places = [.. Enumerable.Range(1, report.Commits.Count - 1).Where(place => posterior.Probabilities[place - 1] >= Shown || report.Measured.ContainsKey(place))];
        IEnumerable<int> shown = places.Count <= MostRows ? places : places.OrderByDescending(place => posterior.Probabilities[place - 1]).Take(MostRows).Order();
        foreach (int place in shown)
        {
            double chance = posterior.Probabilities[place - 1];
            IReadOnlyList<double> pairs = report.Measured.TryGetValue(place, out IReadOnlyList<double>? found) ? found : [];
            int length = (int)Math.Round(chance * Bar);
            table.Add(
                Short(report.Commits[place]),
                Chance(chance),
                new string(unicode ? '█' : '#', length),
                report.Skipped.ContainsKey(place) ? "skip" : pairs.Count.ToString(CultureInfo.InvariantCulture),
                pairs.Count == 0 ? "" : Change(pairs),
                Printable.Shorten(Printable.Clean(report.Commits[place].Subject), 50));
        }

        text.Append(table.ToText());
    }

    // Nothing that is computed from noisy runs is certain.
    private static string Chance(double chance) => chance > 0.9995 ? ">99.9 %" : string.Create(CultureInfo.InvariantCulture, $"{100 * chance:0.0} %");

    private static string Change(IReadOnlyList<double> logRatios) => logRatios.Count == 0 ? "nothing measured" : VerdictSentence.ChangeOrFactor(Math.Exp(Median.Of([.. logRatios])));

    private static string Short(BisectCommit commit) => commit.Hash.Length > 9 ? commit.Hash[..9] : commit.Hash;
}
