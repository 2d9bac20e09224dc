namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>Makes numbered frames of the stacks of one chunk; each stack is read and each method named once.</summary>
internal sealed class JfrFrames(JfrChunk chunk, ScriptSamples samples, Dictionary<Frame, int> firstLines)
{
    private const int MaxFrames = 10_000;
    private const string StackType = "jdk.types.StackTrace";
    private const string FrameType = "jdk.types.StackFrame";
    private const string MethodType = "jdk.types.Method";

    private readonly Dictionary<JfrReference, Frame> _methods = [];
    private readonly Dictionary<JfrReference, JfrStack> _stacks = [];

    /// <summary>A stack trace; empty when there is none.</summary>
    public JfrStack Stack(object? trace)
    {
        if (trace is not JfrReference reference)
        {
            return JfrStack.None;
        }

        if (!_stacks.TryGetValue(reference, out JfrStack? stack))
        {
            object? value = chunk.Resolve(reference);
            object?[] frames = chunk.Field(value, StackType, "frames") as object?[] ?? [];
            stack = new JfrStack([.. frames.Take(MaxFrames).Select(Number)], chunk.Field(value, StackType, "truncated") is long and not 0);
            _stacks.Add(reference, stack);
        }

        return stack;
    }

    /// <summary>A class's name as Java writes it; null when it is not there.</summary>
    public string? ClassName(object? type) => Text(chunk.Field(type, "java.lang.Class", "name"))?.Replace('/', '.');

    private int Number(object? stackFrame)
    {
        Frame frame = chunk.Field(stackFrame, FrameType, "method") is JfrReference method
            ? Method(method, chunk.Field(stackFrame, FrameType, "type"))
            : new Frame("[unknown]", "", FrameOrigin.Unknown);
        if (frame.Origin == FrameOrigin.Managed && chunk.Field(stackFrame, FrameType, "lineNumber") is long and > 0 and < int.MaxValue and var line)
        {
            firstLines[frame] = firstLines.TryGetValue(frame, out int first) ? Math.Min(first, (int)line) : (int)line;
        }

        return samples.Number(frame);
    }

    private Frame Method(JfrReference reference, object? kind)
    {
        if (!_methods.TryGetValue(reference, out Frame? frame))
        {
            object? method = chunk.Resolve(reference);
            string name = Text(chunk.Field(method, MethodType, "name")) is { Length: > 0 } named ? named : "[unknown]";
            string owner = ClassName(chunk.Field(method, MethodType, "type")) ?? "";
            frame = Text(chunk.Field(kind, "jdk.types.FrameType", "description")) switch
            {
                // What async-profiler adds to the kinds of the JVM.
                "Kernel" => new Frame(name, "kernel", FrameOrigin.Kernel),
                "C++" or "Native" when owner.Length == 0 => new Frame(name, "", FrameOrigin.Native),
                _ => JavaName.Frame(owner, name),
            };
            _methods.Add(reference, frame);
        }

        return frame;
    }

    /// <summary>A text, or the one that a symbol holds.</summary>
    private string? Text(object? value)
    {
        object? resolved = chunk.Resolve(value);
        return resolved as string ?? chunk.Resolve(chunk.Field(resolved, "jdk.types.Symbol", "string")) as string;
    }
}

/// <summary>The frames of a stack by number, leaf first.</summary>
/// <param name="Frames">The numbers.</param>
/// <param name="Truncated">The callers of the last one were not recorded.</param>
internal sealed record JfrStack(int[] Frames, bool Truncated)
{
    /// <summary>No stack.</summary>
    public static JfrStack None { get; } = new([], false);
}
