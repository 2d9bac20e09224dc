namespace Hone.Opportunities;

/// <summary>Levers of one way of thinking, in the order in which rounds try them: what is quickly done and safe comes first.</summary>
public enum LeverClass
{
    /// <summary>Not doing what nobody needs, or doing it once.</summary>
    LessWork,

    /// <summary>Fewer and larger requests and system calls.</summary>
    FewerTrips,

    /// <summary>Fewer copies and allocations.</summary>
    LessMemory,

    /// <summary>Another algorithm or data structure.</summary>
    Algorithm,

    /// <summary>Threads that wait less for each other.</summary>
    Concurrency,
}

/// <summary>Which lever belongs to which class.</summary>
public static class LeverClasses
{
    private static readonly Dictionary<string, LeverClass> _of = new(StringComparer.Ordinal)
    {
        ["work-elimination"] = LeverClass.LessWork,
        ["memoization"] = LeverClass.LessWork,
        ["lazy-evaluation"] = LeverClass.LessWork,
        ["precomputation"] = LeverClass.LessWork,
        ["n-plus-one"] = LeverClass.FewerTrips,
        ["scatter-gather"] = LeverClass.FewerTrips,
        ["streaming"] = LeverClass.FewerTrips,
        ["zero-copy"] = LeverClass.LessMemory,
        ["buffer-reuse"] = LeverClass.LessMemory,
        ["serialization"] = LeverClass.LessMemory,
        ["dynamic-programming"] = LeverClass.Algorithm,
        ["index-lookup"] = LeverClass.Algorithm,
        ["binary-search"] = LeverClass.Algorithm,
        ["two-pointer"] = LeverClass.Algorithm,
        ["prefix-sums"] = LeverClass.Algorithm,
        ["bounded-queue"] = LeverClass.Concurrency,
        ["striped-locks"] = LeverClass.Concurrency,
    };

    /// <summary>The class of a lever by its name; null for a lever that the table does not know.</summary>
    public static LeverClass? Of(string? lever) => lever is not null && _of.TryGetValue(lever, out LeverClass found) ? found : null;

    /// <summary>The class in words.</summary>
    public static string Title(this LeverClass lever) => lever switch
    {
        LeverClass.LessWork => "less work",
        LeverClass.FewerTrips => "fewer trips",
        LeverClass.LessMemory => "less memory",
        LeverClass.Algorithm => "another algorithm",
        _ => "less waiting for each other",
    };

    /// <summary>The name in JSON.</summary>
    public static string Name(this LeverClass lever) => lever switch
    {
        LeverClass.LessWork => "less-work",
        LeverClass.FewerTrips => "fewer-trips",
        LeverClass.LessMemory => "less-memory",
        LeverClass.Algorithm => "algorithm",
        _ => "concurrency",
    };
}
