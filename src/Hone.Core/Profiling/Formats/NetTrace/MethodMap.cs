namespace Hone.Profiling.Formats.NetTrace;

/// <summary>A method that an address belongs to.</summary>
/// <param name="Name">Its readable name.</param>
/// <param name="ModulePath">The file of its assembly; empty for generated code.</param>
/// <param name="Code">What the runtime said about it.</param>
public sealed record ManagedMethod(string Name, string ModulePath, ClrMethod Code);

/// <summary>Names the code addresses of one .NET process from the runtime's own announcements.</summary>
public sealed class MethodMap
{
    private readonly Dictionary<ulong, ClrMethod> _methods = [];
    private readonly Dictionary<ulong, string> _modules = [];
    private readonly Dictionary<int, ManagedMethod> _named = [];
    private ClrMethod[]? _sorted;

    /// <summary>How many pieces of code are known.</summary>
    public int Count => _methods.Count;

    /// <summary>True once the list at the end of a session was seen: every method that existed then is known.</summary>
    public bool HasRundown { get; private set; }

    /// <summary>Takes what <paramref name="traceEvent"/> says about methods and assemblies; other events are ignored.</summary>
    public void Add(in NetTraceEvent traceEvent)
    {
        switch (ClrEvents.Classify(traceEvent.Kind))
        {
            case ClrEvent.Method when ClrEvents.TryMethod(traceEvent, out ClrMethod method) && method.Size > 0:
                // A later announcement of the same address replaces an earlier one: the memory was used again.
                _methods[method.Start] = method;
                _sorted = null;
                HasRundown |= traceEvent.Kind.Provider == ClrEvents.Rundown;
                break;
            case ClrEvent.Module when ClrEvents.TryModule(traceEvent, out ClrModule module):
                _modules[module.Id] = module.Path;
                break;
        }
    }

    /// <summary>The method whose code holds <paramref name="address"/>, or null.</summary>
    public ManagedMethod? Find(ulong address)
    {
        ClrMethod[] methods = _sorted ??= Sort();
        int low = 0;
        int high = methods.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (methods[middle].Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && address - methods[high].Start < methods[high].Size ? Named(high, methods[high]) : null;
    }

    private ClrMethod[] Sort()
    {
        ClrMethod[] sorted = [.. _methods.Values];
        Array.Sort(sorted, static (left, right) => left.Start.CompareTo(right.Start));
        _named.Clear();
        return sorted;
    }

    private ManagedMethod Named(int index, ClrMethod code)
    {
        if (!_named.TryGetValue(index, out ManagedMethod? method))
        {
            method = new ManagedMethod(MethodNames.Readable(code.TypeName, code.Name), _modules.GetValueOrDefault(code.ModuleId, ""), code);
            _named.Add(index, method);
        }

        return method;
    }
}
