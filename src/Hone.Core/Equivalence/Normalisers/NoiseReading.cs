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
    private readonly List<TokenDifference> _later = [];
    private readonly TokenMask _mask = new();
    private readonly long[] _differing = new long[rules.Count];
    private readonly Distance[] _distances = new Distance[rules.Count];
    private TokenTrack? _first;
    private ChannelCutter? _cutter;
    private long _bytes;
    private string? _trouble;
    private bool _sameShape = true;
    private bool _withinTolerance = true;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> bytes)
    {
        _cutter ??= new(rules, folders, Begin());
        _bytes += _later.Count == 0 ? bytes.Length : 0;
        _cutter.Add(bytes);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        // A recording in which the channel is empty is one too.
        _cutter ??= new(rules, folders, Begin());
        _cutter.Finish();
        _trouble ??= _cutter.Trouble;
        _cutter = null;
        if (_later.Count == 0)
        {
            _first!.Finish();
        }
        else
        {
            Compare(_first!, _later[^1]);
        }
    }

    /// <summary>What the recordings showed.</summary>
    public ChannelNoise Result()
    {
        bool explained = _sameShape && _withinTolerance && _trouble is null;
        long masked = 0;
        string form = "";
        bool overflow = false;
        if (explained && _first is TokenTrack first)
        {
            GiveUpFalseIdentity(first);
            (form, masked, overflow) = Form(first);
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
        _first?.Dispose();
        foreach (TokenDifference later in _later)
        {
            later.Dispose();
        }
    }

    private ITokenSink Begin()
    {
        if (_first is null)
        {
            return _first = new(rules, spool());
        }

        _later.Add(new(rules, _first, spool()));
        return _later[^1];
    }

    private void Compare(TokenTrack first, TokenDifference other)
    {
        other.Finish();
        _sameShape &= other.SameShape;
        if (!_sameShape)
        {
            return;
        }

        foreach (TokenRecord token in other.Differing())
        {
            _differing[token.Rule] += _mask.Add(token.Offset) ? 1 : 0;
        }

        foreach (((int rule, string text), (int _, string now)) in first.Values.Zip(other.Values))
        {
            _differing[rule] += text == now ? 0 : 1;
            _distances[rule] = _distances[rule].Or(Tolerance.Between(text, now) ?? default);
            _withinTolerance &= Tolerance.Allows(rules[rule], text, now);
        }
    }

    // Where equal values are equal by chance, as short numbers are now and then, the recordings do not agree on which are.
    private void GiveUpFalseIdentity(TokenTrack first)
    {
        for (int rule = 0; rule < rules.Count; rule++)
        {
            if (_differing[rule] == 0 || !TokenKinds.HasIdentity(rules[rule].Kind))
            {
                continue;
            }

            (int, int) own = Numbers(first.Read(), rule);
            if (_later.Any(later => Numbers(later.Read(), rule) != own))
            {
                _mask.MakeAnonymous(rule);
            }
        }
    }

    private (int, int) Numbers(IEnumerable<TokenRecord> tokens, int rule)
    {
        using FormHash hash = new(rules, _mask);
        HashCode lower = default;
        HashCode upper = default;
        foreach (TokenRecord token in tokens)
        {
            int number = hash.Token(token);
            if (token.Rule == rule)
            {
                lower.Add(number);
                upper.Add(number * 31);
            }
        }

        return (lower.ToHashCode(), upper.ToHashCode());
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
