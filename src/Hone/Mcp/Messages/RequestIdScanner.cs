using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Messages;

/// <summary>
/// Finds the <c>id</c> of a JSON-RPC message that is too long to be kept or cannot be read, so that whoever waits for its answer gets one.
/// It takes the message in pieces, keeps at most half a kilobyte of it, and believes nothing else about it than its brackets and quotes.
/// </summary>
internal sealed class RequestIdScanner
{
    private const int LongestId = 512;

    private readonly List<byte> _key = [];
    private readonly List<byte> _value = [];
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isValue;
    private bool _isOurs;
    private byte[]? _found;

    /// <summary>Takes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        foreach (byte each in piece)
        {
            if (_isInString)
            {
                InString(each);
            }
            else
            {
                Outside(each);
            }
        }
    }

    /// <summary>The id, once the whole message was fed: a string or an integer; null for anything else, and when there is none.</summary>
    public RequestId? Id()
    {
        try
        {
            if (_found is null)
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(_found);
            return document.RootElement switch
            {
                { ValueKind: JsonValueKind.String } text => new RequestId(text.GetString()!),
                { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => new RequestId(value),
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half an id, or one that is no text: GetString refuses a lone surrogate.
            return null;
        }
    }

    private void InString(byte each)
    {
        Keep(each);
        if (_isEscaped)
        {
            _isEscaped = false;
        }
        else if (each == '\\')
        {
            _isEscaped = true;
        }
        else if (each == '"')
        {
            _isInString = false;
        }
    }

    private void Outside(byte each)
    {
        switch (each)
        {
            case (byte)'"':
                _isInString = true;
                if (_depth == 1 && !_isValue)
                {
                    _key.Clear();
                }

                Keep(each);
                break;
            case (byte)':' when _depth == 1 && !_isValue:
                _isValue = true;
                _isOurs = _key is [(byte)'"', (byte)'i', (byte)'d', (byte)'"'];
                _value.Clear();
                break;
            case (byte)',' when _depth == 1:
                EndValue();
                break;
            case (byte)'{' or (byte)'[':
                // A message is an object; within one an id that is a structure is none.
                _depth += _depth == 0 && each == '[' ? 2 : 1;
                _isOurs &= _depth <= 1;
                break;
            case (byte)'}' or (byte)']':
                if (_depth == 1)
                {
                    EndValue();
                }

                _depth--;
                break;
            default:
                if (_isValue)
                {
                    Keep(each);
                }

                break;
        }
    }

    private void EndValue()
    {
        if (_isValue && _isOurs)
        {
            _found = _value.Count <= LongestId ? [.. _value] : null;
        }

        _isValue = false;
        _isOurs = false;
    }

    private void Keep(byte each)
    {
        if (_depth != 1)
        {
            return;
        }

        List<byte> into = _isValue ? _value : _key;
        if ((!_isValue || _isOurs) && into.Count <= LongestId)
        {
            into.Add(each);
        }
    }
}
