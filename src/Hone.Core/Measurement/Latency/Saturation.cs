using System.Globalization;
using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>When a rate counts as held by the server.</summary>
public sealed record SaturationLimits
{
    /// <summary>The highest share of failed requests.</summary>
    public Ratio Errors { get; init; } = new(0.01);

    /// <summary>The highest p99; null for the rule that it has not exploded.</summary>
    public Duration? P99 { get; init; }

    /// <summary>Exploded: this many times the p99 of the lowest rate …</summary>
    public double P99Factor { get; init; } = 10;

    /// <summary>… and above this, below which a busy machine alone makes ten times.</summary>
    public Duration P99Floor { get; init; } = Duration.FromMilliseconds(10);
}

/// <summary>What became of one rate.</summary>
/// <param name="Result">The load.</param>
/// <param name="Held">True when the server held it, false when not, null when the generator could not offer it.</param>
/// <param name="Because">Why not; empty when it was held.</param>
public sealed record SaturationStep(LoadResult Result, bool? Held, string Because);

/// <summary>Where a server saturates, from loads of rising rate.</summary>
/// <param name="Steps">The loads, by rate.</param>
/// <param name="Highest">The highest rate that was held with all below it; null when not even the lowest was.</param>
/// <param name="IsReached">True when a higher rate was offered and not held: then the server saturates between the two.</param>
public sealed record Saturation(IReadOnlyList<SaturationStep> Steps, double? Highest, bool IsReached)
{
    /// <summary>Judges each step by the limits.</summary>
    public static Saturation Of(IReadOnlyList<LoadResult> results, SaturationLimits limits)
    {
        LoadResult[] ordered = [.. results.OrderBy(result => result.Plan.Rate)];
        Duration? quiet = ordered.Length == 0 ? null : ordered[0].Quantile(0.99)?.Value;
        SaturationStep[] steps = [.. ordered.Select(result => Judge(result, limits, quiet))];
        SaturationStep? last = steps.TakeWhile(step => step.Held == true).LastOrDefault();
        return new(steps, last?.Result.Plan.Rate, steps.FirstOrDefault(step => step.Held != true)?.Held == false);
    }

    private static SaturationStep Judge(LoadResult result, SaturationLimits limits, Duration? quiet)
    {
        double rate = result.Plan.Rate;
        if (!result.Schedule.IsKept)
        {
            return new(result, null, $"not offered: {result.Schedule.Share} sent late by the generator");
        }

        if (result.ErrorShare > limits.Errors)
        {
            return new(result, false, $"{result.ErrorShare} failed");
        }

        double reached = Math.Min(result.SentRate, result.AnsweredRate);
        if (reached < LoadResult.ReachedShare * rate)
        {
            return new(result, false, string.Create(CultureInfo.InvariantCulture, $"reached {Math.Round(reached, reached < 100 ? 1 : 0):#,0.#}/s"));
        }

        Duration most = limits.P99 ?? new Duration((long)Math.Max(limits.P99Floor.Nanoseconds, limits.P99Factor * (quiet?.Nanoseconds ?? 0)));
        return result.Quantile(0.99) is LatencyQuantile p99 && p99.Value > most
            ? new(result, false, $"p99 > {most}")
            : new(result, true, "");
    }
}
