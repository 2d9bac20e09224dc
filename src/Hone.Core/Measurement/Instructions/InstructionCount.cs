namespace Hone.Measurement.Instructions;

/// <summary>What one process of a run executed.</summary>
/// <param name="Command">Its command line.</param>
/// <param name="Total">Instructions in user mode.</param>
/// <param name="Functions">Instructions of each function itself, by name; empty where the source does not tell them apart.</param>
public sealed record ProcessInstructions(string Command, long Total, IReadOnlyDictionary<string, long> Functions);

/// <summary>The instructions that one run of a command executed in user mode.</summary>
/// <param name="Total">The sum over its processes.</param>
/// <param name="Processes">The processes, the greatest first; one for all where the source does not tell them apart.</param>
/// <param name="Source">What counted, with the options that the figure depends on. Counts of two sources are never compared.</param>
/// <param name="Settings">What was set so that the count repeats, each as a person would write it: <c>PYTHONHASHSEED=0</c>.</param>
public sealed record InstructionCount(long Total, IReadOnlyList<ProcessInstructions> Processes, string Source, IReadOnlyList<string> Settings)
{
    /// <summary>What a reader must know before using the figure, each as one sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Instructions of each function itself, over all processes.</summary>
    public IReadOnlyDictionary<string, long> ByFunction() => Sum(Processes.Select(process => process.Functions));

    /// <summary>The sums, function by function.</summary>
    public static IReadOnlyDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> parts)
    {
        Dictionary<string, long> sums = new(StringComparer.Ordinal);
        foreach ((string function, long count) in parts.SelectMany(part => part))
        {
            sums[function] = sums.GetValueOrDefault(function) + count;
        }

        return sums;
    }
}
