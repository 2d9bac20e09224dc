using System.Diagnostics;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Machines;
using Hone.Opportunities.Growth;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Growth;

/// <summary>
/// Runs each workload over a ladder of sizes, the sizes taking turns so that a drift of the machine meets them all, then profiles the
/// sizes, and records all of it raw. A size that fails ends the ladder: what was measured below it is kept.
/// </summary>
internal static class GrowthStep
{
    /// <summary>The part of the budget for runs that are counted; the rest is for profiles.</summary>
    private const double ForRuns = 0.35;

    /// <summary>The workloads that have sizes, of those chosen by name, or of all; a problem when a chosen one has none, or nobody has any.</summary>
    public static IReadOnlyList<Workload> Select(Session session, IReadOnlyList<string> names)
    {
        Workload[] chosen = [.. session.Select(names)];
        Workload? without = names.Count > 0 ? Array.Find(chosen, workload => workload.Template is null) : chosen.All(workload => workload.Template is null) ? chosen[0] : null;
        if (without is null)
        {
            return [.. chosen.Where(workload => workload.Template is not null)];
        }

        string what = names.Count > 0 ? $"the workload {without.Name} has no sizes" : "no workload has sizes";
        throw new ProblemException(new(
            ExitCode.Usage,
            "no-sizes",
            $"{what}, so that nothing can be said of how its cost grows",
            without.Service is not null
                ? "of a server the load varies: see hone load; give a workload that ends by itself its sizes"
                : $"in [[workload]] {without.Name} of hone.toml write {{n}} where the size belongs, and the sizes: command = [{Quoted(without.Command.Words[0])}, \"{{n}}\"] and sizes = [1000, 2000, 4000, 8000]; or stdin = \"input-{{n}}.txt\" with prepare = {{ command = [\"gen\", \"{{n}}\"] }}")
        { Place = Path.Combine(session.Folder, Manifest.FileName) });
    }

    /// <summary>Measures and records the workloads.</summary>
    /// <param name="session">The project.</param>
    /// <param name="workloads">Workloads that have sizes.</param>
    /// <param name="sizes">Sizes instead of those of the manifest, or null.</param>
    /// <param name="budget">The time that each workload may take.</param>
    public static void Run(Session session, IReadOnlyList<Workload> workloads, IReadOnlyList<long>? sizes, Duration budget)
    {
        SealGuard.InsistOnce(session);
        BaselineStep.RecordHost(session);

        // Read before inputs of other sizes are made, which git may not ignore.
        _ = session.Commit;
        foreach (Workload workload in workloads)
        {
            Climb(session, workload, new(sizes ?? workload.Sizes, budget));
        }
    }

    private static void Climb(Session session, Workload workload, Ladder ladder)
    {
        using Scratch scratch = new();
        long started = Stopwatch.GetTimestamp();
        List<string> notes = [];
        session.Progress.Restart();
        List<SizedRuns> sizes = Try(session, workload, ladder, notes);
        Measure(session, sizes, ladder, started, notes);

        // The programs that were timed had the time to alter what they were timed on.
        SealGuard.Insist(session);
        SizedProfiles profiles = new(session, scratch, Left, notes);
        profiles.TakeCpu(sizes);
        profiles.Take(sizes, ProfileKind.Io);
        profiles.Take(sizes, ProfileKind.Allocation);
        profiles.TakeMoreCpu(sizes, () => IsUndecided(session, sizes));
        if (workload.Outputs.Count > 0)
        {
            // The outputs of the usual size are those that the golden ones are held against.
            WorkloadRun.Once(session, workload, session.Spawn(workload));
        }

        Record(session, workload, sizes, notes);

        Duration Left() => new(ladder.Budget.Nanoseconds - (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
    }

    // Upwards, one run each, until a size would take too long or fails. The first size must work: otherwise nothing is known.
    private static List<SizedRuns> Try(Session session, Workload workload, Ladder ladder, List<string> notes)
    {
        List<SizedRuns> sizes = [];
        while (ladder.After(sizes.Count) is long size)
        {
            Probe[] probes = [.. sizes.Select(each => new Probe(each.Size, each.First))];
            if (!ladder.Fits(probes, size))
            {
                if (!ladder.IsDoubled || sizes.Count < Ladder.WantedSizes)
                {
                    notes.Add(ladder.LeftOut(probes, size));
                }

                break;
            }

            session.Progress.At(FormattableString.Invariant($"{workload.Name} · first run of size {size}"));
            SizedRuns next = new(session, workload.AtSize(size));
            try
            {
                next.Try();
            }
            catch (ProblemException error) when (sizes.Count > 0 && error.Problem.Exit is ExitCode.GateSaidNo or ExitCode.Usage)
            {
                notes.Add(next.Failure(error));
                break;
            }

            sizes.Add(next);
        }

        return sizes;
    }

    private static void Measure(Session session, List<SizedRuns> sizes, Ladder ladder, long started, List<string> notes)
    {
        using HostActivity activity = new();
        session.Progress.Restart();
        for (int round = 0; round < Ladder.MostRuns; round++)
        {
            if (round >= Ladder.FewestRuns && Stopwatch.GetElapsedTime(started).TotalNanoseconds > ladder.Budget.Nanoseconds * ForRuns)
            {
                return;
            }

            // Up and down in turn, so that a steady drift falls on neither end.
            SizedRuns[] order = [.. round % 2 == 0 ? sizes : Enumerable.Reverse(sizes)];
            for (int i = 0; i < order.Length; i++)
            {
                session.Progress.At(FormattableString.Invariant($"{order[i].Workload.Name} · size {order[i].Size}, round {round + 1}"), (round * order.Length) + i, Ladder.MostRuns * order.Length);
                try
                {
                    order[i].Measure(activity);
                }
                catch (ProblemException error) when (order[i] != sizes[0] && error.Problem.Exit == ExitCode.GateSaidNo)
                {
                    notes.Add(order[i].Failure(error));
                    sizes.RemoveAll(size => size.Size >= order[i].Size);
                    order = [.. order.Where(sizes.Contains)];
                    i = order.Count(size => size.Runs.Count > round) - 1;
                }
            }
        }
    }

    private static bool IsUndecided(Session session, List<SizedRuns> sizes)
    {
        GrowthRun run = new(sizes[0].Workload.Name, [.. sizes.Select(size => new GrowthRung(size.Size, size.Runs, size.Profiles))], []);
        return GrowthReading.Of(run, OwnCode.In(session.Folder)).Functions.Any(function => function.IsUndecided);
    }

    private static void Record(Session session, Workload workload, List<SizedRuns> sizes, List<string> notes)
    {
        GrowthSamples samples = new() { Workload = workload.Name, Command = workload.Template!.Command.Text, Sizes = [.. sizes.Select(size => size.Samples())] };
        List<Artifact> artifacts = [session.Artifacts.Put(GrowthFact.Artifact, samples.Write())];
        foreach (SizedRuns size in sizes)
        {
            artifacts.AddRange(size.Profiles.OrderBy(pair => pair.Key).Select(pair => session.Artifacts.Put(GrowthFact.ProfileName(pair.Key, size.Size), HoneProfile.Write(pair.Value))));
        }

        session.Append(
            EntryKind.Growth,
            new GrowthFact(workload.Name, samples.Command, [.. sizes.Select(size => size.Size)], [.. sizes.Select(size => size.Runs.Count)], notes),
            FactJson.Default.GrowthFact,
            artifacts);
    }

    private static string Quoted(string word) => "\"" + Reporting.Printable.Clean(word) + "\"";
}
