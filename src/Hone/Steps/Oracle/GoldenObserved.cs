using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Ledger;
using Hone.Measurement;

namespace Hone.Cli.Steps.Oracle;

/// <summary>
/// A golden output as invariants read it. Its figures are those of the baseline: the medians of wall and CPU time and the largest
/// peak memory of its runs; a case, which is never timed, has none.
/// </summary>
internal sealed class GoldenObserved(Session session, CaseOracle oracle) : IObserved
{
    private readonly InputFiles _inputs = new(oracle.Case, RunPlace.Of(session));
    private readonly Lazy<BaselineSummary?> _baseline = new(() => Summary(session, oracle));

    /// <inheritdoc/>
    public IObserved? Base => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Command => oracle.Case.Command.Argv;

    /// <summary>The stable channels whose bytes are kept.</summary>
    public IReadOnlyList<string> Channels => [.. oracle.Golden.Fact.Channels.Where(channel => channel.Stable && channel.Kept).Select(channel => channel.Name)];

    /// <summary>The inputs that can be read, by path, and <c>stdin</c>.</summary>
    public IReadOnlyList<string> Inputs => _inputs.Names;

    /// <inheritdoc/>
    public ObservedContent Bytes(string channel)
    {
        GoldenChannel? golden = oracle.Golden.Fact.Channels.FirstOrDefault(each => each.Name == channel && each.Sha256.Length > 0);
        return golden is null ? ObservedContent.Absent
            : golden.Stable && golden.Kept && oracle.GoldenBytes(channel) is byte[] bytes ? ObservedContent.Of(bytes)
            : ObservedContent.NotKept;
    }

    /// <inheritdoc/>
    public ObservedContent Input(string path) => _inputs.Read(path);

    /// <inheritdoc/>
    public decimal? Number(string metric) => _baseline.Value is not BaselineSummary summary ? null : metric switch
    {
        "wall" => (decimal)summary.P50.Value / 1e9m,
        "cpu" => summary.Cpu.Nanoseconds / 1e9m,
        "peak" => summary.PeakRss.Value,
        _ => null,
    };

    /// <inheritdoc/>
    public IObserved? Run(RunRequest request) => null;

    private static BaselineSummary? Summary(Session session, CaseOracle oracle) =>
        oracle.Case.IsWorkload ? RecordedBaseline.Of(session, session.Evidence().Baselines.GetValueOrDefault(oracle.Case.Workload)?.Entry) : null;
}
