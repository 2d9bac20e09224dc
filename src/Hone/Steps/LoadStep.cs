using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>What came of offering loads to a server, and how the server ended when Hone had started it.</summary>
internal sealed record LoadOutcome(IReadOnlyList<LoadResult> Results, ServiceEnd? Server);

/// <summary>Offers loads to a server one after the other, starting and ending it where that is asked for.</summary>
internal static class LoadStep
{
    /// <summary>Runs the plans in order.</summary>
    /// <param name="service">The server to start; null for one that runs already.</param>
    /// <param name="target">Its requests.</param>
    /// <param name="plans">The loads.</param>
    /// <param name="progress">Told what is at work, and its part from 0 to 1.</param>
    /// <param name="cancellation">Ends the load and the server.</param>
    public static LoadOutcome Run(ServiceRequest? service, LoadTarget target, IReadOnlyList<LoadPlan> plans, Action<string> progress, CancellationToken cancellation)
    {
        if (service is not null)
        {
            progress("waiting for " + service.Ready.Text);
        }

        using ServiceProcess? server = service is null ? null : ServiceProcess.Start(service, cancellation);
        List<LoadResult> results = [];
        foreach (LoadPlan plan in plans)
        {
            results.Add(LoadGenerator.Run(target, plan, elapsed => Watch(plan, elapsed, server, progress), cancellation));
        }

        return new(results, server?.Stop());
    }

    private static void Watch(LoadPlan plan, TimeSpan elapsed, ServiceProcess? server, Action<string> progress)
    {
        server?.InsistAlive();
        string rate = double.IsFinite(plan.Rate) ? FormattableString.Invariant($"{plan.Rate:#,0.#}/s") : "closed loop";
        Duration at = Duration.FromSeconds(Math.Floor(elapsed.TotalSeconds));
        progress($"{rate} · {at.Seconds:0} s of {(plan.Warmup + plan.Duration).Seconds:0} s");
    }
}
