namespace Hone.Profiling.Formats.NetTrace;

/// <summary>Adds up the sampled allocations of one trace by stack, and names them once the trace has told all methods.</summary>
public sealed class AllocationStacks
{
    private readonly AddressSums<Sum> _sums = new();
    private readonly Dictionary<string, double> _bytesOfType = [];
    private double _sampled;

    /// <summary>How many samples were added.</summary>
    public long Samples { get; private set; }

    /// <summary>The estimated bytes of each type of object, by the runtime's spelling.</summary>
    public IReadOnlyDictionary<string, double> BytesOfType => _bytesOfType;

    /// <summary>How many of them the session itself caused; they are not written.</summary>
    public long OfSession { get; private set; }

    /// <summary>How many addresses on the stacks no method was announced for, of how many.</summary>
    public (long Unnamed, long All) Frames { get; private set; }

    /// <summary>Takes the event if it is a sampled allocation; <paramref name="wanted"/> says which of the two kinds.</summary>
    public void Add(in NetTraceEvent traceEvent, ClrEvent wanted)
    {
        if (ClrEvents.Classify(traceEvent.Kind) != wanted || !ClrEvents.TryAllocation(traceEvent, out ClrAllocation allocation))
        {
            return;
        }

        Samples++;
        _sampled += allocation.Bytes;
        _bytesOfType[allocation.TypeName] = _bytesOfType.GetValueOrDefault(allocation.TypeName) + allocation.Bytes;
        Sum sum = _sums.Of(traceEvent.Stack);
        sum.Bytes += allocation.Bytes;
        sum.Objects += allocation.Objects;
        sum.Samples++;
    }

    /// <summary>
    /// Adds all stacks to <paramref name="profile"/> with the values bytes, allocations, samples. Where the program's whole allocation is
    /// known (<paramref name="counted"/>, in bytes), sampled bytes and objects are corrected so that they add up to it (a ratio estimate:
    /// Cochran, Sampling Techniques, chapter 6).
    /// </summary>
    public void Write(ProfileBuilder profile, MethodMap methods, ManagedFrames frames, long? counted = null)
    {
        double correction = counted is long bytes && _sampled > 0 ? bytes / _sampled : 1;
        foreach ((ulong[] addresses, Sum sum) in _sums.All)
        {
            List<Frame> stack = Name(addresses, sum, methods, frames);
            if (stack.Exists(static frame => frame.Function == ClrEvents.SessionStart))
            {
                OfSession += sum.Samples;
            }
            else
            {
                profile.AddStack(stack, (long)Math.Round(sum.Bytes * correction), (long)Math.Round(sum.Objects * correction), sum.Samples);
            }
        }
    }

    private List<Frame> Name(ulong[] addresses, Sum sum, MethodMap methods, ManagedFrames frames)
    {
        List<Frame> stack = [];
        for (int i = addresses.Length - 1; i >= 0; i--)
        {
            // All but the leaf are return addresses, which may lie behind the end of a method that ends in a call.
            ManagedMethod? method = methods.Find(i == 0 ? addresses[i] : addresses[i] - 1);
            Frames = (Frames.Unnamed + (method is null ? sum.Samples : 0), Frames.All + sum.Samples);
            if (method is not null)
            {
                stack.Add(frames.Of(method));
            }
        }

        if (stack.Count == 0)
        {
            stack.Add(new Frame(addresses.Length == 0 ? "[allocated by the .NET runtime]" : FrameRules.UnnamedDotnet, "", FrameOrigin.Runtime));
        }

        return stack;
    }

    private sealed class Sum
    {
        public double Bytes { get; set; }

        public double Objects { get; set; }

        public long Samples { get; set; }
    }
}
