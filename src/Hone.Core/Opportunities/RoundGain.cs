using Hone.Measurement;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>One workload at the start and at the end of a round.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Weight">Its weight among the workloads that decide.</param>
/// <param name="Before">The median wall time at the start of the round.</param>
/// <param name="After">The median wall time at its end.</param>
public sealed record RoundWorkload(string Workload, double Weight, QuantileEstimate Before, QuantileEstimate After);

/// <summary>What a round brought: the part of the wall time that is saved, over the workloads that decide, by weight.</summary>
/// <param name="Gain">Negative when the workloads became slower.</param>
/// <param name="Interval">Its 95 % interval; null when the runs cannot carry one.</param>
/// <param name="Workloads">What it is computed from.</param>
public sealed record RoundGain(Ratio Gain, Interval? Interval, IReadOnlyList<RoundWorkload> Workloads)
{
    /// <summary>A round that brings less says so, and proposes another class of levers or the end.</summary>
    public const double Little = 0.05;

    /// <summary>True when less than <see cref="Little"/> was gained.</summary>
    public bool IsLittle => Gain.Value < Little;

    /// <summary>
    /// The gain of a round; null without a workload to compare. The interval of a quotient of medians comes from theirs by the method of
    /// variance estimates recovery on the logarithms (Zou and Donner, Statistics in Medicine 27 (2008)).
    /// </summary>
    public static RoundGain? Of(IReadOnlyList<RoundWorkload> workloads)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        double weights = workloads.Sum(each => each.Weight);
        if (weights <= 0 || workloads.Any(each => !(each.Before.Value > 0) || !(each.After.Value > 0)))
        {
            return null;
        }

        double quotient = 0, below = 0, above = 0;
        bool carried = true;
        foreach (RoundWorkload each in workloads)
        {
            double part = each.Weight / weights;
            double value = each.After.Value / each.Before.Value;
            quotient += part * value;
            if (each is not { Before: { Low: > 0, High: not null }, After: { Low: > 0, High: not null } })
            {
                carried = false;
                continue;
            }

            double down = Distance(each.After.Value / each.After.Low.Value, each.Before.High.Value / each.Before.Value);
            double up = Distance(each.After.High.Value / each.After.Value, each.Before.Value / each.Before.Low.Value);
            below += Math.Pow(part * value * (1 - Math.Exp(-down)), 2);
            above += Math.Pow(part * value * (Math.Exp(up) - 1), 2);
        }

        return new(new(1 - quotient), carried ? new(1 - quotient - Math.Sqrt(above), 1 - quotient + Math.Sqrt(below)) : null, workloads);
    }

    private static double Distance(double one, double other) => Math.Sqrt(Math.Pow(Math.Log(one), 2) + Math.Pow(Math.Log(other), 2));
}
