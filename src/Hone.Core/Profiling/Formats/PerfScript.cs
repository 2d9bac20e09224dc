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
        PerfScriptStacks stacks = new(byProgram);
        byte[] buffer = new byte[1 << 18];
        for (int read = text.Read(buffer); read > 0; read = text.Read(buffer))
        {
            stacks.Parser.Feed(buffer.AsSpan(0, read));
        }

        stacks.Parser.Finish();
        return stacks.Builder.Build("perf script", command, Notes(stacks.Parser, stacks.Event, stacks.Others));
    }

    /// <summary>The column that a sample's period adds to.</summary>
    public static Metric Weight(string eventName) =>
        eventName is "cpu-clock" or "task-clock" ? new Metric("time", Unit.Nanoseconds) : new Metric("events", Unit.Count);

    /// <summary>The frame of a stack line.</summary>
    internal static Frame ToFrame(PerfFrame frame)
    {
        string module = frame.Dso[(frame.Dso.LastIndexOf('/') + 1)..];
        if (module.EndsWith(" (deleted)", StringComparison.Ordinal))
        {
            module = module[..^" (deleted)".Length];
        }

        if (frame.Symbol.Length == 0)
        {
            return frame.Kernel ? new Frame("[kernel]", "[kernel]", FrameOrigin.Kernel) : NativeImage.UnknownFrame(module.Trim('[', ']'));
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

        if (parser.TooMany)
        {
            notes.Add("the text has more different lines than can be kept, and the rest of them is left out: record for a shorter time");
        }

        if (parser.Lost > 0)
        {
            notes.Add($"the kernel dropped {parser.Lost} events while perf recorded: record with a lower rate (-F) or a larger buffer (-m)");
        }

        return notes;
    }
}
