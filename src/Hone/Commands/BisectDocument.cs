using System.Text.Json.Serialization;
using Hone.Guardrails.Bisecting;
using Hone.Measurement.Comparing;
using Hone.Reporting;
using Hone.Reporting.Comparisons;
using Hone.Statistics;

namespace Hone.Cli.Commands;

/// <summary>A commit that was searched; <c>ratios</c> are its pairs beside the good commit, its value over the good one's.</summary>
internal sealed record BisectCommitDocument(string Commit, string Subject, double Probability, string? Skipped, IReadOnlyList<double> Ratios);

/// <summary>The commits that are named: one, or those after <c>after</c> up to <c>upTo</c> that cannot be told apart.</summary>
internal sealed record BisectFoundDocument(string After, string UpTo, int Commits, double Probability);

/// <summary>The commit before beside the one that is named.</summary>
internal sealed record BisectConfirmationDocument(string Verdict, int Pairs, double? Ratio, double? Low, double? High, double PValue);

/// <summary>What a search found.</summary>
internal sealed record BisectDocument(
    string Schema, string State, string Workload, string Metric, string? Function, string Good, string Bad, int Pairs, int Built, IReadOnlyList<double> Ends,
    IReadOnlyList<BisectCommitDocument> Commits, BisectFoundDocument? Found, BisectConfirmationDocument? Confirmation, string Answer)
{
    public static BisectDocument From(BisectReport report) => new(
        "hone.bisect/1",
        report.State switch { BisectState.Confirmed => "confirmed", BisectState.Unconfirmed => "unconfirmed", BisectState.NoDifference => "no-difference", _ => "undecided" },
        report.Workload,
        report.Metric.Name,
        report.Function,
        report.Commits[0].Hash,
        report.Commits[^1].Hash,
        report.Pairs,
        report.Built,
        [.. report.Ends.Select(Math.Exp)],
        [
            .. report.Commits.Skip(1).Select((commit, i) => new BisectCommitDocument(
                commit.Hash,
                commit.Subject,
                report.Posterior?.Probabilities[i] ?? 0,
                report.Skipped.TryGetValue(i + 1, out string? why) ? why : null,
                report.Measured.TryGetValue(i + 1, out IReadOnlyList<double>? ratios) ? [.. ratios.Select(Math.Exp)] : [])),
        ],
        report.Best is BisectCandidates best ? new(report.Commits[best.After].Hash, report.Commits[best.UpTo].Hash, best.UpTo - best.After, best.Probability) : null,
        report.Confirmation is Comparison pairs ? Of(pairs) : null,
        BisectText.Answer(report));

    private static BisectConfirmationDocument Of(Comparison pairs)
    {
        Interval? interval = pairs.Interval;
        return new(VerdictSentence.Word(pairs.Verdict), pairs.Pairs, double.IsFinite(pairs.Ratio) ? pairs.Ratio : null, interval?.Low, interval?.High, pairs.PValue);
    }
}

/// <summary>Source-generated JSON of a search; what is not known is null, so that every name is always there.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BisectDocument))]
internal sealed partial class BisectJson : JsonSerializerContext;
