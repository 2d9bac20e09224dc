using Hone.Profiling.Symbols;
using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>Profiles out of saved <c>perf script</c> text, by the names that perf printed.</summary>
public static class PerfScript
{
    /// <summary>
    /// Reads a whole text. The first metric is what the first event counts (<c>time</c> in nanoseconds for clock events,
    /// else <c>events</c>), the second <c>samples</c>; samples of other events are left out, which a note says.
    /// </summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="command">The command that recorded it, as far as the caller knows it.</param>
    /// <param name="byProgram">True to put a frame named after the thread's program below every stack, as flame graph tools do.</param>
    public static Profile Read(Stream text, string command, bool byProgram = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? first = null;
        long others = 0;
        Dictionary<string, Frame> programs = [];
        List<Frame> names = [];
        ProfileBuilder? builder = null;
        PerfScriptParser parser = null!;
        parser = new PerfScriptParser(sample =>
        {
            first ??= sample.Event;
            if (sample.Event != first)
            {
                others++;
                return;
            }

            builder ??= new ProfileBuilder(ProfileKind.Cpu, Weight(first), new Metric("samples", Unit.Count));
            int node = -1;
            if (byProgram)
            {
                if (!programs.TryGetValue(sample.Command, out Frame? program))
                {
                    program = new Frame(sample.Command, "", FrameOrigin.Native);
                    programs.Add(sample.Command, program);
                }

                node = builder.Node(node, program);
            }

            for (int i = sample.Stack.Length - 1; i >= 0; i--)
            {
                while (names.Count <= sample.Stack[i])
                {
                    names.Add(ToFrame(parser.Frame(names.Count)));
                }

                node = builder.Node(node, names[sample.Stack[i]]);
            }

            if (node >= 0)
            {
                builder.Add(node, sample.Period, 1);
            }
        });
        byte[] buffer = new byte[1 << 18];
        for (int read = text.Read(buffer); read > 0; read = text.Read(buffer))
        {
            parser.Feed(buffer.AsSpan(0, read));
        }

        parser.Finish();
        builder ??= new ProfileBuilder(ProfileKind.Cpu, Weight("events"), new Metric("samples", Unit.Count));
        return builder.Build("perf script", command, Notes(parser, first, others));
    }

    /// <summary>The column that a sample's period adds to.</summary>
    public static Metric Weight(string eventName) =>
        eventName is "cpu-clock" or "task-clock" ? new Metric("time", Unit.Nanoseconds) : new Metric("events", Unit.Count);

    private static Frame ToFrame(PerfFrame? frame)
    {
        string module = frame is null ? "" : frame.Dso[(frame.Dso.LastIndexOf('/') + 1)..];
        if (module.EndsWith(" (deleted)", StringComparison.Ordinal))
        {
            module = module[..^" (deleted)".Length];
        }

        if (frame is null || frame.Symbol.Length == 0)
        {
            return frame?.Kernel == true ? new Frame("[kernel]", "[kernel]", FrameOrigin.Kernel) : NativeImage.UnknownFrame(module.Trim('[', ']'));
        }

        return frame.Kernel
            ? new Frame(frame.Symbol, "[kernel]", FrameOrigin.Kernel)
            : new Frame(SymbolName.Clean(frame.Symbol), module, FrameOrigin.Native);
    }

    private static List<string> Notes(PerfScriptParser parser, string? first, long others)
    {
        List<string> notes = [];
        if (parser.Samples == 0)
        {
            notes.Add("the text holds no samples: it must be the output of `perf script`");
        }

        if (others > 0)
        {
            notes.Add($"{others} samples of events other than {first} are left out: give one event to `perf script --event`");
        }

        if (parser.Skipped > 0)
        {
            notes.Add($"{parser.Skipped} lines could not be understood and are left out");
        }

        if (parser.Lost > 0)
        {
            notes.Add($"the kernel dropped {parser.Lost} events while perf recorded: record with a lower rate (-F) or a larger buffer (-m)");
        }

        return notes;
    }
}
