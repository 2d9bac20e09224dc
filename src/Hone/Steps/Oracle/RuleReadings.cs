using Hone.Equivalence.Normalisers;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>
/// Reads one channel of every recording with its normalisers, and once more without each of those that change the whole text, to see
/// whether they are needed.
/// </summary>
internal sealed class RuleReadings : ChannelReading, IDisposable
{
    private readonly NoiseReading _all;
    private readonly Dictionary<int, NoiseReading> _without = [];

    /// <param name="rules">The channel's normalisers, at least one.</param>
    /// <param name="folders">Folders of this machine.</param>
    /// <param name="spool">Makes empty streams.</param>
    public RuleReadings(IReadOnlyList<NormaliserSettings> rules, KnownFolders folders, Func<Stream> spool)
    {
        Rules = rules;
        _all = new(rules, folders, spool);
        foreach ((int index, NormaliserSettings rule) in rules.Index())
        {
            if (rule.Kind is NormaliserKind.Json or NormaliserKind.Multiset or NormaliserKind.Unpack)
            {
                _without[index] = new([.. rules.Where(other => other != rule)], folders, spool);
            }
        }
    }

    /// <summary>The channel's normalisers.</summary>
    public IReadOnlyList<NormaliserSettings> Rules { get; }

    public override void Add(ReadOnlySpan<byte> bytes)
    {
        _all.Add(bytes);
        foreach (NoiseReading reading in _without.Values)
        {
            reading.Add(bytes);
        }
    }

    public override void Finish()
    {
        _all.Finish();
        foreach (NoiseReading reading in _without.Values)
        {
            reading.Finish();
        }
    }

    /// <summary>What the recordings showed.</summary>
    public ChannelNoise Result() => _all.Result();

    /// <summary>Whether the recordings would differ without a normaliser; null when they differ even with all, so that it cannot be told.</summary>
    public bool? IsNeeded(int rule, ChannelNoise noise) =>
        noise.Differing[rule] > 0 ? true
        : !noise.Explained ? null
        : _without.TryGetValue(rule, out NoiseReading? reading) && !reading.Result().Explained;

    public void Dispose()
    {
        _all.Dispose();
        foreach (NoiseReading reading in _without.Values)
        {
            reading.Dispose();
        }
    }
}
