using System.Globalization;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>The first place at which two values that should be equal are not.</summary>
internal static class Difference
{
    private const int Around = 24;

    /// <summary>One clause that names the place and shows both sides.</summary>
    public static string Between(string leftName, Value left, string rightName, Value right) => (left, right) switch
    {
        (FaultValue fault, _) => fault.Reason,
        (_, FaultValue fault) => fault.Reason,
        (TextValue first, TextValue second) when first.Span.Length > ShownValue.MostLetters / 2 || second.Span.Length > ShownValue.MostLetters / 2 => Texts(leftName, first.Span, rightName, second.Span),
        (ListValue first, ListValue second) => Lists(leftName, first, rightName, second),
        (BagValue first, BagValue second) => Bags(leftName, first, rightName, second),
        (RecordValue first, RecordValue second) => Records(leftName, first, rightName, second),
        _ when left.Rank != right.Rank => $"{leftName} is {ShownValue.WithKind(left)} and {rightName} is {ShownValue.WithKind(right)}",
        _ when ShownValue.Of(right) == rightName => $"{leftName} is {ShownValue.Of(left)}, and not {rightName}",
        _ => $"{Side(leftName, left)} and {Side(rightName, right)}",
    };

    private static string Side(string name, Value value) => ShownValue.Of(value) is var shown && shown == name ? shown : $"{name} is {shown}";

    private static string Texts(string leftName, ReadOnlySpan<byte> left, string rightName, ReadOnlySpan<byte> right)
    {
        int at = left.CommonPrefixLength(right);
        int line = left[..at].Count((byte)'\n') + 1;
        int start = left[..at].LastIndexOf((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {at - start + 1}: {leftName} has {Piece(left, start, at)} and {rightName} {Piece(right, start, at)}");
    }

    /// <summary>The text around a place, from at most so many bytes before it in its line.</summary>
    private static string Piece(ReadOnlySpan<byte> text, int lineStart, int at)
    {
        if (at >= text.Length)
        {
            return "its end";
        }

        int from = Math.Max(lineStart, at - Around);
        int to = Math.Min(text.Length, at + Around);
        int lineEnd = text[at..to].IndexOf((byte)'\n');
        return ShownValue.Quoted(text[from..(lineEnd >= 0 ? at + lineEnd + 1 : to)], 4 * Around);
    }

    private static string Lists(string leftName, ListValue left, string rightName, ListValue right)
    {
        int shorter = Math.Min(left.Items.Count, right.Items.Count);
        for (int i = 0; i < shorter; i++)
        {
            if (!ValueOrder.Instance.Equals(left.Items[i], right.Items[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{left.Noun} {i + 1} of {leftName} is {ShownValue.Of(left.Items[i])} and of {rightName} {ShownValue.Of(right.Items[i])}");
            }
        }

        (string name, ListValue longer) = left.Items.Count > shorter ? (leftName, left) : (rightName, right);
        return $"{leftName} has {ShownValue.Count(left.Items.Count, left.Noun)} and {rightName} {ShownValue.Count(right.Items.Count, right.Noun)}; only {name} has {ShownValue.Of(longer.Items[shorter])}";
    }

    private static string Bags(string leftName, BagValue left, string rightName, BagValue right)
    {
        // The least item that differs, so that the same values always give the same text.
        Value? item = left.Counts.Keys.Concat(right.Counts.Keys)
            .Where(each => left.Counts.GetValueOrDefault(each) != right.Counts.GetValueOrDefault(each))
            .Min(ValueOrder.Instance);
        return item is null
            ? $"{leftName} and {rightName} differ"
            : string.Create(CultureInfo.InvariantCulture, $"{leftName} has {ShownValue.Of(item)} {Times(left.Counts.GetValueOrDefault(item))} and {rightName} {Times(right.Counts.GetValueOrDefault(item))}");
    }

    private static string Records(string leftName, RecordValue left, string rightName, RecordValue right)
    {
        foreach (TextValue name in left.Names.Names.Concat(right.Names.Names))
        {
            (Value? first, Value? second) = (left.Find(name), right.Find(name));
            if (first is null || second is null)
            {
                return $"{(first is null ? leftName : rightName)} has no field {ShownValue.Of(name)}";
            }

            if (!ValueOrder.Instance.Equals(first, second))
            {
                return $"the field {ShownValue.Of(name)} of {leftName} is {ShownValue.Of(first)} and of {rightName} {ShownValue.Of(second)}";
            }
        }

        return $"{leftName} and {rightName} differ";
    }

    private static string Times(int count) => count switch
    {
        0 => "not at all",
        1 => "once",
        2 => "twice",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} times"),
    };
}
