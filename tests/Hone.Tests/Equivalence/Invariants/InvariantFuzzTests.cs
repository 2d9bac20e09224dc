using System.Text;
using CsCheck;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>The parser on 100,000 texts that nobody meant: no crash, no hang, every error with its place.</summary>
public sealed class InvariantFuzzTests
{
    private static readonly string[] _valid =
    [
        .. InvariantReference.Examples.Select(example => example.Text),
        .. InvariantReference.FunctionExamples().Select(example => example.Example),
    ];

    private static readonly string[] _scraps =
    [
        "and", "or", "not", "implies", "in", "it", "base", ".", ",", "(", ")", "[", "]", "[*]", "==", "!=", "<", ">=", "=", "+", "-", "*", "/", "'", "\"", "'a'", "\"b\\n\"", "'\\x4", "'\\u{1F600}'",
        "stdout", "stdin", "exit", "file('a')", "file(", "input('../x')", "lines(", "sorted(", "sorted_by(", "map(", "all(", "json(", "csv(", "matches(stdout, '(a')", "run(", "rerun('stdin', ", "desc", "null", "true",
        "1", "-2.5e3", "1e999999", "1_0", "9999999999999999999999", "0x1", "é", "\u202e", "\0", "\t", "\n", "😀", "\ud800", "sorte", "stdot", "a.b", "['x']", "[-1]", "[1.5]", "((((((((((", "not not not not ", "- - - - - -",
    ];

    private static readonly Gen<string> _bytes = Gen.Byte.Array[0, 60].Select(bytes => Encoding.Latin1.GetString(bytes));

    private static readonly Gen<string> _letters = Gen.String[0, 60];

    private static readonly Gen<string> _soup = Gen.Select(Gen.OneOf(_scraps), Gen.OneOf("", " ")).Array[0, 30].Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2)));

    private static readonly Gen<string> _mutated = Gen.Select(Gen.OneOf(_valid), Gen.Select(Gen.Int[0, 200], Gen.Int[0, 6], Gen.OneOf(_scraps)).Array[1, 3]).Select((text, edits) =>
    {
        foreach ((int at, int removed, string put) in edits)
        {
            int start = Math.Min(at, text.Length);
            text = text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, put);
        }

        return text;
    });

    // Deep and long texts, which a parser by recursion must refuse in time.
    private static readonly Gen<string> _deep = Gen.Select(Gen.OneOf("(", "[", "not ", "-", "lines(", "1 + ", "a.", "stdout[*]", "exit == 0 implies ", "exit == 0 and "), Gen.Int[1, 3000])
        .Select((part, times) => string.Concat(Enumerable.Repeat(part, times)));

    [Fact]
    public void A_hundred_thousand_random_texts_crash_nothing_and_every_error_has_its_place()
    {
        int valid = 0;
        int invalid = 0;
        Gen.Frequency((20, _bytes), (10, _letters), (30, _soup), (39, _mutated), (1, _deep)).Sample(text =>
        {
            InvariantReading reading = Invariant.Parse(text);
            if (reading.Invariant is not null)
            {
                Interlocked.Increment(ref valid);
                return reading.Errors.Count == 0;
            }

            Interlocked.Increment(ref invalid);
            return reading.Errors.Count > 0 && reading.Errors.All(error => IsPlaced(error, text));
        }, iter: 100_000, threads: 2);

        // Both ways are walked: some mutations only touch texts, names and numbers.
        Assert.True(valid > 1_000 && invalid > 50_000, $"{valid} valid, {invalid} invalid");
    }

    [Fact]
    public void What_is_printed_is_read_as_the_same_expression()
    {
        int read = 0;
        Gen.Frequency((1, Gen.OneOf(_valid)), (9, _mutated)).Sample(text =>
        {
            if (Invariant.Parse(text).Invariant is not { } invariant)
            {
                return true;
            }

            Interlocked.Increment(ref read);
            string printed = invariant.ToString();
            return Invariant.Parse(printed).Invariant?.ToString() == printed;
        }, iter: 20_000, threads: 2);
        Assert.True(read > 2_000, $"{read} read");
    }

    private static bool IsPlaced(InvariantError error, string text) =>
        error.Column >= 1 && error.Column <= Math.Min(text.Length, Invariant.MostLetters) + 1 && error.What.Length is > 0 and < 1000 && error.Next.Length > 0
        && !error.What.Concat(error.Next).Any(letter => char.IsControl(letter));
}
