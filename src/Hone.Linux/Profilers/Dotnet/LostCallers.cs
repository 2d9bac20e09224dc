using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// Finds the caller that frame pointers lose when a method was replaced while it ran (on-stack replacement). The new code
/// keeps the old frame's saved frame pointer, so a walk gives: new code, a place in the old code of the same method, and
/// then the caller's caller. Who stood between is learned from stacks that are whole.
/// </summary>
internal sealed class LostCallers
{
    private readonly Dictionary<(ulong Address, Frame Callee), Frame?> _byPlace = [];
    private readonly Dictionary<(Frame Caller, Frame Callee), Frame?> _byFunction = [];
    private readonly Dictionary<ulong, Frame?> _calledFrom = [];

    /// <summary>True when <paramref name="inner"/> replaced <paramref name="outer"/>, so that a caller is missing outside of them.</summary>
    public static bool IsReplacement(ManagedMethod? outer, ManagedMethod? inner) =>
        outer is not null && inner is not null
        && inner.Code.Tier == CodeTier.OnStackReplacement && outer.Code.Tier != CodeTier.OnStackReplacement
        && inner.Code.ModuleId == outer.Code.ModuleId && inner.Code.Token == outer.Code.Token
        && inner.Code.TypeName == outer.Code.TypeName && inner.Code.Name == outer.Code.Name;

    /// <summary>A whole piece of a stack: at <paramref name="place"/> in <paramref name="caller"/>, <paramref name="middle"/> was called.</summary>
    public void Learn(ulong place, Frame caller, Frame middle, Frame? callee)
    {
        Note(_calledFrom, place, middle);
        if (callee is not null)
        {
            Note(_byPlace, (place, callee), middle);
            Note(_byFunction, (caller, callee), middle);
        }
    }

    /// <summary>Who must have stood between a place in a caller and a callee; null when nothing, or more than one, is known.</summary>
    public Frame? Find(ulong place, Frame caller, Frame callee) =>
        _byPlace.TryGetValue((place, callee), out Frame? middle) ? middle
        : _byFunction.TryGetValue((caller, callee), out middle) ? middle
        : _calledFrom.TryGetValue(place, out middle) && middle != callee ? middle
        : null;

    private static void Note<TKey>(Dictionary<TKey, Frame?> known, TKey key, Frame frame)
        where TKey : notnull
    {
        // A second answer makes the question undecided for good.
        if (!known.TryAdd(key, frame) && known[key] != frame)
        {
            known[key] = null;
        }
    }
}
