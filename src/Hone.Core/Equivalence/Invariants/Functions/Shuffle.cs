using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>
/// A random order that follows from its seed alone: the shuffle of R. A. Fisher and F. Yates (1938) in R. Durstenfeld's form
/// (CACM 1964), its numbers from SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014), whose bias of at most n/2⁶⁴ does not matter here.
/// </summary>
internal static class Shuffle
{
    /// <summary>The items in the order of the seed.</summary>
    public static IEnumerable<Value> Of(IReadOnlyList<Value> items, int seed)
    {
        Value[] shuffled = [.. items];
        ulong state = (ulong)seed;
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            state += 0x9E3779B97F4A7C15;
            ulong bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            int j = (int)(((UInt128)(bits ^ (bits >> 31)) * (uint)(i + 1)) >> 64);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
