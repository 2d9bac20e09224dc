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
    private readonly PerfFileHeader _header;
    private readonly SampleLayout _layout;
    private readonly ProgramHistory _history = new();
    private readonly Dictionary<int, string> _threadNames = [];
    private readonly StackTable _stacks = new();
    private readonly HashSet<string> _notes = [];
    private readonly Dictionary<string, string> _mappedIds = [];
    private readonly ThreadNames _names = new();
    private readonly ulong[] _unwound = new ulong[1024];
    private readonly List<ulong> _joined = [];
    private long _samples;
    private long _lost;
    private ulong _kernelText;

    private PerfFileReader(Stream stream)
    {
        _header = PerfFileHeader.Read(stream);
        _layout = new SampleLayout(_header.Events);
    }

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
        using PerfRecords records = new(stream, reader._header, reader._notes);
        records.ForEach(reader.TakeChange);
        reader._history.Close();
        reader._names.Close();
        records.ForEach((in PerfRecord record) => reader.TakeSample(record, classify, weigh, unwind));
        PerfFeatures features = PerfFeatures.Read(stream, reader._header);
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
            BuildIds = reader.BuildIds(features),
            EventNames = [.. reader._header.Events.Select((layout, number) => features.EventNames.ElementAtOrDefault(number) ?? layout.Name)],
            KernelText = reader._kernelText,
            CopiesStacks = reader._header.Events.Any(layout => layout.Fields.HasFlag(SampleFields.UserStack)),
            CommandLine = features.CommandLine,
        };
    }

    private void TakeChange(in PerfRecord record)
    {
        if (record.Type == PerfRecordType.Sample)
        {
            return;
        }

        ulong time = record.Time(_header.Events[0]);
        switch (record.Type)
        {
            case PerfRecordType.Mmap when record.IsKernel && record.Text(32) is "[kernel.kallsyms]_text" or "[kernel.kallsyms]_stext":
                _kernelText = record.U64(24);
                break;
            case PerfRecordType.Mmap when !record.IsKernel:
                TakeMapping(record, time, record.Text(32));
                break;
            case PerfRecordType.Mmap2 when !record.IsKernel:
                TakeMapping(record, time, record.Text(64));
                if (record.BuildId is string id)
                {
                    _mappedIds[record.Text(64)] = id;
                }

                break;
            case PerfRecordType.Comm:
                _threadNames[(int)record.U32(4)] = record.Text(8);
                _names.Name(time, (int)record.U32(4), record.Text(8));
                if (record.IsExec)
                {
                    _history.Exec(time, (int)record.U32(0));
                }

                break;
            case PerfRecordType.Fork:
                _history.Fork(time, (int)record.U32(0), (int)record.U32(4));
                _names.Fork(time, (int)record.U32(8), (int)record.U32(12));
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

            _stacks.Add(program, sample, @class, chain, record.IsKernel, _names.At(sample.ThreadId, sample.Nanoseconds));
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

    /// <summary>What the mappings themselves said comes before the list that perf makes at its end.</summary>
    private Dictionary<string, string> BuildIds(PerfFeatures features)
    {
        Dictionary<string, string> ids = new(features.BuildIds);
        foreach ((string path, string id) in _mappedIds)
        {
            ids[path] = id;
        }

        return ids;
    }
}
