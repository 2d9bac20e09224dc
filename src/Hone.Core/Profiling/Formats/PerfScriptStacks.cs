using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>Adds up the samples of the first event of a <c>perf script</c> text, without touching a name while it comes.</summary>
internal sealed class PerfScriptStacks
{
    private readonly bool _byProgram;
    private readonly Dictionary<string, int> _programs = [];
    private readonly List<int> _numbers = [];
    private StackPath _path;
    private string? _program;
    private int _programNumber;

    /// <summary>Ready for the text.</summary>
    /// <param name="byProgram">True to put a frame named after the thread's program below every stack.</param>
    public PerfScriptStacks(bool byProgram)
    {
        _byProgram = byProgram;
        Parser = new PerfScriptParser(Add);
        Builder = For("events");
        _path = new StackPath(Builder);
    }

    /// <summary>Takes the text.</summary>
    public PerfScriptParser Parser { get; }

    /// <summary>Has the stacks.</summary>
    public ProfileBuilder Builder { get; private set; }

    /// <summary>The event that counts; null before the first sample.</summary>
    public string? Event { get; private set; }

    /// <summary>How many samples of other events were left out.</summary>
    public long Others { get; private set; }

    private static ProfileBuilder For(string eventName) => new(ProfileKind.Cpu, PerfScript.Weight(eventName), new Metric("samples", Unit.Count));

    private void Add(PerfSample sample)
    {
        if (Event is null)
        {
            Event = sample.Event;
            Builder = For(Event);
            _path = new StackPath(Builder);
        }

        if (sample.Event != Event)
        {
            Others++;
            return;
        }

        _path.Begin();
        if (_byProgram)
        {
            _path.Push(Program(sample.Command));
        }

        ReadOnlySpan<int> stack = sample.Stack;
        for (int i = stack.Length - 1; i >= 0; i--)
        {
            _path.Push(stack[i] < _numbers.Count ? _numbers[stack[i]] : Number(stack[i]));
        }

        if (_path.Leaf >= 0)
        {
            Builder.Add(_path.Leaf, sample.Period, 1);
        }
    }

    private int Number(int line)
    {
        while (_numbers.Count <= line)
        {
            // A line that is no frame is in no stack.
            PerfFrame? frame = Parser.Find(_numbers.Count);
            _numbers.Add(frame is null ? -1 : Builder.Number(PerfScript.ToFrame(frame)));
        }

        return _numbers[line];
    }

    private int Program(string command)
    {
        if (!ReferenceEquals(command, _program))
        {
            _program = command;
            if (!_programs.TryGetValue(command, out _programNumber))
            {
                _programNumber = Builder.Number(new Frame(command, "", FrameOrigin.Native));
                _programs.Add(command, _programNumber);
            }
        }

        return _programNumber;
    }
}
