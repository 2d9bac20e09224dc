namespace Hone.Opportunities.Levers;

/// <summary>The levers that lower the power of n: a better algorithm or data structure.</summary>
public static class GrowthLevers
{
    /// <summary>Each part once.</summary>
    public static Lever DynamicProgramming { get; } = new(
        "dynamic-programming",
        "Dynamic programming",
        "A recursion that solves the same smaller problems again and again solves each once and keeps the answers in a table.",
        LeverReliability.NeedsLines,
        "stacks show recursion and its share, the source shows that it branches; that the branches meet the same problems, the lines must show",
        "At least {recursion-share} of the CPU time in stacks that hold the function at least twice; the source calls it more than once in its own body, or, over the sizes, the cost grows faster than n^{scan-exponent}.",
        [ProofClaims.Resources, ProofClaims.TieBreaking, ProofClaims.FloatingPoint, ProofClaims.InputDomain],
        """
        before  long ways(int n) { return n < 2 ? 1 : ways(n - 1) + ways(n - 2); }
        after   long a = 1, b = 1; for (int i = 2; i <= n; i++) (a, b) = (b, a + b);
        """);

    /// <summary>A dictionary instead of a search.</summary>
    public static Lever IndexLookup { get; } = new(
        "index-lookup",
        "Index-based lookup",
        "A search from the front of a collection for each item becomes a look-up in a dictionary, a set or an index that is built once.",
        LeverReliability.NeedsLines,
        "a quadratic with comparing frames, or a scanning loop, is a search as a rule; what is looked for, and that equality decides, the lines must show",
        "At least {scan-share} of the CPU time in comparing or scanning (a function such as strcmp, IndexOf, Contains or find below the project's own, or a loop that compares for equality and ends early), "
        + "and, over the sizes, a cost that grows as n^{scan-exponent} or faster.",
        [ProofClaims.Ordering, ProofClaims.TieBreaking, ProofClaims.Resources, ProofClaims.InputDomain],
        """
        before  for line in lines: user = next(u for u in users if u.id == line.user)
        after   by_id = {u.id: u for u in users}; for line in lines: user = by_id[line.user]
        """);

    /// <summary>Halves instead of steps.</summary>
    public static Lever BinarySearch { get; } = new(
        "binary-search",
        "Binary search",
        "In sorted data the place is found by halving instead of from the front.",
        LeverReliability.NeedsLines,
        "that data are sorted is in no profile: a loop that compares for order and ends early is where to look",
        "As index-lookup, where the loop that ends early compares for order (<, >), not for equality.",
        [ProofClaims.TieBreaking, ProofClaims.InputDomain, ProofClaims.FloatingPoint],
        """
        before  while (i < n && bounds[i] <= value) i++;
        after   i = upper_bound(bounds, n, value);
        """);

    /// <summary>Two places that only move forward.</summary>
    public static Lever TwoPointer { get; } = new(
        "two-pointer",
        "Two pointers",
        "Two loops, one inside the other, over sorted data become one pass with two places that only move one way.",
        LeverReliability.Hint,
        "that both places only move one way follows from the meaning of the loops, which no profile and no look at tokens can tell",
        "At least {scan-share} of the CPU time in a function with two loops inside each other whose condition puts an item of the one together with an item of the other; over the sizes a cost that grows as n^{scan-exponent} or faster.",
        [ProofClaims.Ordering, ProofClaims.TieBreaking, ProofClaims.InputDomain],
        """
        before  for (i…) for (j = i + 1…) if (a[i] + a[j] == target) …
        after   for (i = 0, j = n - 1; i < j;) a[i] + a[j] < target ? i++ : j--
        """);

    /// <summary>A difference instead of a sum.</summary>
    public static Lever PrefixSums { get; } = new(
        "prefix-sums",
        "Prefix sums",
        "Sums, counts or other aggregates over ranges are differences of running totals that are made once.",
        LeverReliability.Hint,
        "that ranges overlap follows from their bounds; a loop that only adds up, inside another or called in one, is all that can be seen",
        "At least {scan-share} of the CPU time in a function with a loop that does nothing but add up a range that others choose; over the sizes a cost that grows as n^{scan-exponent} or faster.",
        [ProofClaims.FloatingPoint, ProofClaims.InputDomain, ProofClaims.Resources],
        """
        before  for (l, r) in ranges: print(sum(values[l:r]))
        after   totals = [0, *itertools.accumulate(values)]; for (l, r) in ranges: print(totals[r] - totals[l])
        """);
}
