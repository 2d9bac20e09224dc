using Hone.Changes.Proofs;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>One case of the oracle as trials use it: run it somewhere, and say what differs. Safe to use from several threads in several trees.</summary>
internal sealed class CaseJudge(Session session, CaseOracle oracle)
{
    private static readonly TokenMask _noMask = new();

    private readonly HashSet<string> _quarantined = [.. oracle.Golden.Fact.Channels.Where(channel => !channel.Stable).Select(channel => channel.Name)];

    /// <summary>The case.</summary>
    public OracleCase Case => oracle.Case;

    /// <summary>How many channels of its golden output are stable, and so compared.</summary>
    public int Stable => oracle.Golden.Fact.Channels.Count(channel => channel.Stable);

    /// <summary>What a run is held against beside it: how readings of channels are made, as <see cref="Run"/> does.</summary>
    public IReadOnlyDictionary<string, ChannelReading> Readings() => oracle.Readings();

    /// <summary>What differs from the golden output alone; invariants are not asked.</summary>
    public OracleVerdict Compare(Seen seen) => oracle.Compare(seen);

    /// <summary>The first place where a run differs from the golden output; null when no bytes of it are kept.</summary>
    public string? FirstDifferenceOf(Seen seen, IReadOnlyList<Divergence> divergences) => oracle.FirstDifferenceOf(seen, divergences);

    /// <summary>The names of the invariants that are about it.</summary>
    public IReadOnlyList<string> Invariants { get; } = [.. oracle.Invariants.Select(invariant => invariant.Name)];

    /// <summary>Runs it once.</summary>
    public Seen Run(RunPlace place)
    {
        IReadOnlyDictionary<string, ChannelReading> readings = oracle.Readings();
        Seen seen = Observing.Once(session, oracle.Case, place, readings);
        return readings.Count == 0 ? seen : seen with
        {
            Forms = readings.Where(pair => pair.Value is FormReading { Form: not null }).ToDictionary(pair => pair.Key, pair => ((FormReading)pair.Value).Form!),
        };
    }

    /// <summary>What the oracle says of a run.</summary>
    public OracleVerdict Judge(Seen seen) => oracle.Judge(seen);

    /// <summary>
    /// What the oracle says of a run of another source: where nothing but what any edit of the source changes differs on standard error, the
    /// lines in a stack trace (<see cref="ErrorShape"/>), that is no difference.
    /// </summary>
    public OracleVerdict Forgiving(OracleVerdict verdict, Seen seen) => !IsOnStderr(verdict.Divergences) || oracle.GoldenBytes(ChannelName.Stderr) is not byte[] golden ? verdict
        : verdict with { Divergences = Forgiving(verdict.Divergences, golden, seen, [session.Folder, .. FolderOf(seen)]) };

    /// <summary>The same of what differs between two runs that lie at one path.</summary>
    public static IReadOnlyList<Divergence> Forgiving(IReadOnlyList<Divergence> found, Seen unchanged, Seen other) =>
        IsOnStderr(found) && unchanged.Bytes.GetValueOrDefault(ChannelName.Stderr) is byte[] said ? Forgiving(found, said, other, [.. FolderOf(unchanged), .. FolderOf(other)]) : found;

    private static bool IsOnStderr(IReadOnlyList<Divergence> found) => found.Any(divergence => divergence.Channel == ChannelName.Stderr);

    private static string[] FolderOf(Seen seen) => seen.Place is RunPlace place ? [place.Folder] : [];

    private static IReadOnlyList<Divergence> Forgiving(IReadOnlyList<Divergence> found, byte[] expected, Seen seen, string[] folders) =>
        seen.Bytes.GetValueOrDefault(ChannelName.Stderr) is byte[] now && ErrorShape.Same(expected, now, folders, failed: seen.Ending != "0")
            ? [.. found.Where(divergence => divergence.Channel != ChannelName.Stderr)]
            : found;

    /// <summary>What differs between two runs on the same input, normalised as the oracle does it; goldens and invariants are not asked.</summary>
    public IReadOnlyList<Divergence> Between(Seen unchanged, Seen other)
    {
        Dictionary<string, GoldenChannel> theirs = other.Observation.Channels.ToDictionary(channel => channel.Name);
        List<Divergence> found = [];
        foreach (GoldenChannel channel in unchanged.Observation.Channels.Where(channel => !_quarantined.Contains(channel.Name)))
        {
            if (!theirs.Remove(channel.Name, out GoldenChannel? candidate))
            {
                found.Add(new(channel.Name, "was not produced"));
            }
            else if (candidate.Sha256 != channel.Sha256 || candidate.Kind != channel.Kind || candidate.Mode != channel.Mode)
            {
                if (Channel(channel, unchanged).Differs(candidate, other.Forms.GetValueOrDefault(channel.Name), other.Bytes.GetValueOrDefault(channel.Name), () => unchanged.Bytes.GetValueOrDefault(channel.Name)) is Divergence divergence)
                {
                    found.Add(divergence);
                }
            }
        }

        found.AddRange(theirs.Keys.Where(name => !_quarantined.Contains(name)).Order(StringComparer.Ordinal).Select(name => new Divergence(name, "was produced by one of the two alone")));
        return found;
    }

    private ChannelOracle Channel(GoldenChannel channel, Seen seen)
    {
        IReadOnlyList<NormaliserSettings> rules = OracleOf.Rules(session.Project, oracle.Case, channel.Name);
        ChannelOracle plain = new(channel, rules, oracle.Channels.GetValueOrDefault(channel.Name)?.Mask ?? _noMask, OracleOf.Folders([]));
        ChannelForm? form = rules.Count == 0 ? null
            : seen.Forms.GetValueOrDefault(channel.Name) ?? (seen.Bytes.GetValueOrDefault(channel.Name) is byte[] bytes ? FormReading.Of(bytes, rules, plain.Mask, plain.Folders) : null);
        return form is null ? plain : plain with { Golden = channel with { Form = form.Sha256 } };
    }
}
