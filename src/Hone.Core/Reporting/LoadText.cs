using System.Globalization;
using System.Text;
using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>What <c>hone load</c> says, in at most 80 columns.</summary>
public static class LoadText
{
    private const string Indent = "  ";
    private const int Label = 11;
    private const int Columns = 80;

    /// <summary>One load in full.</summary>
    /// <param name="target">The server.</param>
    /// <param name="result">The load.</param>
    /// <param name="more">What else is to be said, each with its label.</param>
    public static string One(string target, LoadResult result, IReadOnlyList<(string Label, string What)> more)
    {
        StringBuilder text = new();
        text.Append(Heading(target, result.Plan));
        Line(text, "sent", Sent(result));
        Line(text, "answered", Answered(result));
        Line(text, "errors", Errors(result.Errors, result.Statuses));
        text.Append('\n').Append(Quantiles(result.Latencies, result.ServiceTimes));
        List<(string, string)> lines = [.. Clusters(result.Latencies)];
        if (result.Plan.Closed)
        {
            lines.Add(("note", "a closed loop: what nobody sent while the server stalled is left out of the latencies"));
        }

        if (!result.IsOffered)
        {
            lines.Add(("refused", Refusal(result)));
        }

        Lines(text, [.. lines, .. result.Notes.Select(note => ("note", note)), .. more]);
        return text.ToString();
    }

    /// <summary>Several rates, one a line, and where the server saturates.</summary>
    public static string Steps(string target, Saturation saturation, IReadOnlyList<(string Label, string What)> more)
    {
        LoadPlan first = saturation.Steps[0].Result.Plan;
        StringBuilder text = new();
        text.Append(Invariant($"{Shown(target)}\n{saturation.Steps.Count} rates, {first.Duration} each, {Spacing(first)}, after {first.Warmup} of warm-up\n\n"));
        TextTable table = new(">rate/s", ">reached", ">late", ">errors", ">p50", ">p99", "held");
        foreach (SaturationStep step in saturation.Steps)
        {
            LoadResult result = step.Result;
            table.Add(
                Rate(result.Plan.Rate),
                Rate(Math.Min(result.SentRate, result.AnsweredRate)),
                result.Schedule.Share.ToString(),
                result.ErrorShare.ToString(),
                Short(result.Quantile(0.5)),
                Short(result.Quantile(0.99)),
                step.Held switch { true => "yes", false => "no: " + step.Because, null => "not offered" });
        }

        text.Append(table.ToText());
        string? next = saturation.Steps.FirstOrDefault(step => step.Held != true)?.Result.Plan.Rate is double rate ? Rate(rate) : null;
        string where = (saturation.Highest, saturation.IsReached) switch
        {
            (double held, true) => $"between {Rate(held)}/s and {next}/s",
            (double held, false) when next is not null => $"above {Rate(held)}/s; {next}/s could not be offered",
            (double held, _) => $"above {Rate(held)}/s: every rate was held",
            (null, true) => $"below {next}/s, the lowest rate",
            _ => $"unknown: {next}/s could not be offered",
        };
        Lines(text, [("saturates", where), .. more]);
        return text.ToString();
    }

    /// <summary>Latencies that another program measured.</summary>
    public static string Read(string path, LatencyReading reading, IReadOnlyList<(string Label, string What)> more)
    {
        StringBuilder text = new();
        text.Append(Invariant($"{Shown(path)}\n{reading.Format}\n\n"));
        Line(text, "requests", reading.Requests is long requests ? Count(requests) : "not stated");
        Line(text, "errors", reading.Errors is long errors ? Count(errors) : "not stated");
        text.Append('\n');
        LatencyLog? log = reading.Latencies;
        if (log is not null)
        {
            text.Append(Quantiles(log, null));
        }
        else
        {
            TextTable table = new("", ">latency", "");
            foreach ((double p, Duration value) in reading.Points)
            {
                table.Add(Invariant($"p{p * 100:0.###}"), value.ToString(), "as the program printed it, without counts");
            }

            text.Append(table.ToText());
        }

        Lines(text, [.. log is null ? [] : Clusters(log), .. reading.Notes.Select(note => ("note", note)), .. more]);
        return text.ToString();
    }

    private static void Lines(StringBuilder text, IReadOnlyList<(string Label, string What)> lines)
    {
        text.Append(lines.Count > 0 ? "\n" : "");
        foreach ((string label, string what) in lines)
        {
            Line(text, label, what);
        }
    }

