namespace Hone.Guardrails;

/// <summary>A loss that the owner of the program accepted.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Loss">How much worse it may be, as a part of the cost: 0.03 for 3 %.</param>
/// <param name="Expires">From then on it no longer counts; null for never.</param>
public sealed record AcceptedLoss(string Workload, string Metric, double Loss, DateTimeOffset? Expires)
{
    /// <summary>Whether it counts at a time.</summary>
    public bool Holds(DateTimeOffset now) => Expires is null || now < Expires;

    /// <summary>What is accepted of one metric of one workload, all together: two losses of 2 % are one of 4.04 %.</summary>
    public static double Together(IEnumerable<AcceptedLoss> losses, string workload, string metric, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return losses.Where(loss => loss.Workload == workload && loss.Metric == metric && loss.Loss > 0 && loss.Holds(now)).Aggregate(1.0, (product, loss) => product * (1 + loss.Loss)) - 1;
    }
}
