using System.Buffers.Text;
using System.Text.Json;
using Hone.Problems;

namespace Hone.Profiling.Formats.Input;

/// <summary>
/// Reads JSON token by token out of a stream, in memory that the length of the file does not change. What is no JSON, or not what a
/// format has at that place, is a <see cref="ProblemException"/> that names the byte; a file that is cut off is an
/// <see cref="EndOfStreamException"/>, for readers to keep what they have.
/// </summary>
internal sealed class JsonInput
{
    private const int LongestToken = 16 << 20;
    private const int MostDepth = 4096;

    private readonly Stream _stream;
    private readonly string _format;
    private readonly string _place;
    private readonly CancellationToken _cancellation;
    private readonly TextCache _texts = new();
    private byte[] _buffer = new byte[1 << 16];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MostDepth, CommentHandling = JsonCommentHandling.Disallow });
    private long _before;
    private int _next;
    private int _end;
    private int _token;
    private int _tokenEnd;
    private bool _escaped;

    public JsonInput(Stream stream, string format, string place, CancellationToken cancellation)
    {
        _stream = stream;
        _format = format;
        _place = place;
        _cancellation = cancellation;
        while (_end < 3 && Fill())
        {
        }

        _next = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>The kind of the last token.</summary>
    public JsonTokenType Token { get; private set; }

    private ReadOnlySpan<byte> Raw => _buffer.AsSpan(_token, _tokenEnd - _token);

    /// <summary>Takes the next token.</summary>
    public void Read()
    {
        while (true)
        {
            Utf8JsonReader reader = new(_buffer.AsSpan(_next, _end - _next), isFinalBlock: false, _state);
            bool read;
            try
            {
                read = reader.Read();
            }
            catch (JsonException error)
            {
                throw Malformed("this is no JSON: " + error.Message.Split(" LineNumber:")[0], error);
            }

            if (read)
            {
                Take(reader);
                return;
            }

            if (!Fill())
            {
                throw new EndOfStreamException();
            }
        }
    }

    /// <summary>Takes the next key of the object that is open; false when the object ends.</summary>
    public bool NextKey()
    {
        Read();
        return Token == JsonTokenType.PropertyName;
    }

    /// <summary>Takes the beginning of the next element of the array that is open; false when the array ends.</summary>
    public bool NextElement()
    {
        Read();
        return Token != JsonTokenType.EndArray;
    }

    /// <summary>Takes the value of a key, which must begin an object.</summary>
    public void Object() => Expect(JsonTokenType.StartObject, "an object");

    /// <summary>Takes the value of a key, which must begin an array; false when it is null or something else, which is passed over.</summary>
    public bool IsArray()
    {
        Read();
        if (Token == JsonTokenType.StartArray)
        {
            return true;
        }

        SkipRest();
        return false;
    }

    /// <summary>Takes the value of a key, which must begin an object; false when it is null or something else, which is passed over.</summary>
    public bool IsObject()
    {
        Read();
        if (Token == JsonTokenType.StartObject)
        {
            return true;
        }

        SkipRest();
        return false;
    }

    /// <summary>Passes over the value of the key that was taken.</summary>
    public void SkipValue()
    {
        // At one go where the whole value is in the buffer and makes sense.
        Utf8JsonReader reader = new(_buffer.AsSpan(_next, _end - _next), isFinalBlock: false, _state);
        try
        {
            if (reader.Read() && reader.TrySkip())
            {
                Take(reader);
                return;
            }
        }
        catch (JsonException)
        {
        }

        Read();
        SkipRest();
    }

    /// <summary>Passes over what the last token began.</summary>
    public void SkipRest()
    {
        int open = Token is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
        while (open > 0)
        {
            Read();
            open += Token is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : Token is JsonTokenType.EndObject or JsonTokenType.EndArray ? -1 : 0;
        }
    }

    /// <summary>True when the last token is this key or text.</summary>
    public bool Is(ReadOnlySpan<byte> text) => Token is JsonTokenType.PropertyName or JsonTokenType.String && Raw[1..^1].SequenceEqual(text);

    /// <summary>The text of the value of the key that was taken; empty for everything that is no text.</summary>
    public string ReadText()
    {
        Read();
        string text = Token == JsonTokenType.String ? Text() : "";
        SkipRest();
        return text;
    }

    /// <summary>The value of the key that was taken as it is written, if it is a text or a number; empty for everything else.</summary>
    public string ReadScalar()
    {
        Read();
        string text = Token == JsonTokenType.Number ? _texts.Text(Raw) : Token == JsonTokenType.String ? Text() : "";
        SkipRest();
        return text;
    }

    /// <summary>The last token as text.</summary>
    public string Text()
    {
        if (_escaped)
        {
            Utf8JsonReader reader = new(Raw);
            reader.Read();
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, or bytes that are no UTF-8.
            }
        }

        return _texts.Text(Raw[1..^1]);
    }

    /// <summary>The value of the key that was taken, which must be a number.</summary>
    public decimal ReadNumber()
    {
        Read();
        return Number();
    }

    /// <summary>The last token as a number.</summary>
    public decimal Number() =>
        Token == JsonTokenType.Number && Utf8Parser.TryParse(Raw, out long whole, out int digits) && digits == Raw.Length ? whole
        : Token == JsonTokenType.Number && Utf8Parser.TryParse(Raw, out decimal value, out int length) && length == Raw.Length
            ? value
            : throw Malformed(Token == JsonTokenType.Number ? "the number is too large" : "a number is expected");

    /// <summary>The last token as an index into a table, from 0; -1 for null.</summary>
    public int Index() => Token == JsonTokenType.Null ? -1
        : Token == JsonTokenType.Number && Utf8Parser.TryParse(Raw, out int value, out int length) && (length == Raw.Length || Raw[length..].SequenceEqual(".0"u8)) && value >= -1
            ? value
            : throw Malformed("an index into a table is expected");

    /// <summary>A problem at the last token.</summary>
    public ProblemException Malformed(string what, Exception? cause = null) =>
        new(new Problem(ExitCode.Usage, _format + "-malformed", what, "get the file again, or name its format with --format") { Place = $"{_place}, byte {_before + (cause is null ? _token : _next)}" }, cause);

    private void Take(in Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _token = _next + (int)reader.TokenStartIndex;
        _next += (int)reader.BytesConsumed;
        Token = reader.TokenType;
        _escaped = reader.ValueIsEscaped;
        _tokenEnd = _token + reader.ValueSpan.Length + (Token is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);
    }

    private void Expect(JsonTokenType token, string what)
    {
        Read();
        if (Token != token)
        {
            throw Malformed(what + " is expected");
        }
    }

    private bool Fill()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _before += _next;
            _end -= _next;
            _token = 0;
            _tokenEnd = 0;
            _next = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestToken)
            {
                throw Malformed($"a text is longer than {LongestToken >> 20} MiB");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // At least as much as is there, so that a long text out of a slow pipe is not looked through again for each piece.
        Span<byte> room = _buffer.AsSpan(_end);
        int read = _stream.ReadAtLeast(room, Math.Clamp(_end, 1, room.Length), throwOnEndOfStream: false);
        _end += read;
        return read > 0;
    }
}
