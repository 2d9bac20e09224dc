using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Linux.Processes;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>A run of a case as its invariants read it: what was seen, its inputs as they lie there, its golden output beside it.</summary>
internal sealed class SeenObserved(Session session, CaseOracle oracle, Seen seen, Func<GoldenObserved> golden) : IObserved
{
    private readonly InputFiles _inputs = new(oracle.Case, seen.Place ?? RunPlace.Of(session));

    /// <inheritdoc/>
    public IObserved Base => golden();

    /// <inheritdoc/>
    public IReadOnlyList<string> Command => oracle.Case.Command.Argv;

    /// <inheritdoc/>
    public ObservedContent Bytes(string channel) =>
        seen.Bytes.TryGetValue(channel, out byte[]? bytes) ? ObservedContent.Of(bytes)
        : seen.Observation.Channels.Any(each => each.Name == channel) ? ObservedContent.NotKept
        : ObservedContent.Absent;

    /// <inheritdoc/>
    public ObservedContent Input(string path) => _inputs.Read(path);

    /// <inheritdoc/>
    public decimal? Number(string metric) => seen.Outcome is not RunOutcome outcome ? null : metric switch
    {
        "wall" => outcome.Wall.Nanoseconds / 1e9m,
        "cpu" => (outcome.User.Nanoseconds + outcome.System.Nanoseconds) / 1e9m,
        "peak" => outcome.PeakRss.Value,
        _ => null,
    };

    /// <inheritdoc/>
    public IObserved Run(RunRequest request) => OtherRun.Make(session, oracle.Case, seen.Place ?? RunPlace.Of(session), request);
}
