using System.Buffers.Binary;
using System.Security.Cryptography;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>
/// The hash of a form: over the bytes between tokens, over each token's kind and place among them, over the bytes of each token
/// that is compared, and over the number of each that is not: equal values that are taken out have equal numbers.
/// </summary>
/// <param name="rules">The channel's normalisers.</param>
/// <param name="mask">What is taken out.</param>
internal sealed class FormHash(IReadOnlyList<NormaliserSettings> rules, TokenMask mask) : IDisposable
{
    /// <summary>How many different values may be told apart in one channel: what a table of 4 MiB holds.</summary>
    public const int MostValues = 1 << 16;

    private readonly IncrementalHash _tokens = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(int Rule, UInt128 Digest), int> _numbers = [];
    private readonly bool[] _tolerant = [.. rules.Select(rule => TokenKinds.IsTolerant(rule.Kind))];
    private readonly bool[] _identity = [.. rules.Select((rule, index) => TokenKinds.HasIdentity(rule.Kind) && !mask.IsAnonymous(index))];
    private long _index;

    /// <summary>Bytes that were taken out.</summary>
    public long Masked { get; private set; }

    /// <summary>True when there were more values than can be told apart; later ones have no number then.</summary>
    public bool Overflow { get; private set; }

    /// <summary>Adds the next token.</summary>
    /// <returns>Its number when it is taken out and has identity, 0 when it is taken out without, -1 when it is compared.</returns>
    public int Token(TokenRecord token)
    {
        Span<byte> bytes = stackalloc byte[8 + 4 + 1 + 16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, token.Offset);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], token.Rule);
        int number = -1;
        if (_tolerant[token.Rule])
        {
            bytes[12] = 2;
            bytes[13..].Clear();
        }
        else if (mask[_index])
        {
            number = _identity[token.Rule] ? Number(token) : 0;
            Masked += token.Length;
            bytes[12] = 1;
            BinaryPrimitives.WriteUInt128BigEndian(bytes[13..], (uint)number);
        }
        else
        {
            bytes[12] = 0;
            BinaryPrimitives.WriteUInt128BigEndian(bytes[13..], token.Digest);
        }

        _tokens.AppendData(bytes);
        _index++;
        return number;
    }

    /// <summary>The hash, in lower-case hexadecimal digits.</summary>
    /// <param name="literals">SHA-256 of the bytes between tokens.</param>
    public string Finish(ReadOnlySpan<byte> literals)
    {
        Span<byte> tokens = stackalloc byte[SHA256.HashSizeInBytes];
        _tokens.GetHashAndReset(tokens);
        return Convert.ToHexStringLower(SHA256.HashData([.. literals, .. tokens]));
    }

    public void Dispose() => _tokens.Dispose();

    private int Number(TokenRecord token)
    {
        if (_numbers.TryGetValue((token.Rule, token.Digest), out int number))
        {
            return number;
        }

        if (_numbers.Count == MostValues)
        {
            Overflow = true;
            return 0;
        }

        number = _numbers.Count + 1;
        _numbers.Add((token.Rule, token.Digest), number);
        return number;
    }
}
