namespace Hone.Profiling.Formats.NetTrace;

/// <summary>What an event of the runtime means for a profile.</summary>
public enum ClrEvent
{
    /// <summary>Nothing that is used here.</summary>
    Other,

    /// <summary>Machine code of a method: <see cref="ClrEvents.TryMethod"/>.</summary>
    Method,

    /// <summary>An assembly: <see cref="ClrEvents.TryModule"/>.</summary>
    Module,

    /// <summary>An object chosen by the random sampler of .NET 10: <see cref="ClrEvents.TryAllocation"/>.</summary>
    AllocationSampled,

    /// <summary>The object that crossed the next 100 KiB: <see cref="ClrEvents.TryAllocation"/>.</summary>
    AllocationTick,

    /// <summary>A garbage collection begins, on the event's thread.</summary>
    CollectionStart,

    /// <summary>A garbage collection ended.</summary>
    CollectionEnd,

    /// <summary>The event's thread begins to wait for a managed lock that another holds.</summary>
    ContentionStart,

    /// <summary>The wait for a managed lock has ended.</summary>
    ContentionStop,
}

/// <summary>
/// Decodes the events of the .NET runtime that profiles are made of. Layouts: <c>src/coreclr/vm/ClrEtwAll.man</c> of the
/// dotnet/runtime repository; later versions of an event only append fields.
/// </summary>
public static class ClrEvents
{
    /// <summary>The provider of events that happen while the program runs.</summary>
    public const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>The provider that lists methods and assemblies when a session ends.</summary>
    public const string Rundown = "Microsoft-Windows-DotNETRuntimeRundown";

    /// <summary>
    /// The method that describes the runtime's events to a session that begins. No run without a session comes through it,
    /// so what it costs and allocates is the profiler's, not the program's.
    /// </summary>
    public const string SessionStart = "System.Diagnostics.Tracing.EventSource.DoCommand";

    /// <summary>The mean distance of two samples of the allocation sampler, in bytes (dotnet/runtime, gc.h: 100 KiB).</summary>
    private const double SamplingDistance = 102400;

    private const uint DynamicFlag = 0x1;
    private const uint JittedFlag = 0x8;

    /// <summary>What events of this kind mean. The numbers of the two providers overlap with different meanings.</summary>
    public static ClrEvent Classify(EventKind kind) => kind.Provider switch
    {
        Runtime => kind.Id switch
        {
            143 or 144 => ClrEvent.Method, // 144: unloaded, which is the last that is heard of generated code
            152 => ClrEvent.Module,
            303 => ClrEvent.AllocationSampled,
            10 => ClrEvent.AllocationTick,
            1 => ClrEvent.CollectionStart,
            2 => ClrEvent.CollectionEnd,
            81 => ClrEvent.ContentionStart,
            91 => ClrEvent.ContentionStop,
            _ => ClrEvent.Other,
        },
        Rundown => kind.Id switch
        {
            143 or 144 => ClrEvent.Method,
            153 or 154 => ClrEvent.Module,
            _ => ClrEvent.Other,
        },
        _ => ClrEvent.Other,
    };

    /// <summary>Decodes MethodLoadVerbose, MethodUnloadVerbose, MethodDCStartVerbose and MethodDCEndVerbose; false when the payload is cut off.</summary>
    public static bool TryMethod(in NetTraceEvent traceEvent, out ClrMethod method)
    {
        ByteCursor cursor = new(traceEvent.Payload);
        cursor.Skip(8); // the runtime's number of the method
        ulong moduleId = cursor.U64();
        ulong start = cursor.U64();
        uint size = cursor.U32();
        uint token = cursor.U32();
        uint flags = cursor.U32();
        string typeName = cursor.Utf16();
        string name = cursor.Utf16();
        string signature = cursor.Utf16();
        CodeTier tier = (flags & JittedFlag) == 0 ? CodeTier.ReadyToRun : (CodeTier)((flags >> 7) & 7);
        method = new ClrMethod(start, size, moduleId, token, typeName, name, signature, tier, (flags & DynamicFlag) != 0);
        return !cursor.Failed;
    }

    /// <summary>Decodes ModuleLoad, ModuleDCStart and ModuleDCEnd; false when the payload is cut off.</summary>
    public static bool TryModule(in NetTraceEvent traceEvent, out ClrModule module)
    {
        ByteCursor cursor = new(traceEvent.Payload);
        ulong id = cursor.U64();
        cursor.Skip(8 + 4 + 4); // the assembly, flags, reserved
        module = new ClrModule(id, cursor.Utf16());
        return !cursor.Failed;
    }

    /// <summary>
    /// Decodes AllocationSampled and AllocationTick; false when the payload is cut off. The sampler chooses each byte with
    /// probability 1/102400, so an object of <c>s</c> bytes is chosen with probability <c>1-(1-1/102400)^s</c> and stands
    /// for the inverse of that many objects (Horvitz–Thompson). A tick stands for the bytes since the last one.
    /// </summary>
    public static bool TryAllocation(in NetTraceEvent traceEvent, out ClrAllocation allocation)
    {
        ByteCursor cursor = new(traceEvent.Payload);
        string typeName;
        double bytes;
        double size;
        if (Classify(traceEvent.Kind) == ClrEvent.AllocationSampled)
        {
            cursor.Skip(4 + 2); // the kind of heap, the runtime's instance
            cursor.Pointer(traceEvent.PointerSize); // the type's number
            typeName = cursor.Utf16();
            cursor.Pointer(traceEvent.PointerSize); // the object
            size = cursor.U64();
            bytes = size / -double.ExpM1(size * double.LogP1(-1 / SamplingDistance));
        }
        else
        {
            cursor.Skip(4 + 4 + 2); // 32-bit amount, kind of heap, instance
            bytes = cursor.U64();
            cursor.Pointer(traceEvent.PointerSize);
            typeName = cursor.Utf16();
            cursor.Skip(4); // the heap
            cursor.Pointer(traceEvent.PointerSize);
            size = cursor.Remaining >= 8 ? cursor.U64() : 0; // .NET 5 and later
        }

        bool sane = !cursor.Failed && double.IsFinite(bytes) && bytes is >= 0 and < 1e15;
        allocation = new ClrAllocation(typeName, bytes, size >= 1 ? bytes / size : 1);
        return sane;
    }
}
