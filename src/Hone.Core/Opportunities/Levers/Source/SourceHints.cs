namespace Hone.Opportunities.Levers.Source;

/// <summary>What a light look at a function's tokens found. None of it is known as a compiler would know it.</summary>
[Flags]
public enum SourceFeature
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A loop that compares an item for equality and ends when it fits.</summary>
    EqualityScan = 1,

    /// <summary>A loop that compares an item for order and ends when it fits.</summary>
    OrderScan = 1 << 1,

    /// <summary>A search in a collection (<c>in</c> a list, <c>Contains</c>, <c>indexOf</c>, <c>find</c>) inside of a loop.</summary>
    SearchInLoop = 1 << 2,

    /// <summary>Two loops inside each other whose condition puts an item of the one together with one of the other.</summary>
    PairLoop = 1 << 3,

    /// <summary>A loop that does nothing but add up a range whose bounds come from outside of it.</summary>
    RangeSum = 1 << 4,

    /// <summary>A text or list is put together by <c>+=</c> or <c>concat</c> in a loop.</summary>
    ConcatInLoop = 1 << 5,

    /// <summary>A slice, substring or other copy of a part is made in a loop.</summary>
    SliceInLoop = 1 << 6,

    /// <summary>A pattern is compiled.</summary>
    CompilesPattern = 1 << 7,

    /// <summary>A table is filled by a loop with constant bounds.</summary>
    ConstantTable = 1 << 8,

    /// <summary>A codec is called in a loop.</summary>
    CodecInLoop = 1 << 9,

    /// <summary>Memory is got in a loop.</summary>
    AllocatesInLoop = 1 << 10,

    /// <summary>A file, a query or a request is opened or asked in a loop.</summary>
    AsksInLoop = 1 << 11,

    /// <summary>A whole file or stream is read at once.</summary>
    ReadsWhole = 1 << 12,

    /// <summary>The function calls itself at more than one place, or in a loop.</summary>
    BranchingRecursion = 1 << 13,

    /// <summary>Something is sorted in a loop.</summary>
    SortsInLoop = 1 << 14,

    /// <summary>A whole is made in a loop, of which few items are read.</summary>
    TakesFew = 1 << 15,

    /// <summary>Something is put into a queue.</summary>
    PutsIntoQueue = 1 << 16,

    /// <summary>Takes arguments, returns a value, and sets nothing but its own variables.</summary>
    LooksPure = 1 << 17,

    /// <summary>Keeps results already: a cache, a memo.</summary>
    KeepsResults = 1 << 18,

    /// <summary>It sorts.</summary>
    Sorts = 1 << 19,

    /// <summary>A pattern is compiled in a loop.</summary>
    CompilesInLoop = 1 << 20,

    /// <summary>A whole is sorted or copied by one call, and its first items are taken.</summary>
    TakesFirst = 1 << 21,
}

/// <summary>What the source of one function looks like.</summary>
/// <param name="Features">What was found.</param>
/// <param name="LoopDepth">How many loops lie inside each other at most; 0 for none.</param>
/// <param name="CalledInLoops">Names of the functions that it calls inside of loops, without what qualifies them.</param>
/// <param name="Unchanging">Of these, the ones that a loop calls with arguments that it does not change.</param>
/// <param name="Unread">Functions whose result is put into a variable that nothing reads.</param>
/// <param name="Conditional">Functions whose result is read only under a condition that was not asked before the call.</param>
public sealed record SourceHints(
    SourceFeature Features, int LoopDepth, IReadOnlySet<string> CalledInLoops, IReadOnlySet<string> Unchanging, IReadOnlySet<string> Unread, IReadOnlySet<string> Conditional)
{
    /// <summary>What would be found besides if the whole function were the body of a loop, as it is when it is called in one.</summary>
    public SourceFeature WhenLooped { get; init; }

    /// <summary>Nothing was found.</summary>
    public static SourceHints None { get; } = new(SourceFeature.None, 0, new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    /// <summary>True when any of them was found.</summary>
    public bool Has(SourceFeature any) => (Features & any) != 0;
}
