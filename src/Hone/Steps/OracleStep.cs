using Hone.Equivalence;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Step C: golden outputs, recorded several times so that noise is seen, and the comparison with them.</summary>
internal static class OracleStep
{
    private const int Recordings = 3;
    private const string ServersAreNotCompared = "a server has no golden output in this version: nothing says that its answers stay the same";

    /// <summary>The outcome of one check.</summary>
    public sealed record Check(string Workload, IReadOnlyList<Divergence> Divergences, IReadOnlyList<string> Unstable, string? FirstDifference);

    /// <summary>Records the goldens of the workloads and the list for <c>sha256sum -c</c>.</summary>
    public static void Record(Session session, IReadOnlyList<Workload> workloads)
    {
        for (int i = 0; i < workloads.Count; i++)
        {
            if (workloads[i].Service is not null)
            {
                session.Append(EntryKind.Golden, new GoldenFact(workloads[i].Name, workloads[i].Command.Text, 0, [], [ServersAreNotCompared]), FactJson.Default.GoldenFact);
                continue;
            }

            WorkloadRun.Prepare(session, workloads[i]);
            RecordOne(session, workloads[i], i, workloads.Count);
        }

        GoldenFolder.Write(session);
    }

    /// <summary>Runs the workloads once more and compares; workloads without a golden are a problem of exit code 1.</summary>
    public static IReadOnlyList<Check> Compare(Session session, IReadOnlyList<Workload> workloads)
    {
        Evidence evidence = session.Evidence();
        List<Check> checks = [];
        foreach (Workload workload in workloads)
        {
            if (workload.Service is not null)
            {
                session.Progress.Say($"{workload.Name}: {ServersAreNotCompared}");
                continue;
            }

            if (!evidence.Goldens.TryGetValue(workload.Name, out Recorded<GoldenFact>? golden))
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "no-golden",
                    "there is no golden output of this workload",
                    "record it on the unchanged program with: hone oracle record")
                { Place = "workload " + workload.Name });
            }

            session.Progress.At(workload.Name, checks.Count, workloads.Count);
            WorkloadRun.Prepare(session, workload);
            Observing.Seen seen = Observing.Once(session, workload);
            session.Append(EntryKind.OracleCheck, new OracleCheckFact(workload.Name, seen.Observation.Channels), FactJson.Default.OracleCheckFact);
            checks.Add(Judge(session, workload, golden, seen));
        }

        return checks;
    }

    private static void RecordOne(Session session, Workload workload, int index, int of)
    {
        Observing.Seen first = Observing.Once(session, workload);
        HashSet<string> unstable = [];
        List<string> notes = [];
        for (int i = 1; i < Recordings; i++)
        {
            session.Progress.At($"{workload.Name} · recording {i + 1} of {Recordings}", index, of);
            Observing.Seen again = Observing.Once(session, workload);
            foreach (Divergence divergence in Divergences.Between(first.Observation, again.Observation))
            {
                if (unstable.Add(divergence.Channel))
                {
                    notes.Add($"{divergence.Channel}: {divergence.What} between two recordings of the unchanged program; it supports no claim until it is made repeatable");
                }
            }
        }

        List<GoldenChannel> channels = [.. first.Observation.Channels.Select(channel => channel with { Stable = !unstable.Contains(channel.Name) })];
        channels.AddRange(unstable.Where(name => !channels.Any(channel => channel.Name == name)).Order(StringComparer.Ordinal).Select(name => new GoldenChannel(name, "", 0) { Stable = false }));
        notes.AddRange(channels.Where(channel => channel.Bytes > ChannelRecorder.KeepLimit).Select(channel =>
            $"{channel.Name}: {new Bytes(channel.Bytes)} is above {new Bytes(ChannelRecorder.KeepLimit)}, only its hash is kept; a difference will be found but not shown"));
        List<Artifact> artifacts = [.. first.Bytes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => session.Artifacts.Put(pair.Key, pair.Value))];
        session.Append(EntryKind.Golden, new GoldenFact(workload.Name, workload.Command.Text, Recordings, channels, notes), FactJson.Default.GoldenFact, artifacts);
    }

    private static Check Judge(Session session, Workload workload, Recorded<GoldenFact> golden, Observing.Seen seen)
    {
        HashSet<string> unstable = [.. golden.Fact.Channels.Where(channel => !channel.Stable).Select(channel => channel.Name)];
        IReadOnlyList<Divergence> divergences =
        [
            .. Divergences.Between(new(golden.Fact.Channels), seen.Observation).Where(divergence => !unstable.Contains(divergence.Channel)),
        ];
        string? shown = null;
        foreach (Divergence divergence in divergences)
        {
            Artifact? artifact = golden.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == divergence.Channel);
            if (artifact is not null && session.Artifacts.Read(artifact) is byte[] expected && seen.Bytes.TryGetValue(divergence.Channel, out byte[]? actual))
            {
                shown = $"{divergence.Channel}, {FirstDifference.Find(expected, actual)}";
                break;
            }
        }

        return new(workload.Name, divergences, [.. unstable.Order(StringComparer.Ordinal)], shown);
    }
}
