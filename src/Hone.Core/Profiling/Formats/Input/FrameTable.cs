namespace Hone.Profiling.Formats.Input;

/// <summary>Numbers distinct frames from 0; two frames are the same as <see cref="Frame"/> says.</summary>
internal sealed class FrameTable
{
    private readonly List<Frame> _frames = [];
    private readonly Dictionary<(string, string, FrameOrigin), int> _numbers = [];
    private long _letters;

    /// <summary>The frames by their numbers.</summary>
    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>The frame's number.</summary>
    public int Number(Frame frame)
    {
        (string, string, FrameOrigin) key = (frame.Function, frame.Module, frame.Origin);
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _frames.Count;
            _letters += frame.Function.Length + frame.Module.Length;
            if (number == TooLarge.MostRows || _letters > TooLarge.MostLetters)
            {
                throw TooLarge.Problem("names of functions");
            }

            _frames.Add(frame);
            _numbers.Add(key, number);
        }
        else if (_frames[number].Source is null && frame.Source is not null)
        {
            _frames[number] = frame;
        }

        return number;
    }
}
