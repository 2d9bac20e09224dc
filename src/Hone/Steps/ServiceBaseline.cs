using Hone.Ledger;
using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Step A for a workload that is a server: its latencies under the manifest's load, from the intended start of each request.</summary>
internal static class ServiceBaseline
{
    /// <summary>Starts the server, offers each rate, ends it, and records the latencies.</summary>
    public static ServiceSamples Run(Session session, Workload workload)
    {
        WorkloadRun.Prepare(session, workload);
        ServiceLoad load = ServiceLoad.Of(session, workload);
        session.Progress.At(workload.Name + " · under load");
        LoadOutcome outcome = LoadStep.Run(load.Server, LoadTarget.Resolve(load.Requests), load.Plans, what => session.Progress.During($"{workload.Name} · {what}"), session.Cancellation);
        ServiceSamples samples = new()
        {
            Workload = workload.Name,
            Command = workload.Command.Text,
            Target = workload.Service!.Url ?? workload.Service.RequestsFile!,
            CpuNanoseconds = (outcome.Server?.Outcome?.User + outcome.Server?.Outcome?.System)?.Nanoseconds,
            PeakRssBytes = outcome.Server?.Outcome?.PeakRss.Value,
            Loads = [.. outcome.Results.Select(ServiceLoadSample.Of)],
            Notes = [.. outcome.Results.SelectMany(result => result.Notes).Append(outcome.Server?.Note).OfType<string>().Distinct()],
        };
        session.Append(
            EntryKind.Baseline,
            new BaselineFact(workload.Name, workload.Command.Text, 0, samples.Loads.Count, InputHashes.Of(session, workload), [.. samples.Loads.Select(each => each.Rate)]) { InRound = session.InRound },
            FactJson.Default.BaselineFact,
            [session.Artifacts.Put("latencies.json", samples.Write())]);
        return samples;
    }
}
