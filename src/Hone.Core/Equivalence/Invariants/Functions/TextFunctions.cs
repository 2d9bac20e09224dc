using System.Text;
using System.Text.RegularExpressions;
using Hone.Equivalence.Invariants.Evaluation;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions about texts.</summary>
internal static class TextFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("contains", [new("text", Kinds.Text), new("part", Kinds.Text)],
            "True when the part stands somewhere in the text. (An item of a list is looked up with `in`.)",
            "not contains(stderr, 'Traceback')")
        {
            Type = _ => StaticType.Boolean,
            Body = call => Tested(call, (text, part) => text.IndexOf(part) >= 0),
            WhyNot = call => $"{ShownValue.Of(call[1])} does not stand in {call.Name(0)}, which is {ShownValue.Of(call[0])}",
        },
        new("starts", [new("text", Kinds.Text), new("part", Kinds.Text)],
            "True when the text starts with the part.",
            "starts(stdout, 'term,count\\n')")
        {
            Type = _ => StaticType.Boolean,
            Body = call => Tested(call, (text, part) => text.StartsWith(part)),
            WhyNot = call => $"{call.Name(0)} starts with {ShownValue.Quoted(call.Text(0).Span[..Math.Min(call.Text(0).Span.Length, call.Text(1).Span.Length + 10)], ShownValue.MostLetters)}",
        },
        new("ends", [new("text", Kinds.Text), new("part", Kinds.Text)],
            "True when the text ends with the part.",
            "ends(stdout, '\\n')")
        {
            Type = _ => StaticType.Boolean,
            Body = call => Tested(call, (text, part) => text.EndsWith(part)),
            WhyNot = call => $"{call.Name(0)} ends with {ShownValue.Quoted(call.Text(0).Span[Math.Max(0, call.Text(0).Span.Length - call.Text(1).Span.Length - 10)..], ShownValue.MostLetters)}",
        },
        new("matches", [new("text", Kinds.Text), new("pattern", Kinds.Text) { Literal = true }],
            "True when the regular expression (of .NET, without look-around and back-references, so that matching takes time linear in the text) matches somewhere in the text; `\\\\A` and `\\\\z` stand at its ends. The pattern stands in the invariant itself.",
            "all(lines(stdout), matches(it, '\\\\A[a-z]+ [0-9]+\\\\z'))")
        {
            Type = _ => StaticType.Boolean,
            Body = Matches,
            WhyNot = call => $"{ShownValue.Of(call[0])} does not match {ShownValue.Of(call[1])}",
        },
        new("trim", [new("text", Kinds.Text)],
            "A text without the white space at its ends.",
            "trim(stdout) == 'ok'")
        {
            Type = _ => StaticType.Text,
            Body = call => Pieces.Trimmed(call.Text(0)),
        },
        new("length", [new("text", Kinds.Text)],
            "How many characters (code points) a text has; what is not UTF-8 counts as one for each ill-formed sequence.",
            "all(lines(stdout), length(it) <= 80)")
        {
            Type = _ => StaticType.Number,
            Body = call => call.Meter.Spend(1 + call.Text(0).Span.Length / 8) ?? (Value)new NumberValue(ExactNumber.From(Pieces.Characters(call.Text(0).Span))),
        },
        new("text", [new("value", Kinds.Text | Kinds.Number | Kinds.Boolean | Kinds.Null)],
            "A value as a text; a number in its shortest form.",
            "sorted(map(column(csv(stdout), 'code'), text(it)))")
        {
            Type = _ => StaticType.Text,
            Body = call => call[0] is TextValue ? call[0] : new TextValue(Encoding.UTF8.GetBytes(call[0] switch
            {
                NumberValue number => number.Number.ToString(),
                BooleanValue flag => flag.IsTrue ? "true" : "false",
                _ => "null",
            })),
        },
    ];

    private delegate bool Test(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part);

    private static Value Tested(Call call, Test test) =>
        call.Meter.Spend(1 + call.Text(0).Span.Length / 16) ?? (Value)BooleanValue.Of(test(call.Text(0).Span, call.Text(1).Span));

    private static Value Matches(Call call)
    {
        if (call.Meter.Spend(4 + call.Text(0).Span.Length / 4, call.Text(0).Span.Length * 2L) is { } tooLarge)
        {
            return tooLarge;
        }

        try
        {
            return BooleanValue.Of(call.Node.Pattern!.Regex.IsMatch(Encoding.UTF8.GetString(call.Text(0).Span)));
        }
        catch (RegexMatchTimeoutException)
        {
            return FaultValue.Undecided($"the pattern {ShownValue.Of(call[1])} takes more than {call.Node.Pattern!.Regex.MatchTimeout.TotalSeconds} s on one text");
        }
    }
}
