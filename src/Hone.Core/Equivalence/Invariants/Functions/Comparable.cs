using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Whether the items of a list can be put in an order that means something.</summary>
internal static class Comparable
{
    /// <summary>A fault when an item is not of the kinds, or not of the same kind as the one before it; else null.</summary>
    public static FaultValue? Fault(ListValue list, string name, Kinds kinds)
    {
        for (int i = 0; i < list.Items.Count; i++)
        {
            if ((StaticType.KindOf(list.Items[i]) & kinds) == 0)
            {
                return FaultValue.Wrong($"{list.Noun} {i + 1} of {name} is {ShownValue.WithKind(list.Items[i])}, and {StaticType.Words(kinds)} is needed");
            }

            if (i > 0 && list.Items[i].Rank != list.Items[i - 1].Rank)
            {
                string hint = list.Items[i] is TextValue or NumberValue ? "; to compare all of them as texts write map(…, text(it))" : "";
                return FaultValue.Wrong($"{list.Noun} {i} of {name} is {ShownValue.WithKind(list.Items[i - 1])} and {list.Noun} {i + 1} is {ShownValue.WithKind(list.Items[i])}{hint}");
            }
        }

        return null;
    }
}
