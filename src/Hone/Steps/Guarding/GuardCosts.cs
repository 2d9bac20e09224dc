using System.Globalization;
using Hone.Guardrails;
using Hone.Cli.Steps.Profiles;
using Hone.Measurement;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Profiling.FlameGraphs;
using Hone.Profiling.Formats;
using Hone.Reporting.Guarding;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>The functions of a regressed workload that cost more, with the profiles that say so.</summary>
/// <param name="Costs">The difference.</param>
/// <param name="Files">What is kept of it.</param>
/// <param name="Graph">The differential flame graph; null where it could not be drawn.</param>
internal sealed record RecordedCosts(WorkloadCosts Costs, IReadOnlyList<(string Name, byte[] Bytes)> Files, byte[]? Graph);

/// <summary>Profiles both programs on what regressed, in turns, and holds the profiles against each other.</summary>
internal static class GuardCosts
{
    private const int Profiles = 3;

    // From here on one profile a side is enough of the time.
    private static readonly Duration _long = Duration.FromSeconds(10);

    /// <summary>Records; where no profile is to be had a note says why.</summary>
    public static IReadOnlyList<RecordedCosts> Record(Session session, GuardArms arms, IReadOnlyList<Workload> workloads, GuardRun run, IReadOnlyList<GuardFigure> figures, List<string> notes)
    {
        using Scratch scratch = new();
        List<RecordedCosts> costs = [];
        foreach (Workload workload in workloads)
        {
            if (!figures.Any(figure => figure.Finding == GuardFinding.Regressed && figure.Limit.Workload == workload.Name && figure.Limit.Metric != Measurement.Metric.PeakRss.Name))
            {
                continue;
            }

            Duration expected = new((long)(GuardLimits.Typical(Measurement.Metric.Wall.Name, [.. run.Workloads.First(each => each.Name == workload.Name).Pairs.Rounds.Select(round => round.Runs[0]).OfType<RunSample>()]) ?? 0));
            List<Profile>[] sides = [[], []];
            for (int i = 0; i < (expected > _long ? 1 : Profiles); i++)
            {
                foreach (int arm in new[] { GuardArms.Base, GuardArms.Head })
                {
                    session.Progress.At(string.Create(CultureInfo.InvariantCulture, $"{workload.Name} · profile {i + 1}"));
                    if (One(session, arms, arm, workload, expected, scratch.Sub(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-{arm}-{i}")), notes) is Profile profile)
                    {
                        sides[arm].Add(profile);
                    }
                }
            }

            if (sides[0].Count > 0 && sides[1].Count > 0 && Difference(workload, sides, notes) is RecordedCosts found)
            {
                costs.Add(found);
            }
        }

        return costs;
    }

    private static RecordedCosts? Difference(Workload workload, List<Profile>[] sides, List<string> notes)
    {
        try
        {
            ProfileDifference difference = ProfileDifferences.Of(sides[0], sides[1]);
            using MemoryStream svg = new();
            DifferenceGraph.Render(sides[0], sides[1], difference, new() { Title = "What " + workload.Name + " costs more", Workload = workload.Name }, svg);
            byte[] graph = svg.ToArray();
            return new(
                new(workload.Name, difference),
                [
                    .. sides[0].Select((profile, i) => (string.Create(CultureInfo.InvariantCulture, $"cost-{workload.Name}-before-{i + 1}"), HoneProfile.Write(profile))),
                    .. sides[1].Select((profile, i) => (string.Create(CultureInfo.InvariantCulture, $"cost-{workload.Name}-after-{i + 1}"), HoneProfile.Write(profile))),
                    ($"cost-{workload.Name}.svg", graph),
                ],
                graph);
        }
        catch (ProblemException error)
        {
            notes.Add($"the profiles of {workload.Name} cannot be held against each other: {error.Problem.What}");
            return null;
        }
    }

    private static Profile? One(Session session, GuardArms arms, int arm, Workload workload, Duration expected, string scratch, List<string> notes)
    {
        arms.Clean(arm, workload);
        return OneCpuProfile.Record(arms.Request(workload), expected, scratch, notes, session.Cancellation) is Profile profile ? OwnCode.Relocate(profile, arms.Folder) : null;
    }
}
