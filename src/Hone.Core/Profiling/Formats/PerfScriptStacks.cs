using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>Adds up the samples of the first event of a <c>perf script</c> text, without touching a name while it comes.</summary>
internal sealed class PerfScriptStacks
{
    private readonly bool _byProgram;
    private readonly Dictionary<string, int> _programs = [];
    private readonly List<int> _numbers = [];
    private readonly StackNumbers _stacks = new();
    private readonly List<int> _leaves = [];
    private string? _program;
    private int _programNumber;

    /// <summary>Ready for the text.</summary>
    /// <param name="byProgram">True to put a frame named after the thread's program below every stack.</param>
    public PerfScriptStacks(bool byProgram)
    {
        _byProgram = byProgram;
        Parser = new PerfScriptParser(Add);
        Builder = For("events");
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
        }

        if (sample.Event != Event)
        {
            Others++;
            return;
        }

        int program = _byProgram ? Program(sample.Command) : -1;
        int known = _stacks.Number(program, sample.Stack, out bool isNew);
        if (isNew)
        {
            _leaves.Add(Leaf(program, sample.Stack));
        }

        if (_leaves[known] >= 0)
        {
            Builder.Add(_leaves[known], sample.Period, 1);
        }
    }

    private int Leaf(int program, ReadOnlySpan<int> stack)
    {
        int node = program < 0 ? -1 : Builder.Node(-1, program);
        for (int i = stack.Length - 1; i >= 0; i--)
        {
            int number = stack[i] < _numbers.Count ? _numbers[stack[i]] : Number(stack[i]);
            node = number < 0 ? node : Builder.Node(node, number);
        }

        return node;
    }

    private int Number(int line)
    {
        while (_numbers.Count <= line)
        {
            // A line that is no frame is in no stack, and one that ends a stack is no function.
            PerfFrame? frame = Parser.Find(_numbers.Count);
            _numbers.Add(frame is null || frame.IsEnd ? -1 : Builder.Number(PerfScript.ToFrame(frame)));
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
