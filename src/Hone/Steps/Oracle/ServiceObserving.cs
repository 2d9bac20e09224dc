using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Linux.Load;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Starts a server, asks it the requests of its workload one after another, and observes the answers.</summary>
internal static class ServiceObserving
{
    private static Duration AnswerTimeout => Duration.FromSeconds(10);

    /// <summary>The transcript, as the channel <c>http</c>, and how the server ended; a server that never becomes ready is something observed.</summary>
    public static Seen Once(Session session, OracleCase @case, RunPlace place, IReadOnlyDictionary<string, ChannelReading> readings)
    {
        ServiceLoad load = ServiceLoad.Of(session, @case.Service!, @case.Command, @case.StdinFile, place.Folder);
        using ChannelRecorder http = new(readings.GetValueOrDefault(ChannelName.Http));
        ServiceRequest request = load.Server with { Spawn = place.Surroundings.Apply(load.Server.Spawn with { Argv = [.. load.Server.Spawn.Argv, .. place.Arguments] }) };
        string ending;
        RunOutcome? outcome = null;
        try
        {
            using ServiceProcess service = ServiceProcess.Start(request, session.Cancellation);
            HttpTranscript.Ask(load.Requests, session.Project.Oracle.Headers, AnswerTimeout, http.Add, session.Cancellation);
            ServiceEnd end = service.Stop();
            outcome = end.Outcome;
            ending = end.Note ?? "ended when asked";
        }
        catch (ProblemException problem) when (problem.Problem.Rule is "service-ended" or "service-not-ready")
        {
            ending = problem.Problem.Rule == "service-ended" ? "ended before it was ready" : "was not ready in time";
        }

        return Observing.Of([Observing.OfText(ChannelName.Exit, ending), http.Finish(ChannelName.Http)]) with { Outcome = outcome, Place = place };
    }
}
