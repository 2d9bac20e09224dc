using System.Buffers;

namespace Hone.Profiling.Formats;

/// <summary>Cuts bytes that arrive in pieces of any size into lines, without copying the lines that lie inside one piece.</summary>
/// <param name="maxLine">The longest line that is kept whole; a longer one is given as an empty line and counted.</param>
internal sealed class LineFeed(int maxLine)
{
    private readonly ArrayBufferWriter<byte> _carry = new(256);
    private bool _given;
    private bool _overlong;

    /// <summary>How many lines were too long to keep.</summary>
    public long Overlong { get; private set; }

    /// <summary>True when bytes without their line feed are waiting.</summary>
    public bool Unfinished => _overlong || (!_given && _carry.WrittenCount > 0);

    /// <summary>True when no begun line is waiting, so that what comes next begins one.</summary>
    public bool BetweenLines => !_overlong && (_given || _carry.WrittenCount == 0);

    /// <summary>Takes the next line (without its line feed) off <paramref name="rest"/>; false when there is no whole line any more.</summary>
    public bool Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        if (_given)
        {
            _carry.ResetWrittenCount();
            _given = false;
        }

        int end = rest.IndexOf((byte)'\n');
        if (end >= 0 && _carry.WrittenCount == 0 && !_overlong)
        {
            line = rest[..end];
            rest = rest[(end + 1)..];
            return true;
        }

        Keep(end < 0 ? rest : rest[..end]);
        rest = end < 0 ? [] : rest[(end + 1)..];
        line = _overlong ? [] : _carry.WrittenSpan;
        if (end < 0)
        {
            return false;
        }

        Overlong += _overlong ? 1 : 0;
        _overlong = false;
        _given = true;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _overlong |= _carry.WrittenCount + bytes.Length > maxLine;
        if (_overlong)
        {
            _carry.ResetWrittenCount();
        }
        else
        {
            _carry.Write(bytes);
        }
    }
}
