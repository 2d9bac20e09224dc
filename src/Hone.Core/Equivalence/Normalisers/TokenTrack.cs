using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>One recording of a channel as far as it must be remembered: the hash of what lies between tokens, and a record of each token in a spool.</summary>
internal sealed class TokenTrack : ITokenSink, IDisposable
{
    private readonly IReadOnlyList<NormaliserSettings> _rules;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _spool;
    private readonly byte[] _record = new byte[TokenRecord.Size];
    private long _offset;

    public TokenTrack(IReadOnlyList<NormaliserSettings> rules, Stream spool) => (_rules, _spool) = (rules, spool);

    /// <summary>SHA-256 of the bytes between tokens; empty before the end.</summary>
    public byte[] Literals { get; private set; } = [];

    /// <summary>How many tokens there are.</summary>
    public long Tokens { get; private set; }

    /// <summary>The texts of numbers with a tolerance, in order.</summary>
    public List<(int Rule, string Text)> Values { get; } = [];

    public void Literal(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _offset += bytes.Length;
    }

    public void Token(int rule, ReadOnlySpan<byte> raw)
    {
        if (TokenKinds.IsTolerant(_rules[rule].Kind))
        {
            Values.Add((rule, Encoding.UTF8.GetString(raw)));
        }

        TokenRecord.Of(_offset, rule, raw).Write(_record);
        _spool.Write(_record);
        Tokens++;
    }

    public void Finish()
    {
        Literals = _hash.GetHashAndReset();
        _spool.Flush();
    }

    /// <summary>The tokens from the first on; one reader at a time.</summary>
    public IEnumerable<TokenRecord> Read()
    {
        _spool.Position = 0;
        byte[] records = new byte[TokenRecord.Size * 1024];
        int read;
        while ((read = _spool.ReadAtLeast(records, records.Length, throwOnEndOfStream: false)) > 0)
        {
            for (int at = 0; at + TokenRecord.Size <= read; at += TokenRecord.Size)
            {
                yield return TokenRecord.Read(records.AsSpan(at));
            }
        }
    }

    /// <summary>True when the other recording has the same text around tokens of the same kinds at the same places.</summary>
    public bool HasShapeOf(TokenTrack other) =>
        Tokens == other.Tokens && Literals.AsSpan().SequenceEqual(other.Literals)
        && Read().Zip(other.Read()).All(pair => pair.First.Offset == pair.Second.Offset && pair.First.Rule == pair.Second.Rule);

    public void Dispose()
    {
        _hash.Dispose();
        _spool.Dispose();
    }
}
