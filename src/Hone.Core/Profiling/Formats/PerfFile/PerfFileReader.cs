using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>Says what class a sample belongs to, by its head alone; a negative number leaves it out.</summary>
public delegate int SampleClassifier(in PerfSample sample);

/// <summary>Says how much a sample weighs, when that is not its period.</summary>
public delegate long SampleWeigher(in PerfSample sample);

/// <summary>Writes the code addresses of a copied stack into a span, innermost first, and gives their number.</summary>
/// <param name="program">The index of the program.</param>
/// <param name="mapped">The program.</param>
/// <param name="stack">The copy.</param>
/// <param name="into">Takes the addresses.</param>
public delegate int StackUnwinder(int program, PerfProgram mapped, in StackCopy stack, Span<ulong> into);

/// <summary>
/// Reads the file of <c>perf record</c> (PERFILE2; tools/perf/Documentation/perf.data-file-format.txt of the kernel) with
/// the addresses as the kernel saw them, which <c>perf script</c> no longer prints. Two passes: what the processes did,
/// then the samples; memory holds the distinct stacks, not the samples.
/// </summary>
public sealed class PerfFileReader
{
    private readonly Stream _stream;
    private readonly PerfFileHeader _header;
    private readonly SampleLayout _layout;
    private readonly ProgramHistory _history = new();
    private readonly Dictionary<int, string> _threadNames = [];
    private readonly StackTable _stacks = new();
    private readonly HashSet<string> _notes = [];
    private readonly byte[] _record = new byte[1 << 16];
    private readonly ulong[] _unwound = new ulong[1024];
    private readonly List<ulong> _joined = [];
    private long _samples;
    private long _lost;

    private PerfFileReader(Stream stream)
    {
        _stream = stream;
        _header = PerfFileHeader.Read(stream);
        _layout = new SampleLayout(_header.Events);
    }

    private delegate void RecordHandler(in PerfRecord record);

    /// <summary>
    /// Reads a recording from a seekable stream. Bytes that are no recording are a <see cref="Problems.ProblemException"/>;
    /// one that is cut off or damaged gives what was read and a note.
    /// </summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="classify">Divides the samples; null puts all into class 0.</param>
    /// <param name="weigh">What is added up as <see cref="StackSamples.Period"/>; null takes the sample's own period.</param>
    /// <param name="unwind">Walks the copied stacks of samples that have one; null leaves them aside.</param>
    public static PerfRecording Read(Stream stream, SampleClassifier? classify = null, SampleWeigher? weigh = null, StackUnwinder? unwind = null)
    {
        PerfFileReader reader = new(stream);
        reader.ForEach(reader.TakeChange);
        reader._history.Close();
        reader.ForEach((in PerfRecord record) => reader.TakeSample(record, classify, weigh, unwind));
        if (!reader._header.Closed)
        {
            reader._notes.Add("perf was ended before it could close its recording; its last samples are missing");
        }

        return new PerfRecording
        {
            Programs = reader._history.Programs,
            Stacks = reader._stacks.Stacks,
            ThreadNames = reader._threadNames,
            Samples = reader._samples,
            Lost = reader._lost,
            Notes = [.. reader._notes],
        };
    }

    private void ForEach(RecordHandler take)
    {
        Span<byte> head = stackalloc byte[8];
        long at = _header.DataStart;
        _stream.Position = at;
        while (at + head.Length <= _header.DataEnd && _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            PerfRecordType type = (PerfRecordType)BinaryPrimitives.ReadUInt32LittleEndian(head);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
            Span<byte> body = _record.AsSpan(0, Math.Max(0, size - head.Length));
            if (size < head.Length || at + size > _header.DataEnd || _stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length)
            {
                // An unclosed recording ends in zeros or in half a record, which is no damage of its own.
                if (_header.Closed)
                {
                    _notes.Add($"the recording is damaged at byte {at}, and what follows is missing: record it again");
                }

                return;
            }

            at += size;
            PerfRecord record = new(type, BinaryPrimitives.ReadUInt16LittleEndian(head[4..]), body);
            if (Extra(record) is long extra and > 0)
            {
                at = extra > _header.DataEnd - at ? _header.DataEnd : at + extra;
                _stream.Position = at;
            }

            take(record);
        }
    }

