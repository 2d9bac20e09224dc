using System.Text.Json;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Readers;

/// <summary>One of the profiles in a speedscope file. Its unit may come last, so sums are scaled at its end.</summary>
internal sealed class SpeedscopeProfile
{
    /// <summary>The number of the frame that samples without frames are given.</summary>
    public const int NoStack = int.MaxValue / 2;

    private readonly JsonInput _json;
    private readonly SpeedscopeStacks _stacks;
    private readonly Dictionary<int, decimal> _sums = [];
    private readonly List<int> _samples = [];
    private readonly List<decimal> _weights = [];
    private readonly List<(int Frame, int Node)> _open = [];
    private readonly Dictionary<int, int> _openTimes = [];
    private int _root = -1;
    private decimal? _at;
    private decimal? _end;
    private bool _evented;
    private string _unit = "none";

    private SpeedscopeProfile(JsonInput json, SpeedscopeStacks stacks)
    {
        _json = json;
        _stacks = stacks;
    }

    /// <summary>Reads the profile whose beginning was taken. One that is cut off counts as far as it goes.</summary>
    public static void Read(JsonInput json, SpeedscopeStacks stacks)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            throw json.Malformed("a profile is expected");
        }

        SpeedscopeProfile profile = new(json, stacks);
        try
        {
            profile.ReadFields();
        }
        finally
        {
            profile.Close();
        }
    }

    private void ReadFields()
    {
        while (_json.NextKey())
        {
            if (_json.Is("name"u8))
            {
                _root = _stacks.Root(_json.ReadText());
            }
            else if (_json.Is("unit"u8))
            {
                _unit = _json.ReadText();
            }
            else if (_json.Is("endValue"u8))
            {
                _end = _json.ReadNumber();
            }
            else if (_json.Is("samples"u8) && _json.IsArray())
            {
                while (_json.NextElement())
                {
                    _samples.Add(_samples.Count < TooLarge.MostSamples ? ReadStack() : throw TooLarge.Problem("samples"));
                }
            }
            else if (_json.Is("weights"u8) && _json.IsArray())
            {
                while (_json.NextElement())
                {
                    _weights.Add(_weights.Count < TooLarge.MostSamples ? _json.Number() : throw TooLarge.Problem("weights"));
                }
            }
            else if (_json.Is("events"u8) && _json.IsArray())
            {
                _evented = true;
                while (_json.NextElement())
                {
                    ReadEvent();
                }
            }
            else if (_json.Token == JsonTokenType.PropertyName)
            {
                _json.SkipValue();
            }
        }
    }

    private int ReadStack()
    {
        int node = _root;
        if (_json.Token != JsonTokenType.StartArray)
        {
            throw _json.Malformed("the frames of a sample are expected");
        }

        while (_json.NextElement())
        {
            node = _stacks.Child(node, Checked(_json.Index()));
        }

        return node;
    }

    private void ReadEvent()
    {
        if (_json.Token != JsonTokenType.StartObject)
        {
            throw _json.Malformed("an event is expected");
        }

        string type = "";
        decimal at = 0;
        int frame = -1;
        while (_json.NextKey())
        {
            if (_json.Is("type"u8))
            {
                type = _json.ReadText();
            }
            else if (_json.Is("at"u8))
            {
                at = _json.ReadNumber();
            }
            else if (_json.Is("frame"u8))
            {
                _json.Read();
                frame = Checked(_json.Index());
            }
            else
            {
                _json.SkipValue();
            }
        }

        Pass(at);
        if (type == "O" && frame >= 0)
        {
            if (_open.Count == TooLarge.MostRows)
            {
                throw TooLarge.Problem("functions that are open at once");
            }

            _open.Add((frame, _stacks.Child(_open.Count > 0 ? _open[^1].Node : _root, frame)));
            _openTimes[frame] = _openTimes.GetValueOrDefault(frame) + 1;
        }
        else if (type == "C")
        {
            CloseFrame(frame);
        }
        else
        {
            throw _json.Malformed("an event is 'O' or 'C' and has a frame");
        }
    }

    private void CloseFrame(int frame)
    {
        if (_open.Count == 0 || _open[^1].Frame != frame)
        {
            _stacks.Note("some functions end before those that they called, or without having begun; they are taken to end together");
        }

        if (_openTimes.GetValueOrDefault(frame) == 0)
        {
            return;
        }

        int closed;
        do
        {
            closed = _open[^1].Frame;
            _open.RemoveAt(_open.Count - 1);
            _openTimes[closed]--;
        }
        while (closed != frame);
    }

    /// <summary>What passed since the last event was spent in the innermost open frame.</summary>
    private void Pass(decimal at)
    {
        if (_at is decimal before && at > before && _open.Count > 0)
        {
            Add(_open[^1].Node, at - before);
        }

        _at = _at is decimal last && last > at ? last : at;
    }

    private void Close()
    {
        if (_evented && _open.Count > 0 && _end is decimal end)
        {
            Pass(end);
        }

        for (int i = 0; i < Math.Min(_samples.Count, _weights.Count); i++)
        {
            Add(_samples[i] < 0 ? _stacks.Child(-1, NoStack) : _samples[i], _weights[i]);
        }

        if (_samples.Count != _weights.Count)
        {
            _stacks.Note("there are more samples than weights, or more weights than samples; those without the other are left out");
        }

        _stacks.Add(_sums, _unit);
    }

    private void Add(int node, decimal weight)
    {
        try
        {
            _sums[node] = _sums.GetValueOrDefault(node) + weight;
        }
        catch (OverflowException error)
        {
            throw _json.Malformed("the weights add up to more than any number holds", error);
        }
    }

    private int Checked(int frame) => frame is >= 0 and < NoStack ? frame : throw _json.Malformed("a frame's number is expected");
}
