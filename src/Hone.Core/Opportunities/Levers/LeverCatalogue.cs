namespace Hone.Opportunities.Levers;

/// <summary>All levers, the most frequent of real performance patches first.</summary>
public static class LeverCatalogue
{
    /// <summary>The levers in the order in which they are shown.</summary>
    public static IReadOnlyList<Lever> All { get; } =
    [
        WorkLevers.WorkElimination,
        IoLevers.NPlusOne,
        MemoryLevers.ZeroCopy,
        MemoryLevers.BufferReuse,
        IoLevers.ScatterGather,
        WorkLevers.Serialization,
        MemoryLevers.BoundedQueue,
        WorkLevers.StripedLocks,
        WorkLevers.Memoization,
        GrowthLevers.DynamicProgramming,
        WorkLevers.LazyEvaluation,
        MemoryLevers.Streaming,
        WorkLevers.Precomputation,
        GrowthLevers.IndexLookup,
        GrowthLevers.BinarySearch,
        GrowthLevers.TwoPointer,
        GrowthLevers.PrefixSums,
    ];

    /// <summary>The lever of that name, or null.</summary>
    public static Lever? Find(string name) => All.FirstOrDefault(lever => lever.Name == name);
}