    /// <summary>Two kinds of records are followed by bytes that their own size does not count.</summary>
    private static long Extra(in PerfRecord record) => record.Type switch
    {
        PerfRecordType.TracingData => record.U32(0),
        PerfRecordType.AuxTrace => (long)Math.Min(record.U64(0), long.MaxValue / 2),
        _ => 0,
    };

    private void TakeChange(in PerfRecord record)
    {
        ulong time = record.Time(_header.Events[0]);
        switch (record.Type)
        {
            case PerfRecordType.Mmap when !record.IsKernel:
                TakeMapping(record, time, record.Text(32));
                break;
            case PerfRecordType.Mmap2 when !record.IsKernel:
                TakeMapping(record, time, record.Text(64));
                break;
            case PerfRecordType.Comm:
                _threadNames[(int)record.U32(4)] = record.Text(8);
                if (record.IsExec)
                {
                    _history.Exec(time, (int)record.U32(0));
                }

                break;
            case PerfRecordType.Fork:
                _history.Fork(time, (int)record.U32(0), (int)record.U32(4));
                if (_threadNames.TryGetValue((int)record.U32(12), out string? name))
                {
                    _threadNames.TryAdd((int)record.U32(8), name);
                }

                break;
            case PerfRecordType.Lost:
                _lost += (long)Math.Min(record.U64(8), 1UL << 50);
                break;
            case PerfRecordType.LostSamples:
                _lost += (long)Math.Min(record.U64(0), 1UL << 50);
                break;
            case PerfRecordType.Compressed:
                _notes.Add("the recording is compressed, which is not read: record without -z");
                break;
        }
    }

    private void TakeMapping(in PerfRecord record, ulong time, string path)
    {
        ulong start = record.U64(8);
        ulong length = record.U64(16);
        if (length > 0 && start <= ulong.MaxValue - length)
        {
            _history.Map(time, (int)record.U32(0), new PerfMapping(start, start + length, record.U64(24), path));
        }
    }

    private void TakeSample(in PerfRecord record, SampleClassifier? classify, SampleWeigher? weigh, StackUnwinder? unwind)
    {
        if (record.Type != PerfRecordType.Sample)
        {
            return;
        }

        if (!_layout.TryRead(record.Body, out PerfSample sample, out ReadOnlySpan<ulong> chain, out ReadOnlySpan<byte> rest))
        {
            _notes.Add("samples that are shorter than their layout were left out");
            return;
        }

        _samples++;
        int @class = classify?.Invoke(sample) ?? 0;
        if (@class >= 0)
        {
            sample = weigh is null ? sample : sample with { Period = weigh(sample) };
            int program = _history.Find(sample.ProcessId, sample.Nanoseconds);
            if (unwind is not null && program >= 0 && StackCopy.TryRead(_header.Events[sample.Event], rest, out StackCopy copied))
            {
                chain = Unwound(chain, unwind(program, _history.Programs[program], copied, _unwound));
            }

            _stacks.Add(program, sample, @class, chain, record.IsKernel);
        }
    }

    /// <summary>The kernel's part of a chain, followed by what was unwound.</summary>
    private ReadOnlySpan<ulong> Unwound(ReadOnlySpan<ulong> chain, int count)
    {
        int user = chain.IndexOf(StackTable.UserMarker);
        _joined.Clear();
        _joined.AddRange(user < 0 ? chain : chain[..user]);
        _joined.Add(StackTable.UserMarker);
        _joined.AddRange(_unwound.AsSpan(0, count));
        return CollectionsMarshal.AsSpan(_joined);
    }
}
