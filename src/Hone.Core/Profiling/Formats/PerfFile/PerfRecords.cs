using System.Buffers.Binary;
using ZstdSharp;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>Receives the records of a recording in the order of the file.</summary>
internal delegate void PerfRecordHandler(in PerfRecord record);

/// <summary>
/// Goes through the records of a recording, those inside compressed ones (<c>perf record -z</c>, PERF_RECORD_COMPRESSED) included:
/// their bodies are the pieces of one zstd stream that holds records, which may begin in one piece and end in the next.
/// </summary>
internal sealed class PerfRecords(Stream stream, PerfFileHeader header, ISet<string> notes) : IDisposable
{
    private const int Head = 8;

    /// <summary>perf packs stacks that repeat, which become 50 times smaller; a file made to keep Hone busy claims more.</summary>
    private const long MostTimes = 1000;

    private readonly byte[] _buffer = new byte[1 << 18];
    private byte[] _plain = [];
    private int _plainLength;
    private long _unpacked;
    private Decompressor? _decompressor;

    /// <summary>Hands out all records, from the first.</summary>
    public void ForEach(PerfRecordHandler take)
    {
        Dispose();
        _plainLength = 0;
        _unpacked = 0;
        long at = header.DataStart;
        stream.Position = at;
        int start = 0;
        int end = 0;
        while (at + Head <= header.DataEnd)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(start, end - start);
            int size = rest.Length < Head ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
            if (rest.Length < Head || rest.Length < size)
            {
                rest.CopyTo(_buffer);
                start = 0;
                end = rest.Length;
                int read = stream.Read(_buffer.AsSpan(end));
                end += read;
                if (read == 0)
                {
                    Damaged(at);
                    return;
                }

                continue;
            }

            if (size < Head || at + size > header.DataEnd)
            {
                Damaged(at);
                return;
            }

            PerfRecord record = Record(rest[..size]);
            start += size;
            at += size;
            if (Extra(record) is long extra and > 0)
            {
                at = extra > header.DataEnd - at ? header.DataEnd : at + extra;
                stream.Position = at;
                start = end = 0;
            }

            if (record.Type != PerfRecordType.Compressed)
            {
                take(record);
            }
            else if (!Unpack(record.Body, take))
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decompressor?.Dispose();
        _decompressor = null;
    }

    private static PerfRecord Record(ReadOnlySpan<byte> bytes) =>
        new((PerfRecordType)BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), bytes[Head..]);

    /// <summary>Two kinds of records are followed by bytes that their own size does not count.</summary>
    private static long Extra(in PerfRecord record) => record.Type switch
    {
        PerfRecordType.TracingData => record.U32(0),
        PerfRecordType.AuxTrace => (long)Math.Min(record.U64(0), long.MaxValue / 2),
        _ => 0,
    };

    private bool Unpack(ReadOnlySpan<byte> packed, PerfRecordHandler take)
    {
        _decompressor ??= new Decompressor();
        _plain = _plain.Length == 0 ? new byte[1 << 18] : _plain;
        try
        {
            while (true)
            {
                _decompressor.UnwrapStream(packed, _plain.AsSpan(_plainLength), out int used, out int written);
                packed = packed[used..];
                _unpacked += written;
                _plainLength += written;
                Unpacked(take);
                if (_unpacked > 1 << 28 && _unpacked / MostTimes > header.DataEnd - header.DataStart)
                {
                    notes.Add($"the compressed records hold more than {MostTimes} times their size, which no recording does; what follows is missing");
                    return false;
                }

                if (written == 0 || (packed.IsEmpty && _plainLength < _plain.Length / 2))
                {
                    return true;
                }
            }
        }
        catch (ZstdException error)
        {
            notes.Add($"the compressed records are damaged ({error.Message}), and what follows is missing: record it again");
            return false;
        }
    }

    private void Unpacked(PerfRecordHandler take)
    {
        int at = 0;
        while (_plainLength - at >= Head)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(_plain.AsSpan(at + 6));
            if (size < Head)
            {
                // Nothing tells where the next record begins.
                notes.Add("a compressed record has no length, and others after it may be missing: record it again");
                at = _plainLength;
                break;
            }

            if (size > _plainLength - at)
            {
                break;
            }

            take(Record(_plain.AsSpan(at, size)));
            at += size;
        }

        _plain.AsSpan(at, _plainLength - at).CopyTo(_plain);
        _plainLength -= at;
    }

    private void Damaged(long at)
    {
        // An unclosed recording ends in zeros or in half a record, which is no damage of its own.
        if (header.Closed)
        {
            notes.Add($"the recording is damaged at byte {at}, and what follows is missing: record it again");
        }
    }
}
