using System.Buffers;
using System.Globalization;
using System.Text;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>A channel as its normalisers leave it, for people: what is taken out stands as <c>&lt;uuid#1&gt;</c>, or <c>&lt;timestamp&gt;</c> where it has no identity.</summary>
public sealed class FormText : ITokenSink
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly IReadOnlyList<NormaliserSettings> _rules;
    private readonly FormHash _hash;

    private FormText(IReadOnlyList<NormaliserSettings> rules, FormHash hash) => (_rules, _hash) = (rules, hash);

    /// <summary>The text of bytes that are all there. Lines of a multiset are sorted.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes, IReadOnlyList<NormaliserSettings> rules, TokenMask mask, KnownFolders folders)
    {
        if (rules.Any(rule => rule.Kind == NormaliserKind.Multiset))
        {
            return Encoding.Latin1.GetBytes(string.Join('\n', Encoding.Latin1.GetString(bytes).Split('\n').Order(StringComparer.Ordinal)));
        }

        using FormHash hash = new(rules, mask);
        FormText text = new(rules, hash);
        ChannelCutter cutter = new(rules, folders, text);
        cutter.Add(bytes);
        cutter.Finish();
        return text._text.WrittenSpan.ToArray();
    }

    void ITokenSink.Literal(ReadOnlySpan<byte> bytes) => _text.Write(bytes);

    void ITokenSink.Token(int rule, ReadOnlySpan<byte> raw)
    {
        string kind = NormaliserSettings.NameOf(_rules[rule].Kind);
        int number = _hash.Token(TokenRecord.Of(0, rule, raw));
        _text.Write(number < 0 ? raw : Encoding.UTF8.GetBytes(number == 0 ? $"<{kind}>" : string.Create(CultureInfo.InvariantCulture, $"<{kind}#{number}>")));
    }
}
