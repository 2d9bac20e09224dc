using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>
/// Reads a channel of one recording after another and learns which tokens differ between them. Only those are taken out of the
/// comparison later: a place that never differed is compared byte by byte, whatever normaliser knows it.
/// </summary>
/// <param name="rules">The channel's normalisers.</param>
/// <param name="folders">Folders of this machine.</param>
/// <param name="spool">Makes an empty stream that can be written, read and sought, for the tokens of one recording.</param>
public sealed class NoiseReading(IReadOnlyList<NormaliserSettings> rules, KnownFolders folders, Func<Stream> spool) : ChannelReading, IDisposable
{
    private readonly List<TokenTrack> _tracks = [];
    private readonly TokenMask _mask = new();
    private readonly long[] _differing = new long[rules.Count];
    private readonly Distance[] _distances = new Distance[rules.Count];
    private ChannelCutter? _cutter;
    private long _bytes;
    private string? _trouble;
    private bool _sameShape = true;
    private bool _withinTolerance = true;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> bytes)
    {
        if (_cutter is null)
        {
            TokenTrack track = new(rules, spool());
            _tracks.Add(track);
            _cutter = new(rules, folders, track);
        }

        _bytes += _tracks.Count == 1 ? bytes.Length : 0;
        _cutter.Add(bytes);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        if (_cutter is null)
        {
            // A recording in which the channel is empty is one too.
            Add([]);
        }

        _cutter!.Finish();
        _trouble ??= _cutter.Trouble;
        _cutter = null;
        _tracks[^1].Finish();
        if (_tracks.Count > 1)
        {
            Compare(_tracks[0], _tracks[^1]);
        }
    }

    /// <summary>What the recordings showed.</summary>
    public ChannelNoise Result()
    {
        bool explained = _sameShape && _withinTolerance && _trouble is null;
        long masked = 0;
        string form = "";
        bool overflow = false;
        if (explained && _tracks.Count > 0)
        {
            GiveUpFalseIdentity();
            (form, masked, overflow) = Form(_tracks[0]);
        }

        return new()
        {
            Explained = explained,
            Trouble = _trouble,
            Mask = _mask,
            Form = form,
            Bytes = _bytes,
            Masked = masked,
            TooManyValues = overflow,
            Differing = _differing,
            Distances = _distances,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TokenTrack track in _tracks)
        {
            track.Dispose();
        }
    }

    private void Compare(TokenTrack first, TokenTrack other)
    {
        _sameShape = _sameShape && other.HasShapeOf(first);
        if (!_sameShape)
        {
            return;
        }

        long index = 0;
        foreach ((TokenRecord left, TokenRecord right) in first.Read().Zip(other.Read()))
        {
            if (left.Digest != right.Digest && !TokenKinds.IsTolerant(rules[left.Rule].Kind) && _mask.Add(index))
            {
                _differing[left.Rule]++;
            }

            index++;
        }

        foreach (((int rule, string text), (int _, string now)) in first.Values.Zip(other.Values))
        {
            _differing[rule] += text == now ? 0 : 1;
            _distances[rule] = _distances[rule].Or(Tolerance.Between(text, now) ?? default);
            _withinTolerance &= Tolerance.Allows(rules[rule], text, now);
        }
    }

    // Where equal values are equal by chance, as short numbers are now and then, the recordings do not agree on which are.
    private void GiveUpFalseIdentity()
    {
        for (int rule = 0; rule < rules.Count; rule++)
        {
            if (_differing[rule] > 0 && TokenKinds.HasIdentity(rules[rule].Kind) && _tracks.Select(track => Numbers(track, rule)).Distinct().Count() > 1)
            {
                _mask.MakeAnonymous(rule);
            }
        }
    }

    private string Numbers(TokenTrack track, int rule)
    {
        using FormHash hash = new(rules, _mask);
        HashCode lower = default;
        HashCode upper = default;
        foreach (TokenRecord token in track.Read())
        {
            int number = hash.Token(token);
            if (token.Rule == rule)
            {
                lower.Add(number);
                upper.Add(number * 31);
            }
        }

        return $"{lower.ToHashCode()} {upper.ToHashCode()}";
    }

    private (string Form, long Masked, bool Overflow) Form(TokenTrack track)
    {
        using FormHash hash = new(rules, _mask);
        foreach (TokenRecord token in track.Read())
        {
            hash.Token(token);
        }

        return (hash.Finish(track.Literals), hash.Masked, hash.Overflow);
    }
}
