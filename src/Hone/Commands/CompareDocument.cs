using System.Text.Json.Serialization;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting.Comparisons;
using Hone.Statistics;

namespace Hone.Cli.Commands;

/// <summary>An estimate with its 95 % interval.</summary>
internal sealed record BoundedDocument(double Value, double Low, double High);

/// <summary>One metric of one command, in nanoseconds, bytes or a count; interval and p95 are null where the runs cannot carry them.</summary>
internal sealed record FiguresDocument(string Unit, double Median, double? Low, double? High, BoundedDocument? P95, double Min, double Max)
{
    public static FiguresDocument? From(MeasuredCommand command, Metric metric)
    {
        double[] values = command.Values(metric);
        if (values.Length == 0)
        {
            return null;
        }

        QuantileEstimate? median = command.Quantile(metric, 0.5);
        QuantileEstimate? p95 = command.Quantile(metric, 0.95);
        bool carried = median is { Claimable: true };
        return new(
            metric.Unit switch { Units.Unit.Nanoseconds => "ns", Units.Unit.Bytes => "bytes", _ => "count" },
            Statistics.Median.Of(values),
            carried ? median!.Low : null,
            carried ? median!.High : null,
            p95 is { Claimable: true, Low: double low, High: double high } ? new(p95.Value, low, high) : null,
            values.Min(),
            values.Max());
    }
}

/// <summary>A command.</summary>
internal sealed record CommandDocument(
    string Name, string Command, IReadOnlyDictionary<string, string> Parameters, int Runs, IReadOnlyDictionary<string, FiguresDocument> Metrics,
    FiguresDocument? Wall, FiguresDocument? Cpu, long? PeakRssBytes, IReadOnlyList<int?> ExitCodes)
{
    public static CommandDocument From(MeasuredCommand command) => new(
        command.Name,
        command.Command,
        command.Parameters,
        command.Runs.Count,
        Metric.Standard.Select(metric => (metric.Name, Document: FiguresDocument.From(command, metric))).Where(pair => pair.Document is not null).ToDictionary(pair => pair.Name, pair => pair.Document!),
        FiguresDocument.From(command, Metric.Wall),
        FiguresDocument.From(command, Metric.Cpu),
        command.PeakRssBytes,
        [.. command.Exits.Distinct()]);
}

/// <summary>An interval of a ratio.</summary>
internal sealed record RatioIntervalDocument(double Low, double High, double Confidence);

/// <summary>Whether the commands do the same.</summary>
internal sealed record OutputsDocument(string Verdict, string? Detail, bool Allowed)
{
    public static OutputsDocument From(OutputAgreement outputs) => new(
        outputs.Kind switch
        {
            OutputAgreementKind.Same => "same",
            OutputAgreementKind.Different => "different",
            OutputAgreementKind.Unstable => "unstable",
            _ => "not-compared",
        },
        outputs.Detail,
        outputs.Allowed);
}

/// <summary>A command beside its reference, on one metric. Ratio and interval are null where there are none.</summary>
internal sealed record ComparisonDocument(
    string Command, string Reference, string Metric, string Verdict, double? Ratio, RatioIntervalDocument? Interval, int Pairs, int? DecidedAfter,
    string Method, double? Mde, double? PValue, double? Alpha, double? SameWithin, string? Note, string? Sentence, OutputsDocument? Outputs, ComparisonDocument? SecondOpinion)
{
    public static ComparisonDocument From(ComparisonReport report, ReportedPair pair) =>
        From(report, pair, pair.Result) with
        {
            Sentence = VerdictSentence.Of(report, pair).Replace('\u00a0', ' '),
            Outputs = OutputsDocument.From(pair.Outputs),
            SecondOpinion = pair.SecondOpinion is null ? null : From(report, pair, pair.SecondOpinion),
        };

    private static ComparisonDocument From(ComparisonReport report, ReportedPair pair, Comparison result)
    {
        bool judged = result.Pairs > 0 && result.Verdict != ComparisonVerdict.Invalid;
        return new(
            report.Commands[pair.Command].Name,
            report.Commands[pair.Reference].Name,
            result.Metric.Name,
            VerdictSentence.Word(result.Verdict),
            double.IsFinite(result.Ratio) ? result.Ratio : null,
            result.Interval is Interval interval ? new(interval.Low, interval.High, 0.95) : null,
            result.Pairs,
            result.DecidedAfter,
            report.Design is null ? "none: the runs were not paired" : ComparisonRule.Method,
            result.SmallestVisible is double mde && double.IsFinite(mde) ? mde : null,
            judged ? result.PValue : null,
            report.Design is null ? null : report.Design.SequentialAlpha + report.Design.FinalAlpha,
            report.Design?.SameWithin,
            result.Note,
            null,
            null,
            null);
    }
}

/// <summary>Hone's own time for each run, in nanoseconds: in no figure, and subtracted from none.</summary>
internal sealed record OwnCostDocument(long NsPerRun, bool Subtracted);

/// <summary>How many rounds there were, and in how many the machine was busy with something else.</summary>
internal sealed record BusyDocument(int Rounds, int Of);

/// <summary>A comparison.</summary>
internal sealed record CompareDocument(
    string Schema, string Metric, IReadOnlyList<CommandDocument> Commands, IReadOnlyList<ComparisonDocument> Comparisons, OutputsDocument Outputs,
    string? HostId, Host? Host, string Stop, ulong? Seed, OwnCostDocument? OwnCost, BusyDocument Busy, bool Shell, bool RealTime, IReadOnlyList<string> Notes)
{
    // The worst of all pairs stands for the whole.
    private static readonly OutputAgreementKind[] _worstFirst = [OutputAgreementKind.Different, OutputAgreementKind.Unstable, OutputAgreementKind.NotCompared];

    /// <summary>The document; the host itself is known only where it was measured just now.</summary>
    public static CompareDocument From(ComparisonReport report, Host? host) => new(
        "hone.compare/1",
        report.Metric.Name,
        [.. report.Commands.Select(CommandDocument.From)],
        [.. report.Pairs.Select(pair => ComparisonDocument.From(report, pair))],
        OutputsDocument.From(Worst(report)),
        report.Host,
        host,
        report.Stop switch { StopReason.Decided => "decided", StopReason.Interrupted => "interrupted", _ => "budget" },
        report.Seed,
        report.OwnCost is Units.Duration cost ? new(cost.Nanoseconds, Subtracted: false) : null,
        new(report.BusyRounds, report.Rounds),
        report.Shell,
        report.RealTime,
        report.Notes);

    private static OutputAgreement Worst(ComparisonReport report)
    {
        OutputAgreement[] all = [.. report.Pairs.Select(pair => pair.Outputs)];
        return _worstFirst.Select(kind => all.FirstOrDefault(outputs => outputs.Kind == kind)).FirstOrDefault(found => found is not null)
            ?? (all.Length == 0 ? new(OutputAgreementKind.NotCompared, "there is one command") : new(OutputAgreementKind.Same));
    }
}

/// <summary>Source-generated JSON of comparisons; what is not known is null, so that every name is always there.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompareDocument))]
internal sealed partial class CompareJson : JsonSerializerContext;
