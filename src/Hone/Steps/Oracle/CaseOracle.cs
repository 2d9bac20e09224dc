using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Ledger;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Everything that a run of one case is held against: its golden output, normalisers and invariants.</summary>
/// <param name="Case">The case.</param>
/// <param name="Golden">Its golden output as it was recorded.</param>
/// <param name="Channels">Its channels, by name.</param>
/// <param name="Invariants">The invariants about it, in manifest order.</param>
/// <param name="GoldenBytes">Reads the golden bytes of a channel; null when they are not kept on this machine. Safe to call from several threads.</param>
internal sealed record CaseOracle(
    OracleCase Case,
    Recorded<GoldenFact> Golden,
    IReadOnlyDictionary<string, ChannelOracle> Channels,
    IReadOnlyList<InvariantSettings> Invariants,
    Func<string, byte[]?> GoldenBytes)
{
    /// <summary>Says which invariants do not hold of a run, by name and in a sentence.</summary>
    public Func<CaseOracle, Seen, IReadOnlyList<BrokenInvariant>> Broken { get; init; } = static (_, _) => [];

    /// <summary>The golden observation.</summary>
    public Observation Observation { get; } = new(Golden.Fact.Channels);

    /// <summary>Readings for one run, so that channels too large to keep are compared as well; for <see cref="Observing.Once"/>.</summary>
    public IReadOnlyDictionary<string, ChannelReading> Readings() =>
        Channels.Where(pair => !pair.Value.IsExact && pair.Value.Golden.Stable).ToDictionary(pair => pair.Key, pair => (ChannelReading)pair.Value.Reading());

    /// <summary>Holds a run against the golden output. Pure, given the bytes.</summary>
    public OracleVerdict Judge(Seen seen)
    {
        HashSet<string> unstable = [.. Golden.Fact.Channels.Where(channel => !channel.Stable).Select(channel => channel.Name)];
        Dictionary<string, GoldenChannel> now = seen.Observation.Channels.ToDictionary(channel => channel.Name);
        List<Divergence> divergences = [];
        List<string> notes = [.. seen.Notes];
        foreach (GoldenChannel golden in Golden.Fact.Channels.Where(channel => channel.Stable))
        {
            if (!now.TryGetValue(golden.Name, out GoldenChannel? candidate))
            {
                if (golden.Name != ChannelName.Writes)
                {
                    divergences.Add(new(golden.Name, "is in the golden output and was not produced"));
                }
            }
            else if (Channels[golden.Name].Differs(candidate, seen.Forms.GetValueOrDefault(golden.Name), seen.Bytes.GetValueOrDefault(golden.Name), () => GoldenBytes(golden.Name)) is Divergence divergence)
            {
                divergences.Add(divergence);
            }
        }

        bool untraced = !Channels.ContainsKey(ChannelName.Writes);
        divergences.AddRange(now.Keys.Where(name => !Channels.ContainsKey(name) && !(untraced && name == ChannelName.Writes)).Order(StringComparer.Ordinal)
            .Select(name => new Divergence(name, "was produced and is not in the golden output")));
        return new(divergences, Broken(this, seen), [.. unstable.Order(StringComparer.Ordinal)]) { Notes = notes };
    }

    /// <summary>The first place where a run differs from the golden output, as people read it; null when no bytes of it are kept.</summary>
    public string? FirstDifferenceOf(Seen seen, IReadOnlyList<Divergence> divergences)
    {
        foreach (Divergence divergence in divergences)
        {
            if (Channels.TryGetValue(divergence.Channel, out ChannelOracle? channel) && GoldenBytes(divergence.Channel) is byte[] expected
                && seen.Bytes.TryGetValue(divergence.Channel, out byte[]? actual) && FirstDifference.Find(channel.Text(expected), channel.Text(actual)) is FirstDifference first)
            {
                return $"{divergence.Channel}, {first}";
            }
        }

        return null;
    }
}
