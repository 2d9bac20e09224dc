using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>Numbers frames, so that stacks are compared by integers while sampling.</summary>
internal sealed class FrameTable
{
    private readonly Dictionary<Frame, int> _numbers = [];
    private readonly List<Frame> _frames = [];

    /// <summary>The frame with a number.</summary>
    public Frame this[int number] => _frames[number];

    /// <summary>The number of a frame; a new one when it was not seen before.</summary>
    public int Number(Frame frame)
    {
        if (!_numbers.TryGetValue(frame, out int number))
        {
            number = _frames.Count;
            _frames.Add(frame);
            _numbers.Add(frame, number);
        }

        return number;
    }
}
