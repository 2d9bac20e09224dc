using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>A later recording of a channel, held against the first while it comes: of its tokens only those that differ are remembered.</summary>
/// <param name="rules">The channel's normalisers.</param>
/// <param name="first">The first recording.</param>
/// <param name="spool">An empty stream.</param>
internal sealed class TokenDifference(IReadOnlyList<NormaliserSettings> rules, TokenTrack first, Stream spool) : ITokenSink, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IEnumerator<TokenRecord> _expected = first.Read().GetEnumerator();
    private readonly byte[] _record = new byte[TokenRecord.Size];
    private long _offset;
    private long _index;

    /// <summary>True while the text around tokens, and their kinds and places, are those of the first recording.</summary>
    public bool SameShape { get; private set; } = true;

    /// <summary>The texts of numbers with a tolerance, in order.</summary>
    public List<(int Rule, string Text)> Values { get; } = [];

    public void Literal(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _offset += bytes.Length;
    }

    public void Token(int rule, ReadOnlySpan<byte> raw)
    {
        if (!SameShape)
        {
            return;
        }

        TokenRecord token = TokenRecord.Of(_offset, rule, raw);
        SameShape = _expected.MoveNext() && _expected.Current.Offset == token.Offset && _expected.Current.Rule == rule;
        if (SameShape && TokenKinds.IsTolerant(rules[rule].Kind))
        {
            Values.Add((rule, Encoding.UTF8.GetString(raw)));
        }
        else if (SameShape && _expected.Current.Digest != token.Digest)
        {
            // In the place of its offset stands its index.
            (token with { Offset = _index }).Write(_record);
            spool.Write(_record);
        }

        _index++;
    }

    public void Finish()
    {
        SameShape = SameShape && !_expected.MoveNext() && _hash.GetHashAndReset().AsSpan().SequenceEqual(first.Literals);
        _expected.Dispose();
        spool.Flush();
    }

    /// <summary>The tokens that differ, with their index instead of their offset.</summary>
    public IEnumerable<TokenRecord> Differing() => TokenRecord.ReadAll(spool);

    /// <summary>All tokens of the recording.</summary>
    public IEnumerable<TokenRecord> Read()
    {
        using IEnumerator<TokenRecord> other = Differing().GetEnumerator();
        bool more = other.MoveNext();
        long index = 0;
        foreach (TokenRecord token in first.Read())
        {
            bool differs = more && other.Current.Offset == index;
            yield return differs ? other.Current with { Offset = token.Offset } : token;
            more = differs ? other.MoveNext() : more;
            index++;
        }
    }

    public void Dispose()
    {
        _expected.Dispose();
        _hash.Dispose();
        spool.Dispose();
    }
}
