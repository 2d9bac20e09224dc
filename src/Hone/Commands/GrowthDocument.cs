using System.Text.Json.Serialization;
using Hone.Opportunities.Growth;
using Hone.Profiling;

namespace Hone.Cli.Commands;

/// <summary>How a cost grows: cost ≈ c₀ + c·n^k; <c>shape</c> is Power, WithLog, Unclear or TooFew, the interval one of 95 %.</summary>
internal sealed record GrowthFitDocument(double Exponent, double Low, double High, string Shape, int Sizes, double ConstantShare, string? Note)
{
    public static GrowthFitDocument? From(GrowthFit? fit) =>
        fit is null ? null : new(fit.Exponent, fit.Interval.Low, fit.Interval.High, fit.Shape.ToString(), fit.Points, fit.ConstantShare, fit.Note);
}

/// <summary>A function; shares between 0 and 1, at the largest size and at 10 and 100 times of it.</summary>
internal sealed record FunctionGrowthDocument(
    string Function, string Module, string? File, int? Line, bool Own, string Kind, GrowthFitDocument Self, GrowthFitDocument? Cumulative, double ShareNow, double CumulativeNow, double? ShareAt10, double? ShareAt10Low,
    double? ShareAt10High, double? ShareAt100, double? ShareAt100Low, double? ShareAt100High, bool Rises, string? SpentIn, long Samples)
{
    public static FunctionGrowthDocument From(FunctionGrowth function) => new(
        function.Frame.Function, function.Frame.Module, function.Frame.Source?.File, function.Frame.Source?.Line, function.Own, function.Kind.Name(), GrowthFitDocument.From(function.Fit)!,
        GrowthFitDocument.From(function.Cumulative), function.ShareNow.Value, function.CumulativeNow.Value, function.ShareAt10?.Value, function.ShareAt10Interval?.Low, function.ShareAt10Interval?.High,
        function.ShareAt100?.Value, function.ShareAt100Interval?.Low, function.ShareAt100Interval?.High, FunctionGrowths.Rises(function), function.SpentIn?.Function, function.Samples);
}

/// <summary>One workload over its sizes.</summary>
internal sealed record GrowthFiguresDocument(
    string Workload, IReadOnlyList<long> Sizes, GrowthFitDocument Wall, GrowthFitDocument Cpu, GrowthFitDocument PeakRss, GrowthFitDocument? AllocatedBytes, GrowthFitDocument? Syscalls, double? PeakRssPerInputByte,
    IReadOnlyList<FunctionGrowthDocument> Functions, IReadOnlyList<FunctionGrowthDocument> Allocating, IReadOnlyDictionary<string, GrowthFitDocument> SyscallsByTemplate, IReadOnlyList<string> Notes)
{
    public static GrowthFiguresDocument From(GrowthFigures figures) => new(
        figures.Workload, figures.Sizes, GrowthFitDocument.From(figures.Wall)!, GrowthFitDocument.From(figures.Cpu)!, GrowthFitDocument.From(figures.PeakRss)!, GrowthFitDocument.From(figures.AllocatedBytes),
        GrowthFitDocument.From(figures.Syscalls), figures.PeakRssPerInputByte, [.. figures.Functions.Select(FunctionGrowthDocument.From)], [.. figures.Allocating.Select(FunctionGrowthDocument.From)],
        figures.SyscallsByTemplate.ToDictionary(pair => pair.Key, pair => GrowthFitDocument.From(pair.Value)!), figures.Notes);
}

/// <summary>The workloads that were measured.</summary>
internal sealed record GrowthDocument(string Schema, IReadOnlyList<GrowthFiguresDocument> Workloads)
{
    public static GrowthDocument From(IReadOnlyList<GrowthFigures> all) => new("hone.growth-figures/1", [.. all.Select(GrowthFiguresDocument.From)]);
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GrowthDocument))]
internal sealed partial class GrowthDocumentJson : JsonSerializerContext;
