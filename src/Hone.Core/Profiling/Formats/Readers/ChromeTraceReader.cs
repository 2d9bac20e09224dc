using System.Text.Json;
using Hone.Profiling.Formats.ChromeTrace;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// Chrome's trace events (the "Trace Event Format" document of the Chromium project): calls that are complete (<c>X</c>) or begin and end
/// (<c>B</c>, <c>E</c>), as a list or as <c>traceEvents</c> of an object. A stack is what is open at one time in one thread, and its weight
/// the time in the innermost call itself. Other events are no calls and are left out. Memory grows by 24 bytes with each call.
/// </summary>
internal sealed class ChromeTraceReader : IProfileReader
{
    private const decimal NanosecondsEach = 1000;
    private const decimal MostMicroseconds = 1L << 50;

    public string Name => "chrome-trace";

    public string Title => "a Chrome trace";

    public bool Recognises(ReadOnlySpan<byte> head) =>
        JsonHead.Of(head) is JsonHead json && (json.Has("traceEvents") || (json.HasBelow("ph") && (json.IsArray || !json.Has("profiles"))));

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        JsonInput json = new(bytes, Name, options.Place, cancellation);
        Trace trace = new();
        bool cutOff = false;
        try
        {
            json.Read();
            if (json.Token == JsonTokenType.StartArray)
            {
                trace.ReadEvents(json);
            }
            else if (json.Token != JsonTokenType.StartObject)
            {
                throw json.Malformed("a list of events is expected, or an object with traceEvents");
            }
            else
            {
                while (json.NextKey())
                {
                    if (json.Is("traceEvents"u8) && json.IsArray())
                    {
                        trace.ReadEvents(json);
                    }
                    else if (json.Token == JsonTokenType.PropertyName)
                    {
                        json.SkipValue();
                    }
                }
            }
        }
        catch (EndOfStreamException)
        {
            cutOff = true;
        }

        return trace.Build(options, cutOff);
    }

    private sealed class Trace
    {
        private readonly Dictionary<(string, string), TraceThread> _threads = [];
        private readonly FrameTable _frames = new();
        private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
        private long _calls;
        private long _others;

        public void ReadEvents(JsonInput json)
        {
            while (json.NextElement())
            {
                if (json.Token != JsonTokenType.StartObject)
                {
                    throw json.Malformed("an event is expected");
                }

                ReadEvent(json);
            }
        }

        public Profile Build(ReadOptions options, bool cutOff)
        {
            StackTree tree = new(1);
            foreach (TraceThread thread in _threads.Values)
            {
                int root = options.ByProgram ? tree.Child(-1, _frames.Number(new Frame(thread.Name.Length == 0 ? "[thread]" : thread.Name, "", FrameOrigin.Native))) : -1;
                thread.Nest((parent, name) => tree.Child(parent < 0 ? root : parent, name), (node, time) => tree.Add(node, Math.Max(0, time)));
            }

            return tree.Build(ProfileKind.Cpu, [new("wall time", Unit.Nanoseconds)], _frames.Frames, "trace events", options, Notes(cutOff));
        }

        private List<string> Notes(bool cutOff)
        {
            List<string> notes = ["the times of a trace are of the wall clock: a call that waits counts like one that works"];
            if (cutOff)
            {
                notes.Add("the file is not closed: the program that wrote it was ended, or the file is cut off");
            }

            if (_others > 0)
            {
                notes.Add($"{_others} events that are no calls (marks, counters, asynchronous ones) are left out, of {_others + _calls}");
            }

            if (_threads.Values.Sum(thread => thread.Unmatched) is long unmatched and > 0)
            {
                notes.Add($"{unmatched} calls end without having begun, and are left out");
            }

            if (_threads.Values.Sum(thread => thread.Unfinished) is int unfinished and > 0)
            {
                notes.Add($"{unfinished} calls never end, and are taken to last as long as their thread is heard of");
            }

            return notes;
        }

        private void ReadEvent(JsonInput json)
        {
            string phase = "";
            string name = "";
            string process = "";
            string thread = "";
            string threadName = "";
            decimal start = 0;
            decimal length = 0;
            while (json.NextKey())
            {
                if (json.Is("ph"u8))
                {
                    phase = json.ReadText();
                }
                else if (json.Is("name"u8))
                {
                    name = json.ReadText();
                }
                else if (json.Is("ts"u8))
                {
                    start = ReadTime(json);
                }
                else if (json.Is("dur"u8))
                {
                    length = ReadTime(json);
                }
                else if (json.Is("pid"u8))
                {
                    process = json.ReadScalar();
                }
                else if (json.Is("tid"u8))
                {
                    thread = json.ReadScalar();
                }
                else if (json.Is("args"u8) && json.IsObject())
                {
                    while (json.NextKey())
                    {
                        threadName = json.Is("name"u8) ? json.ReadText() : Skipped(json, threadName);
                    }
                }
                else if (json.Token == JsonTokenType.PropertyName)
                {
                    json.SkipValue();
                }
            }

            Take(phase, name, Thread(process, thread), start, length, name == "thread_name" ? threadName : "");
        }

        private void Take(string phase, string name, TraceThread thread, decimal start, decimal length, string threadName)
        {
            long at = (long)decimal.Round(start * NanosecondsEach);
            if (_calls++ == TooLarge.MostSamples)
            {
                throw TooLarge.Problem("calls");
            }

            switch (phase)
            {
                case "X":
                    thread.Complete(at, (long)decimal.Round(Math.Max(0, length) * NanosecondsEach), Frame(name));
                    break;
                case "B":
                    thread.Begin(at, Frame(name));
                    break;
                case "E":
                    thread.End(at);
                    break;
                default:
                    _calls--;
                    _others += phase == "M" ? 0 : 1;
                    thread.Name = threadName.Length > 0 ? threadName : thread.Name;
                    break;
            }
        }

        private int Frame(string name)
        {
            if (!_names.TryGetValue(name, out int number))
            {
                number = _frames.Number(FrameGuess.Of(name));
                _names.Add(name, number);
            }

            return number;
        }

        private TraceThread Thread(string process, string thread)
        {
            if (!_threads.TryGetValue((process, thread), out TraceThread? found))
            {
                found = new TraceThread();
                _threads.Add((process, thread), found);
            }

            return found;
        }

        private static decimal ReadTime(JsonInput json)
        {
            // Some writers put numbers into quotes.
            json.Read();
            decimal time = json.Token == JsonTokenType.String && decimal.TryParse(json.Text(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal quoted) ? quoted : json.Number();
            return Math.Abs(time) < MostMicroseconds ? time : throw json.Malformed("a time is that of this age, in microseconds");
        }

        private static string Skipped(JsonInput json, string value)
        {
            json.SkipValue();
            return value;
        }
    }
}
