using System.Globalization;
using Hone.Units;

namespace Hone.Opportunities.Growth;

/// <summary>One run of one size, to see what the next one will take.</summary>
public readonly record struct Probe(long Size, Duration Wall);

/// <summary>
/// Which sizes a ladder has. Sizes that somebody stated are all climbed, and a single one is doubled again and again; the climb ends before
/// the size at which the fewest runs of every size would take more than the budget. So the largest size is as large as the budget carries.
/// </summary>
/// <param name="Stated">The sizes that were stated, ascending; at least one.</param>
/// <param name="Budget">The time that all of it may take.</param>
public sealed record Ladder(IReadOnlyList<long> Stated, Duration Budget)
{
    /// <summary>Runs of each size that are counted at least.</summary>
    public const int FewestRuns = 3;

    /// <summary>Runs of each size that are counted at most.</summary>
    public const int MostRuns = 10;

    /// <summary>The sizes that a doubled ladder has at least, if the budget allows, because a curve is told from them.</summary>
    public const int WantedSizes = 4;

    /// <summary>The sizes that a doubled ladder has at most.</summary>
    public const int MostSizes = 9;

    /// <summary>The part of the budget that the fewest runs may take where sizes need not be climbed; the rest is for more runs of the small ones and for profiles.</summary>
    private const double ForRuns = 0.5;

    /// <summary>True when the sizes follow from one by doubling.</summary>
    public bool IsDoubled => Stated.Count == 1;

    /// <summary>The size after those that were tried; null at the end of the ladder.</summary>
    public long? After(int tried)
    {
        if (!IsDoubled)
        {
            return tried < Stated.Count ? Stated[tried] : null;
        }

        return tried >= MostSizes || Stated[0] > long.MaxValue >> (tried + 1) ? null : Stated[0] << tried;
    }

    /// <summary>Whether the next size fits into the budget, by what the sizes so far took: it takes as many times more as the last step did.</summary>
    public bool Fits(IReadOnlyList<Probe> probes, long next)
    {
        if (probes.Count == 0)
        {
            return true;
        }

        // A first run of each size has been made or will be, and is not counted.
        double all = (probes.Sum(probe => probe.Wall.Seconds) + Predict(probes, next).Seconds) * (FewestRuns + 1);
        return all <= Budget.Seconds * (IsDoubled && probes.Count >= WantedSizes ? ForRuns : 1);
    }

    /// <summary>What a run of the next size will take: the last one, grown by the exponent of the last step, which is 1 to 4.</summary>
    public static Duration Predict(IReadOnlyList<Probe> probes, long next)
    {
        Probe last = probes[^1];
        double exponent = 1;
        if (probes.Count > 1)
        {
            Probe before = probes[^2];
            exponent = Math.Log(Math.Max(1, last.Wall.Nanoseconds) / (double)Math.Max(1, before.Wall.Nanoseconds)) / Math.Log((double)last.Size / before.Size);
        }

        return Duration.FromSeconds(Math.Min(1e9, last.Wall.Seconds * Math.Pow((double)next / last.Size, Math.Clamp(exponent, 1, 4))));
    }

    /// <summary>Why the ladder ends before a size, as a sentence.</summary>
    public string LeftOut(IReadOnlyList<Probe> probes, long next) => string.Create(
        CultureInfo.InvariantCulture, $"size {next} was left out: one run of it would take about {Predict(probes, next)}, and the whole ladder more than the budget of {Budget} allows");
}
