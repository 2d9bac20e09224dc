using Hone.Problems;
using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>What a limit said of a load.</summary>
/// <param name="Exit">Holds, gate said no, or inconclusive.</param>
/// <param name="Text">What was measured and the limit.</param>
public sealed record LimitFinding(ExitCode Exit, string Text);

/// <summary>Limits that a load is held to.</summary>
/// <param name="Quantiles">The highest value of a quantile.</param>
/// <param name="Errors">The highest share of failed requests; null for none.</param>
public sealed record LoadLimits(IReadOnlyList<(double P, Duration Most)> Quantiles, Ratio? Errors)
{
    /// <summary>What each limit says of another program's log; a quantile without counts behind it is held to as it was printed.</summary>
    public IReadOnlyList<LimitFinding> Judge(LatencyReading reading)
    {
        Ratio errors = Ratio.Of(reading.Errors ?? 0, reading.Requests ?? 0);
        if (reading.Latencies is LatencyLog log)
        {
            return Judge(log, errors);
        }

        List<LimitFinding> findings = [.. new LoadLimits([], Errors).Judge(new LatencyLog(1), errors)];
        foreach ((double p, Duration most) in Quantiles)
        {
            string name = FormattableString.Invariant($"p{p * 100:0.###}");
            findings.Add(reading.Points.Any(point => point.P == p)
                ? Printed(name, reading.Points.First(point => point.P == p).Value, most)
                : new(ExitCode.Inconclusive, $"the log states no {name} to hold to {most}"));
        }

        return findings;
    }

    private static LimitFinding Printed(string name, Duration value, Duration most) => value > most
        ? new(ExitCode.GateSaidNo, $"{name} is {value}, above {most}")
        : new(ExitCode.Holds, $"{name} is {value}, within {most}");

    /// <summary>What each limit says: the estimate decides, and a quantile that the requests cannot carry decides nothing.</summary>
    public IReadOnlyList<LimitFinding> Judge(LatencyLog latencies, Ratio errors)
    {
        List<LimitFinding> findings = [];
        foreach ((double p, Duration most) in Quantiles)
        {
            if (LatencyQuantile.Of(latencies, p) is not LatencyQuantile quantile)
            {
                findings.Add(new(ExitCode.Inconclusive, $"no latency was measured to hold to {most}"));
                continue;
            }

            ExitCode exit = !quantile.Claimable ? ExitCode.Inconclusive : quantile.Value > most ? ExitCode.GateSaidNo : ExitCode.Holds;
            findings.Add(new(exit, exit switch
            {
                ExitCode.Inconclusive => $"{quantile.Name} cannot be held to {most}: {quantile.Independent} independent requests, {quantile.Needed} are needed",
                ExitCode.GateSaidNo => $"{quantile.Name} is {quantile.Value}, above {most}",
                _ => $"{quantile.Name} is {quantile.Value}, within {most}",
            }));
        }

        if (Errors is Ratio limit)
        {
            bool holds = errors <= limit;
            findings.Add(new(holds ? ExitCode.Holds : ExitCode.GateSaidNo, $"{errors} of the requests failed, {(holds ? "within" : "above")} {limit}"));
        }

        return findings;
    }
}