    // A labelled line, wrapped.
    private static void Line(StringBuilder text, string label, string what)
    {
        string start = Indent + label.PadRight(Label);
        StringBuilder line = new(start);
        foreach (string word in Printable.Clean(what).Split(' '))
        {
            if (line.Length + word.Length >= Columns && line.Length > start.Length)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', start.Length);
            }

            line.Append(word).Append(' ');
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Heading(string target, LoadPlan plan)
    {
        string rate = double.IsFinite(plan.Rate) ? Rate(plan.Rate) + "/s" : "as fast as answers come";
        return Invariant($"{Shown(target)}\n{rate} for {plan.Duration}, {Spacing(plan)}, after {plan.Warmup} of warm-up\n\n");
    }

    private static string Spacing(LoadPlan plan) =>
        plan.Closed ? $"closed loop of {plan.Connections}" : plan.Arrivals == Arrivals.Poisson ? $"Poisson arrivals (seed {plan.Seed})" : "constant spacing";

    private static string Sent(LoadResult result)
    {
        string unsent = result.Sent < result.Intended && !result.Plan.Closed ? $" of {Count(result.Intended)}" : "";
        string sent = $"{Count(result.Sent)}{unsent} ({Rate(result.SentRate)}/s)";
        ScheduleError schedule = result.Schedule;
        return result.Plan.Closed ? sent
            : $"{sent}, {schedule.Share} of them more than {ScheduleError.LateAfter} late; {schedule.MeanLateness} late on average, {schedule.Relative} of an interval";
    }

    private static string Answered(LoadResult result) =>
        $"{Count(result.Answered)} ({Rate(result.AnsweredRate)}/s) over at most {Count(result.Connections)} connections"
        + (result.Waited > 0 ? $"; {Count(result.Waited)} waited for one" : "")
        + (result.Retried > 0 ? $"; {Count(result.Retried)} were sent twice, as the server had closed the first one" : "");

    private static string Errors(LoadErrors errors, IReadOnlyDictionary<int, long> statuses)
    {
        if (errors.Total == 0)
        {
            return "none";
        }

        IEnumerable<string> kinds = errors.Kinds().Select(kind => $"{Count(kind.Count)} {kind.Kind}");
        string codes = string.Join(", ", statuses.Where(pair => pair.Key >= 400).OrderBy(pair => pair.Key).Select(pair => Invariant($"{pair.Key}: {Count(pair.Value)}")));
        return string.Join(", ", kinds) + (codes.Length > 0 ? $" ({codes})" : "");
    }

    private static string Quantiles(LatencyLog log, LatencyHistogram? service)
    {
        if (log.All.Count == 0)
        {
            return Indent + "no latency: nothing was answered well\n";
        }

        TextTable table = service is null ? new("", ">latency", "95 % interval") : new("", ">latency", "95 % interval", ">service time");
        LatencyQuantile[] quantiles = [.. LatencyQuantile.Shown.Select(p => LatencyQuantile.Of(log, p)!)];
        LatencyLog? served = service is { Count: > 0 } ? LatencyLog.WithoutOrder(service) : null;
        foreach (LatencyQuantile quantile in quantiles)
        {
            Row(table, quantile.Name, (quantile.Claimable ? "" : "~") + quantile.Value, Interval(quantile), service, served is null ? "" : LatencyQuantile.Of(served, quantile.P)!.Value.ToString());
        }

        Row(table, "max", new Duration(log.All.Max).ToString(), "", service, service is null ? "" : new Duration(service.Max).ToString());
        return table.ToText();
    }

    // The first quantile that would have requests enough, had they not been slow together.
    private static IEnumerable<(string, string)> Clusters(LatencyLog log)
    {
        LatencyQuantile? clustered = LatencyQuantile.Shown.Select(p => LatencyQuantile.Of(log, p))
            .FirstOrDefault(quantile => quantile is { Claimable: false } && quantile.Requests >= quantile.Needed);
        if (clustered is not null)
        {
            yield return ("too few", $"the slow requests came together: for {clustered.Name} the {Count(clustered.Requests)} requests are worth {Count(clustered.Independent)} independent ones, and {Count(clustered.Needed)} are needed; a longer run sees more of them");
        }
    }

    private static void Row(TextTable table, string name, string value, string interval, LatencyHistogram? service, string served)
    {
        if (service is null)
        {
            table.Add(name, value, interval);
        }
        else
        {
            table.Add(name, value, interval, served);
        }
    }

    private static string Interval(LatencyQuantile quantile) => quantile is { Low: Duration low, High: Duration high }
        ? FigureText.Range(low, high)
        : $"too few (n={Count(quantile.Independent)} < {Count(quantile.Needed)})";

    private static string Short(LatencyQuantile? quantile) => quantile is null ? "—" : (quantile.Claimable ? "" : "~") + quantile.Value;

    /// <summary>Why a load was not what was asked for.</summary>
    public static string Refusal(LoadResult result) => result.Schedule.IsKept
        ? $"not {Rate(result.Plan.Rate)}/s: {Rate(result.SentRate)}/s were reached; the others found no free connection (at most {result.Plan.Connections}): the server is too slow for this rate, or needs more connections"
        : $"not {Rate(result.Plan.Rate)}/s: {result.Schedule.Share} of the requests were sent late, the limit is {new Ratio(ScheduleError.Limit)}; {Rate(result.SentRate)}/s were reached";

    private static string Shown(string target) => Printable.Shorten(Printable.Clean(target), Columns - 1);

    private static string Rate(double rate) => rate.ToString(rate < 100 ? "#,0.##" : "#,0", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
