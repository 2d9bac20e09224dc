namespace Hone.Equivalence;

/// <summary>What each channel was in every recording of the unchanged program, and what its differences follow.</summary>
/// <param name="umask">The umask of recordings as they are.</param>
/// <param name="otherUmask">The umask of recordings that have <see cref="Axis.Umask"/> changed.</param>
public sealed class ChannelHistory(int umask, int otherUmask)
{
    private readonly List<Dictionary<string, GoldenChannel>> _recordings = [];
    private readonly Dictionary<string, string> _shown = [];
    private readonly Dictionary<string, byte[]> _firstBytes = [];

    /// <summary>Every channel of any recording, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _recordings.SelectMany(channels => channels.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>True when any channel differed.</summary>
    public bool Differs => Names.Any(name => !IsSame(name));

    /// <summary>Adds a recording.</summary>
    /// <param name="recording">Which, counted from 0; it tells what was changed around it.</param>
    /// <param name="observation">What was seen.</param>
    /// <param name="bytes">The bytes of kept channels.</param>
    public void Add(int recording, Observation observation, IReadOnlyDictionary<string, byte[]> bytes)
    {
        bool masked = Variation.IsChanged(Axis.Umask, recording);
        Dictionary<string, GoldenChannel> channels = observation.Channels.ToDictionary(
            channel => channel.Name,
            channel => channel with { Mode = masked ? Unmasked(channel) : channel.Mode });
        _recordings.Add(channels);
        foreach ((string name, byte[] now) in bytes)
        {
            if (_recordings.Count == 1)
            {
                _firstBytes[name] = now;
            }
            else if (!_shown.ContainsKey(name) && _firstBytes.TryGetValue(name, out byte[]? first) && FirstDifference.Find(first, now) is FirstDifference difference)
            {
                _shown[name] = FormattableString.Invariant($"line {difference.Line}: '{difference.Expected}' and '{difference.Actual}'");
            }
        }
    }

    /// <summary>True when a channel was the same in every recording.</summary>
    public bool IsSame(string name) => Values(name, content: true).Distinct().Count() == 1;

    /// <summary>True when a channel was there in every recording, with the same kind and permissions, be its content what it may.</summary>
    public bool IsSameButForContent(string name) => Values(name, content: false).Distinct().Count() == 1;

    /// <summary>A channel that differed, in one sentence: where, and what it follows.</summary>
    public string Describe(string name, int recordings)
    {
        IReadOnlyList<string?> values = Values(name, content: true);
        int different = values.Distinct().Count();
        string what = values.Contains(null) ? $"was produced in {values.Count(value => value is not null)} of {recordings} recordings of the unchanged program"
            : $"differs between {recordings} recordings of the unchanged program ({different} different)";
        string where = _shown.TryGetValue(name, out string? shown) ? "; " + shown : "";
        string why = Variation.Follows(values) is Axis axis ? $"; it follows {Variation.NameOf(axis)}" : "; it follows nothing that was varied";
        return $"{name}: {what}{where}{why}. It is quarantined: it supports no claim until it is made repeatable or a normaliser explains it";
    }

    private IReadOnlyList<string?> Values(string name, bool content) =>
        [.. _recordings.Select(channels => channels.TryGetValue(name, out GoldenChannel? channel) ? $"{channel.Kind} {channel.Mode} {(content ? channel.Sha256 : "")}" : null)];

    // A file that is new loses the bits of the umask; if it shows what the first one shows but for these, it has the same permissions.
    private string? Unmasked(GoldenChannel channel)
    {
        if (channel.Mode is null || _recordings.Count == 0 || !_recordings[0].TryGetValue(channel.Name, out GoldenChannel? first) || first.Mode is null)
        {
            return channel.Mode;
        }

        int now = Convert.ToInt32(channel.Mode, 8);
        int then = Convert.ToInt32(first.Mode, 8);
        int lost = umask | otherUmask;
        return (now & ~lost) == (then & ~lost) ? first.Mode : channel.Mode;
    }
}
