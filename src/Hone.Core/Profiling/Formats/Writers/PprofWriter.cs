using System.IO.Compression;
using Hone.Profiling.Formats.Pprof;
using Hone.Units;

namespace Hone.Profiling.Formats.Writers;

/// <summary>
/// pprof's protobuf within gzip (proto/profile.proto of google/pprof), with every metric; notes go along as comments, the kind as
/// <c>period_type</c>. Equal profiles give equal bytes: no time is written.
/// </summary>
internal sealed class PprofWriter : IProfileWriter
{
    public string Name => "pprof";

    public string Extension => ".pb.gz";

    public bool IsText => false;

    public void Write(Profile profile, string title, Stream stream)
    {
        using GZipStream zip = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        Dictionary<string, int> texts = new(StringComparer.Ordinal) { [""] = 0 };
        WireMessage top = new();
        WireMessage inner = new();
        foreach (Metric metric in profile.Metrics)
        {
            inner.Clear();
            Emit(1, inner.Number(1, Text(metric.Name)).Number(2, Text(UnitName(metric.Unit))));
        }

        inner.Clear();
        Emit(11, inner.Number(1, Text(profile.Kind.Name())).Number(2, Text(UnitName(profile.Metrics[0].Unit))));
        WriteSamples(profile, Emit);
        WriteFrames(profile, Text, Emit);
        top.Clear();
        foreach (string note in profile.Notes)
        {
            top.Number(13, Text(note));
        }

        top.Number(12, 1).Number(14, Text(profile.Metrics[0].Name));
        foreach (string text in texts.Keys)
        {
            top.Text(6, text);
        }

        zip.Write(top.Bytes);

        long Text(string text)
        {
            texts.TryAdd(text, texts.Count);
            return texts[text];
        }

        void Emit(int field, WireMessage message)
        {
            top.Clear();
            zip.Write(top.Message(field, message.Bytes).Bytes);
        }
    }

    private static void WriteSamples(Profile profile, Action<int, WireMessage> emit)
    {
        WireMessage sample = new();
        WireMessage packed = new();
        foreach (StackValues stack in profile.Stacks)
        {
            sample.Clear();
            packed.Clear();
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                packed.Varint((ulong)profile.Nodes[node].Frame + 1);
            }

            sample.Message(1, packed.Bytes);
            packed.Clear();
            foreach (long value in stack.Values)
            {
                packed.Varint((ulong)value);
            }

            emit(2, sample.Message(2, packed.Bytes));
        }
    }

    /// <summary>One mapping a module, and one location and one function a frame, numbered from 1.</summary>
    private static void WriteFrames(Profile profile, Func<string, long> text, Action<int, WireMessage> emit)
    {
        WireMessage message = new();
        WireMessage line = new();
        Dictionary<string, int> modules = new(StringComparer.Ordinal) { [""] = 0 };
        foreach (Frame frame in profile.Frames)
        {
            if (modules.TryAdd(frame.Module, modules.Count))
            {
                message.Clear();
                emit(3, message.Number(1, modules[frame.Module]).Number(5, text(frame.Module)).Number(7, 1));
            }
        }

        for (int i = 0; i < profile.Frames.Count; i++)
        {
            Frame frame = profile.Frames[i];
            message.Clear();
            message.Number(1, i + 1).Number(2, text(frame.Function)).Number(3, text(frame.Function));
            emit(5, message.Number(4, text(frame.Source?.File ?? "")).Number(5, frame.Source?.Line ?? 0));
            message.Clear();
            line.Clear();
            line.Number(1, i + 1).Number(2, frame.Source?.Line ?? 0);
            emit(4, message.Number(1, i + 1).Number(2, modules[frame.Module]).Message(4, line.Bytes));
        }
    }

    private static string UnitName(Unit unit) => unit switch { Unit.Nanoseconds => "nanoseconds", Unit.Bytes => "bytes", _ => "count" };
}
