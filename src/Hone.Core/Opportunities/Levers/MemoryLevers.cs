namespace Hone.Opportunities.Levers;

/// <summary>The levers that change how memory is got, copied and held.</summary>
public static class MemoryLevers
{
    /// <summary>A view instead of a copy.</summary>
    public static Lever ZeroCopy { get; } = new(
        "zero-copy",
        "Zero-copy",
        "Bytes are copied from one place to another only to be read there: a view, a span, an offset or a moved owner serves as well.",
        LeverReliability.Raises,
        "compiled code calls memcpy and memmove by name, so that copies are seen where they are made; in managed and script code the copy hides in the runtime, and lines are needed",
        "At least {copy-share} of the CPU time in copying that one function asks for itself, outside of sorting, of growing a container and of buffered I/O. "
        + "In managed code also at least {churn-share} of the allocated bytes in copies where memory costs {memory-cost} of the CPU time; in scripts, slices or texts put together in a loop of a function with {scan-share} of it.",
        [ProofClaims.Aliasing, ProofClaims.Resources, ProofClaims.ThreadSafety, ProofClaims.Errors],
        """
        before  string field = line.Substring(start, length); total += int.Parse(field);
        after   total += int.Parse(line.AsSpan(start, length));
        """);

    /// <summary>One buffer instead of many.</summary>
    public static Lever BufferReuse { get; } = new(
        "buffer-reuse",
        "Buffer reuse",
        "Memory that is got, used and given back for each item is got once and used again: a buffer outside of the loop, a pool, an arena.",
        LeverReliability.Raises,
        "bytes, blocks and what of them is in use at once are counted or sampled without bias; of Python programs only what is in use is known, and lines are needed",
        "At least {churn-share} of the allocated bytes and {churn-allocations} allocations by one function, of which at most {churn-alive} is in use at once "
        + "({churn-alive-bound} where only the largest resident set bounds it); at least {memory-cost} of the CPU time in allocators, collection, page faults or clearing memory.",
        [ProofClaims.Aliasing, ProofClaims.State, ProofClaims.ThreadSafety, ProofClaims.Resources],
        """
        before  for (…) { char *buffer = malloc(size); fill(buffer); use(buffer); free(buffer); }
        after   char *buffer = malloc(size); for (…) { fill(buffer); use(buffer); } free(buffer);
        """);

    /// <summary>A part at a time.</summary>
    public static Lever Streaming { get; } = new(
        "streaming",
        "Streaming and chunked processing",
        "The input is worked on as it comes, a line or a chunk at a time, instead of being held as a whole.",
        LeverReliability.Raises,
        "memory against input over three sizes is counted; at one size it may be something else that is held, and work that needs the whole input (sorting it, looking up in it) cannot stream",
        "The largest resident set grows by at least {memory-per-input-byte} bytes for each byte of input, or with an exponent of at least {memory-exponent}, over three sizes, and holds at least {whole-input} of it. "
        + "By itself only when nothing sorts the whole. At one size: at least as much memory held by one function as the run reads, and a call that reads a whole file.",
        [ProofClaims.Ordering, ProofClaims.PartialResults, ProofClaims.Errors, ProofClaims.Validation, ProofClaims.FloatingPoint],
        """
        before  for line in open(path).read().split("\n"): count(line)
        after   for line in open(path): count(line)
        """);

    /// <summary>A queue that makes its writers wait.</summary>
    public static Lever BoundedQueue { get; } = new(
        "bounded-queue",
        "Bounded queue with backpressure",
        "A queue between threads or tasks gets a limit, at which whoever fills it waits: memory stays bounded, and nothing grows old in it.",
        LeverReliability.Hint,
        "whether a queue outgrows its readers shows only under load; a profile of a run that ends shows a queue and memory that grows with the input",
        "Functions that put into a queue on the stacks that hold memory (or in the source), more than one thread, and a largest resident set that grows with an exponent of at least {memory-exponent}, or at least {whole-input} held behind the queue.",
        [ProofClaims.ThreadSafety, ProofClaims.Ordering, ProofClaims.Errors, ProofClaims.SideEffects],
        """
        before  BlockingCollection<Job> jobs = new();
        after   BlockingCollection<Job> jobs = new(boundedCapacity: 256);   // Add waits when it is full
        """);
}
