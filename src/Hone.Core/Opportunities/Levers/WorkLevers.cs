namespace Hone.Opportunities.Levers;

/// <summary>The levers that do less work, do it once, or let more threads do it.</summary>
public static class WorkLevers
{
    /// <summary>Not doing it.</summary>
    public static Lever WorkElimination { get; } = new(
        "work-elimination",
        "Work elimination",
        "Work whose result is not used, is known already, or stays the same through a loop is left out or moved out of it; a common case gets a short way.",
        LeverReliability.NeedsLines,
        "a third of all patches of experts does this, and no profile can tell work that is needed from work that is not: the lines must",
        "A function with at least {hot-share} of the CPU time and {samples} samples. Supported when its source shows a costly call whose arguments do not change in the loop around it, a result that nobody reads, "
        + "a sort inside of a loop, or a count from the start for each step.",
        [ProofClaims.InputDomain, ProofClaims.SideEffects, ProofClaims.Errors, ProofClaims.Validation],
        """
        before  for (i = 0; i < strlen(text); i++) …
        after   for (i = 0, n = strlen(text); i < n; i++) …
        """);

    /// <summary>Turning values into text and back.</summary>
    public static Lever Serialization { get; } = new(
        "serialization",
        "Serialization cost",
        "Values are turned into text or bytes and back less often, or by a cheaper codec: parse once, pass the value on, write straight to the output.",
        LeverReliability.NeedsLines,
        "codecs are known by their names, and what they cost is measured; whether the same value goes through them twice, the lines must show",
        "At least {codec-share} of the CPU time in codecs (JSON, XML, YAML, protobuf, pickle, base64, compression, text of numbers) that one function calls; in scripts with codecs in C, "
        + "a codec called in a loop of a function with {scan-share} of it.",
        [ProofClaims.Encoding, ProofClaims.Errors, ProofClaims.FloatingPoint, ProofClaims.Validation, ProofClaims.Ordering],
        """
        before  for item in items: config = json.loads(text); use(item, config)
        after   config = json.loads(text); for item in items: use(item, config)
        """);

    /// <summary>Several locks instead of one.</summary>
    public static Lever StripedLocks { get; } = new(
        "striped-locks",
        "Striped or shorter locks",
        "One lock that many threads wait for becomes several (by key, by bucket, by thread), is held for less, or is not needed.",
        LeverReliability.Raises,
        "waits are recorded with the place where they happen; without a lock profile the off-CPU profile shows waits in futex whose use is a guess",
        "At least {lock-wait} of the wall time (of as many CPUs as the program uses) spent waiting for locks, and at least {lock-site} of that waiting in one function.",
        [ProofClaims.ThreadSafety, ProofClaims.Ordering, ProofClaims.FloatingPoint, ProofClaims.SideEffects, ProofClaims.Resources],
        """
        before  lock (_all) { _counts[key]++; }
        after   lock (_locks[(key.GetHashCode() & int.MaxValue) % _locks.Length]) { … }
        """);

    /// <summary>Remembering results.</summary>
    public static Lever Memoization { get; } = new(
        "memoization",
        "Memoization",
        "The result of a function that depends on its arguments alone is kept and looked up when the same arguments come again.",
        LeverReliability.NeedsLines,
        "that the same arguments come again is not in a profile: a function that looks pure and is called in a loop is all that can be seen",
        "A function with at least {hot-share} of the CPU time and {samples} samples that takes arguments and returns a value, changes nothing that its source shows, does no I/O, and is called in a loop or by itself more than once.",
        [ProofClaims.State, ProofClaims.Resources, ProofClaims.ThreadSafety, ProofClaims.Aliasing, ProofClaims.FloatingPoint],
        """
        before  def weekday(date): …                      # called 100,000 times with 365 dates
        after   @functools.lru_cache(maxsize=1024)
                def weekday(date): …
        """);

    /// <summary>Not before it is asked for.</summary>
    public static Lever LazyEvaluation { get; } = new(
        "lazy-evaluation",
        "Lazy evaluation",
        "What is computed or loaded before it is known to be needed is computed when first asked for, or not at all.",
        LeverReliability.NeedsLines,
        "that a result is not used in most runs cannot be seen in one: work at the start, or a whole that is made and little of it read, is where to look",
        "At least {startup-share} of the CPU time in a function that the source shows to make more than is read of it (a whole list of which few items are taken, a result read only under a condition), "
        + "or in one that runs at the start and whose cost does not grow with the size.",
        [ProofClaims.Errors, ProofClaims.Ordering, ProofClaims.SideEffects, ProofClaims.ThreadSafety, ProofClaims.State],
        """
        before  rows = [render(row) for row in table]; print(rows[:10])
        after   print([render(row) for row in table[:10]])
        """);

    /// <summary>Once, and for all.</summary>
    public static Lever Precomputation { get; } = new(
        "precomputation",
        "Pre-computation",
        "What does not depend on the item is made once, before the loop or before the run: patterns, tables, formats, constants.",
        LeverReliability.NeedsLines,
        "building patterns and tables is known by names and by loops with constant bounds; that the arguments never change, the lines must show",
        "At least {precompute-share} of the CPU time in compiling patterns, or in a function that builds a table with constant bounds and is called in a loop.",
        [ProofClaims.State, ProofClaims.Errors, ProofClaims.ThreadSafety, ProofClaims.Resources, ProofClaims.FloatingPoint],
        """
        before  foreach (string line in lines) if (new Regex(pattern).IsMatch(line)) …
        after   Regex wanted = new(pattern); foreach (string line in lines) if (wanted.IsMatch(line)) …
        """);
}
