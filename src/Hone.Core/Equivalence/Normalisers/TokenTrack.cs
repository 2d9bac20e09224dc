using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>The first recording of a channel as far as it must be remembered: the hash of what lies between tokens, and a record of each token in a spool.</summary>
internal sealed class TokenTrack(IReadOnlyList<NormaliserSettings> rules, Stream spool) : ITokenSink, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _record = new byte[TokenRecord.Size];
    private long _offset;

    /// <summary>SHA-256 of the bytes between tokens; empty before the end.</summary>
    public byte[] Literals { get; private set; } = [];

    /// <summary>The texts of numbers with a tolerance, in order.</summary>
    public List<(int Rule, string Text)> Values { get; } = [];

    public void Literal(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _offset += bytes.Length;
    }

    public void Token(int rule, ReadOnlySpan<byte> raw)
    {
        if (TokenKinds.IsTolerant(rules[rule].Kind))
        {
            Values.Add((rule, Encoding.UTF8.GetString(raw)));
        }

        TokenRecord.Of(_offset, rule, raw).Write(_record);
        spool.Write(_record);
    }

    public void Finish()
    {
        Literals = _hash.GetHashAndReset();
        spool.Flush();
    }

    /// <summary>The tokens from the first on; one reader at a time.</summary>
    public IEnumerable<TokenRecord> Read() => TokenRecord.ReadAll(spool);

    public void Dispose()
    {
        _hash.Dispose();
        spool.Dispose();
    }
}
