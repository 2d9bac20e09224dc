using System.Buffers;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>
/// Cuts a text that comes in pieces of any size into tokens and what lies between. At each place the first of the channel's
/// normalisers that knows something wins; what became a token is never looked at again.
/// </summary>
public sealed class TokenScanner
{
    private const int Piece = 1 << 16;

    private readonly ITokenSink _sink;
    private readonly KnownFolders _folders;
    private readonly (int Rule, TokenMatch Match, SearchValues<byte> First)[] _kinds;
    private readonly SearchValues<byte> _first;
    private readonly byte[] _text = new byte[Piece + (4 * TokenKinds.Longest)];
    private int _length;

    // What lies before has been handed out and is kept only to be looked back at.
    private int _done;

    /// <summary>A scanner for the normalisers of a channel.</summary>
    /// <param name="rules">All of them; those that are no tokens of a text are passed over.</param>
    /// <param name="folders">Folders of this machine.</param>
    /// <param name="sink">Takes the pieces.</param>
    public TokenScanner(IReadOnlyList<NormaliserSettings> rules, KnownFolders folders, ITokenSink sink)
    {
        (_sink, _folders) = (sink, folders);
        _kinds =
        [
            .. rules.Index().Select(each => (each.Index, Kind: TokenKinds.Of(each.Item.Kind))).Where(each => each.Kind is not null)
                .Select(each => (each.Index, each.Kind!.Value.Match, SearchValues.Create(each.Kind.Value.First))),
        ];
        _first = SearchValues.Create([.. rules.Select(rule => TokenKinds.Of(rule.Kind)).OfType<(TokenMatch Match, byte[] First)>().SelectMany(kind => kind.First).Distinct()]);
    }

    /// <summary>Reads the next piece.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_kinds.Length == 0)
        {
            _sink.Literal(bytes);
            return;
        }

        while (bytes.Length > 0)
        {
            int taken = Math.Min(bytes.Length, _text.Length - _length);
            bytes[..taken].CopyTo(_text.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
            if (_length == _text.Length)
            {
                Scan(_length - TokenKinds.Longest);
                int kept = Math.Max(0, _done - TokenKinds.Longest);
                _text.AsSpan(kept, _length - kept).CopyTo(_text);
                (_length, _done) = (_length - kept, _done - kept);
            }
        }
    }

    /// <summary>The text is at its end, or something follows that is no text: what is left is handed out.</summary>
    public void Finish()
    {
        Scan(_length);
        (_length, _done) = (0, 0);
    }

    // Hands out everything up to a limit, or a little further where a token reaches across it.
    private void Scan(int limit)
    {
        ReadOnlySpan<byte> text = _text.AsSpan(0, _length);
        int at = _done;
        while (at < limit)
        {
            int next = text[at..limit].IndexOfAny(_first);
            if (next < 0)
            {
                at = limit;
                break;
            }

            at += next;
            if (Find(text, at) is (int rule, int length))
            {
                Between(text[_done..at]);
                _sink.Token(rule, text.Slice(at, length));
                at += length;
                _done = at;
            }
            else
            {
                at++;
            }
        }

        if (at > _done)
        {
            Between(text[_done..at]);
            _done = at;
        }
    }

    private void Between(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            _sink.Literal(bytes);
        }
    }

    private (int Rule, int Length)? Find(ReadOnlySpan<byte> text, int at)
    {
        byte first = text[at];
        foreach ((int rule, TokenMatch match, SearchValues<byte> begins) in _kinds)
        {
            if (begins.Contains(first) && match(text, at, _folders) is int length and > 0 and <= TokenKinds.Longest)
            {
                return (rule, length);
            }
        }

        return null;
    }
}
