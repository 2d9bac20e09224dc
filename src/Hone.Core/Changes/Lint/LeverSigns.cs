using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>Words that a lever brings in as a rule: strong signs only, for two levers at once are refused.</summary>
internal static class LeverSigns
{
    private static readonly (string Lever, TokenTable Signs)[] _signs =
    [
        ("remembers results", new("lru_cache", "functools . cache", "@cache", "cached_property", "GetOrAdd", "MemoryCache", "memoize", "@lru_cache", "@functools . lru_cache", "@functools . cache", "computeIfAbsent")),
        ("runs in parallel", new(
            "pthread_create (", "new Thread", "Parallel . For", "Parallel . ForEach", "Task . Run", "ThreadPool", "ThreadPoolExecutor", "ProcessPoolExecutor", "multiprocessing", "par_iter", "rayon", "go func", "std . thread", "std . async", "threading . Thread", "AsParallel",
            "new Worker", "WhenAll (", "Promise . all", "thrd_create (", "thread . spawn", "parallelStream")),
        ("looks up by key", new(
            "new Dictionary", "new HashSet", "HashMap . new", "HashSet . new", "new HashMap", "new HashSet", "new Map", "new Set", "unordered_map", "unordered_set", "defaultdict (", "frozenset (", "Dictionary <", "HashSet <", "hsearch", "FrozenDictionary", "ToDictionary (", "ToHashSet (",
            "ToLookup (", "= set (", "= dict (", "= { }")),
        ("searches in order", new("bisect", "bisect_left", "bisect_right", "BinarySearch (", "lower_bound", "upper_bound", "bsearch (", "heapq", "PriorityQueue", "binary_search", "nth_element", "partial_sort", "nlargest (", "nsmallest (")),
        ("buffers input or output", new("setvbuf (", "BufferedStream", "BufferedWriter", "BufferedReader", "BufWriter", "BufReader", "writelines (", "writev (", "readv (", "bufio", "readinto (", "bufferSize", "BufferedOutputStream", "BufferedInputStream", "setbuf (")),
        ("puts texts together once", new("StringBuilder", "string . Create", "ostringstream", "join (", "StringIO")),
        ("uses memory again", new("ArrayPool", "MemoryPool", "ObjectPool", "stackalloc", "sync . Pool", "arena", "with_capacity (", "reserve (", "EnsureCapacity")),
        ("passes views", new("AsSpan (", "AsMemory (", "string_view", "memoryview (", "ReadOnlySpan", "subarray (", "Slice (")),
        ("compiles a pattern once", new("re . compile", "RegexOptions . Compiled", "GeneratedRegex", "regcomp (", "LazyLock", "once_cell")),
    ];

    private static readonly string[] _keeping = ["cache", "memo"];

    /// <summary>What the changed lines of some parts bring in.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<ChangedLine> lines)
    {
        ChangedLine[] all = [.. lines];
        List<SourceToken> added = [.. all.Where(line => line.IsNew).SelectMany(line => line.Tokens)];
        List<SourceToken> removed = [.. all.Where(line => !line.IsNew).SelectMany(line => line.Tokens)];
        HashSet<string> found = [.. _signs.Where(sign => sign.Signs.IsIn(added) && !sign.Signs.IsIn(removed)).Select(sign => sign.Lever)];
        if (added.Exists(IsKept) && !removed.Exists(IsKept))
        {
            found.Add(_signs[0].Lever);
        }

        return found;
    }

    private static bool IsKept(SourceToken token) =>
        token.Kind == TokenKind.Word && Array.Exists(_keeping, word => token.Text.Contains(word, StringComparison.OrdinalIgnoreCase)) && !token.Text.Contains("memory", StringComparison.OrdinalIgnoreCase)
        && !token.Text.Contains("memor", StringComparison.OrdinalIgnoreCase);
}
