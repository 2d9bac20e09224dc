using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>Reads one run's channel into the form that is compared with the golden one.</summary>
public sealed class FormReading : ChannelReading, ITokenSink, IDisposable
{
    private readonly IncrementalHash _literals = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(int, string)> _values = [];
    private readonly IReadOnlyList<NormaliserSettings> _rules;
    private readonly FormHash _hash;
    private readonly ChannelCutter _cutter;
    private long _offset;

    /// <summary>A reading for one run.</summary>
    /// <param name="rules">The channel's normalisers.</param>
    /// <param name="mask">What the recordings justify to take out.</param>
    /// <param name="folders">Folders of this machine.</param>
    public FormReading(IReadOnlyList<NormaliserSettings> rules, TokenMask mask, KnownFolders folders)
    {
        _rules = rules;
        _hash = new(rules, mask);
        _cutter = new(rules, folders, this);
    }

    /// <summary>The form; null before the run's end.</summary>
    public ChannelForm? Form { get; private set; }

    /// <summary>The form of bytes that are all there.</summary>
    public static ChannelForm Of(ReadOnlySpan<byte> bytes, IReadOnlyList<NormaliserSettings> rules, TokenMask mask, KnownFolders folders)
    {
        using FormReading reading = new(rules, mask, folders);
        reading.Add(bytes);
        reading.Finish();
        return reading.Form!;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> bytes) => _cutter.Add(bytes);

    /// <inheritdoc/>
    public override void Finish()
    {
        _cutter.Finish();
        Form = new(_hash.Finish(_literals.GetHashAndReset()), _values) { Masked = _hash.Masked, Trouble = _cutter.Trouble };
    }

    void ITokenSink.Literal(ReadOnlySpan<byte> bytes)
    {
        _literals.AppendData(bytes);
        _offset += bytes.Length;
    }

    void ITokenSink.Token(int rule, ReadOnlySpan<byte> raw)
    {
        _hash.Token(TokenRecord.Of(_offset, rule, raw));
        if (TokenKinds.IsTolerant(_rules[rule].Kind))
        {
            _values.Add((rule, Encoding.UTF8.GetString(raw)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _literals.Dispose();
        _hash.Dispose();
    }
}
