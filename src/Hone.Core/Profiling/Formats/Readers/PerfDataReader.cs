using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Symbols;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>The file of <c>perf record</c> (<see cref="PerfFileReader"/>), as far as its stacks were unwound by frame pointers.</summary>
internal sealed class PerfDataReader : IProfileReader
{
    public string Name => "perf-data";

    public string Title => "perf.data";

    public bool NamesCode => true;

    public bool NeedsSeeking => true;

    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("PERFILE2"u8);

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        PerfRecording recording = PerfFileReader.Read(bytes);
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        Dictionary<string, NativeImage?> images = [];
        long others = 0;
        foreach (StackSamples stack in recording.Stacks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stack.Event != recording.Stacks[0].Event)
            {
                others += stack.Samples;
                continue;
            }

            int node = options.ByProgram ? builder.Node(-1, new Frame(recording.ThreadNames.GetValueOrDefault(stack.ThreadId, "[unknown]"), "", FrameOrigin.Native)) : -1;
            PerfProgram? program = stack.Program < 0 ? null : recording.Programs[stack.Program];
            for (int i = stack.Addresses.Count - 1; i >= 0; i--)
            {
                foreach (Frame frame in i < stack.KernelCount ? [new Frame("[kernel]", "[kernel]", FrameOrigin.Kernel)] : Name(program, stack.Addresses[i], i > 0))
                {
                    node = builder.Node(node, frame);
                }
            }

            builder.Add(node < 0 ? builder.Node(-1, NativeImage.UnknownFrame("")) : node, stack.Period, stack.Samples);
        }

        List<string> notes = [.. recording.Notes];
        if (others > 0)
        {
            notes.Add($"{others} samples of other events than the first are left out");
        }

        return builder.Build("perf record", options.Place, notes);

        IReadOnlyList<Frame> Name(PerfProgram? program, ulong address, bool isReturn)
        {
            // A return address may lie behind the end of the function that made the call.
            ulong at = isReturn ? address - 1 : address;
            PerfFile.PerfMapping found = program?.Mappings.LastOrDefault(mapping => at >= mapping.Start && at < mapping.End) ?? default;
            if (found.Path is null)
            {
                // An address outside all mappings is no code: the unwinder went astray.
                return [];
            }

            if (!images.TryGetValue(found.Path, out NativeImage? image))
            {
                image = options.Images?.Invoke(found.Path);
                images.Add(found.Path, image);
            }

            return image?.AddressOf(at - found.Start + found.FileOffset) is ulong virtualAddress
                ? image.Resolve(virtualAddress)
                : [NativeImage.UnknownFrame(found.Path[(found.Path.LastIndexOf('/') + 1)..].Trim('[', ']'))];
        }
    }
}
