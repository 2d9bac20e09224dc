using System.Buffers;
using Hone.Equivalence.Normalisers.Formats;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>
/// Takes a channel through its normalisers: out of its container, into the canonical form of its format, and then token by token;
/// or, for a multiset, line by line. What needs no whole text keeps none.
/// </summary>
internal sealed class ChannelCutter
{
    private readonly IReadOnlyList<NormaliserSettings> _rules;
    private readonly ITokenSink _sink;
    private readonly TokenScanner _scanner;
    private readonly LineBag? _bag;
    private ArrayBufferWriter<byte>? _whole;

    public ChannelCutter(IReadOnlyList<NormaliserSettings> rules, KnownFolders folders, ITokenSink sink)
    {
        (_rules, _sink) = (rules, sink);
        _scanner = new(rules, folders, sink);
        _bag = rules.Any(rule => rule.Kind == NormaliserKind.Multiset) ? new() : null;
        _whole = rules.Any(rule => TokenKinds.NeedsWholeText(rule.Kind)) ? new() : null;
    }

    /// <summary>Why the text is not what its normalisers read, in half a sentence; null when it is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads the next piece.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (Trouble is not null)
        {
            _sink.Literal(bytes);
        }
        else if (_whole is null)
        {
            AddText(bytes);
        }
        else if (_whole.WrittenCount + bytes.Length > ChannelReading.MostKept)
        {
            string kind = NormaliserSettings.NameOf(_rules.First(rule => TokenKinds.NeedsWholeText(rule.Kind)).Kind);
            GiveUp($"is larger than {ChannelReading.MostKept >> 20} MiB, which the normaliser {kind} does not read");
            _sink.Literal(bytes);
        }
        else
        {
            _whole.Write(bytes);
        }
    }

    /// <summary>The text is at its end.</summary>
    public void Finish()
    {
        if (_whole is not null && Trouble is null)
        {
            ReadWhole(_whole.WrittenSpan);
        }

        _scanner.Finish();
        _bag?.Finish(_sink);
    }

    private void ReadWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            if (_rules.Any(rule => rule.Kind == NormaliserKind.Unpack))
            {
                text = Unpacking.Contents(text);
            }

            if (_rules.Any(rule => rule.Kind is NormaliserKind.Json or NormaliserKind.JsonDrop or NormaliserKind.JsonTolerate))
            {
                new CanonicalForm(_rules, _scanner, _sink).Write(text);
            }
            else if (_rules.Any(rule => rule.Kind == NormaliserKind.Csv))
            {
                CsvForm.Write(text, _rules, _scanner, _sink);
            }
            else
            {
                AddText(text);
            }
        }
        catch (FormatException error)
        {
            GiveUp(error.Message);
        }
    }

    private void AddText(ReadOnlySpan<byte> bytes)
    {
        if (_bag is not null)
        {
            _bag.Add(bytes);
        }
        else
        {
            _scanner.Add(bytes);
        }
    }

    // Compared as it is, behind a mark that no readable text has: it equals the golden one only if that could not be read either.
    private void GiveUp(string trouble)
    {
        Trouble = trouble;
        _scanner.Finish();
        _sink.Literal("\0unreadable\0"u8);
        _sink.Literal(_whole!.WrittenSpan);
        _whole = null;
    }
}
