using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>
/// What only somebody who looked at the workloads could write into the program: names, sizes and hashes of inputs, and parts of outputs.
/// Constants that the file had before, or that stand for round figures, tell nothing.
/// </summary>
internal static class HardCodedRules
{
    private const int MostLiterals = 200;
    private const int LeastName = 5;
    private const double Dense = 0.02;
    private const int LeastHash = 8;

    public static IEnumerable<LintFinding> Find(IReadOnlyList<Literal> literals, LintFacts facts)
    {
        Lazy<HashSet<string>> numbers = new(() => NumbersOf(facts.Words.Outputs, facts.Limits.OutputDigits));
        foreach (Literal literal in literals.DistinctBy(literal => literal.Token.Text).Take(MostLiterals))
        {
            LintFinding? found = literal.Token.Kind == TokenKind.Text ? Text(literal, facts) : Number(literal, facts, numbers);
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private static LintFinding? Text(Literal literal, LintFacts facts)
    {
        string text = literal.Text;
        string? name = facts.Words.Names.FirstOrDefault(name => name.Length >= LeastName && (text == name || text.EndsWith("/" + name, StringComparison.Ordinal) || (name.Contains('.', StringComparison.Ordinal) && text.Contains(name, StringComparison.Ordinal))));
        if (name is not null)
        {
            return Block(LintRuleNames.HardCodedInput, literal, $"the text \"{LintText.Cut(text)}\" names {name}, which a workload reads or writes", "no name of an input or output in the program");
        }

        if (text.Length >= LeastHash && text.All(char.IsAsciiHexDigit) && facts.Words.Hashes.Any(hash => hash.StartsWith(text.ToLowerInvariant(), StringComparison.Ordinal)))
        {
            return Block(LintRuleNames.HardCodedInput, literal, $"the text \"{LintText.Cut(text)}\" is the hash of an input or golden output", "no hash of an input in the program");
        }

        string part = text.Trim();
        bool isTelling = part.Length >= facts.Limits.OutputText && part.Any(char.IsLetterOrDigit) && part.Distinct().Count() > 3;
        return !isTelling ? null
            : facts.Words.Outputs.Any(output => output.Contains(part, StringComparison.Ordinal))
            ? Block(LintRuleNames.HardCodedOutput, literal, $"the text \"{LintText.Cut(text)}\" is part of a golden output, and was not in the source", "outputs are computed")
            : facts.Words.Inputs.Any(input => input.Contains(part, StringComparison.Ordinal))
            ? Block(LintRuleNames.HardCodedInput, literal, $"the text \"{LintText.Cut(text)}\" is part of an input, and was not in the source", "nothing of an input in the program") with
            {
                Weight = part.Length < facts.Limits.InputText ? LintWeight.Warn : LintWeight.Block,
            }
            : null;
    }

    private static LintFinding? Number(Literal literal, LintFacts facts, Lazy<HashSet<string>> numbers)
    {
        if (literal.Number is long number && facts.Words.Numbers.FirstOrDefault(each => each.Value == number || (literal.Compared && number >= 1000 && Math.Abs(each.Value - number) == 1)) is WorkloadNumber known && (literal.Compared || !IsRound(number)) && number >= 10)
        {
            return Block(LintRuleNames.SizeSpecific, literal, $"{literal.Text} is {(known.Value == number ? "" : "one beside ")}{known.What}" + (literal.Compared ? ", in a comparison" : ""), "no size of an input in the program");
        }

        // 0x84d3… of a checksum printed in hexadecimal.
        string digits = literal.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? literal.Text[2..].ToLowerInvariant() : literal.Text;
        bool isHash = literal.Text.Length > 2 + LeastHash && facts.Words.Hashes.Any(hash => hash.StartsWith(digits, StringComparison.Ordinal));
        if (isHash)
        {
            return Block(LintRuleNames.HardCodedInput, literal, $"{literal.Text} begins the hash of an input or golden output", "no hash of an input in the program");
        }

        bool isTelling = digits.Count(char.IsAsciiHexDigit) >= facts.Limits.OutputDigits && !(literal.Number is long value && IsRound(value));
        return isTelling && numbers.Value.Contains(digits)
            ? Block(LintRuleNames.HardCodedOutput, literal, $"{literal.Text} is a number of a golden output, and was not in the source", "outputs are computed")
            : null;
    }

    // Powers of two, one less, and numbers with one or two digits before zeros are used for sizes everywhere.
    private static bool IsRound(long number)
    {
        if (number < 0 || (number & (number - 1)) == 0 || (number & (number + 1)) == 0 || number % 1024 == 0)
        {
            return true;
        }

        while (number % 10 == 0 && number > 0)
        {
            number /= 10;
        }

        return number < 100;
    }

    private static HashSet<string> NumbersOf(IReadOnlyList<string> outputs, int digits)
    {
        HashSet<string> numbers = [];
        foreach (string output in outputs)
        {
            for (int i = 0; i < output.Length;)
            {
                int end = i;
                while (end < output.Length && (char.IsAsciiHexDigit(output[end]) || (output[end] == '.' && end > i && end + 1 < output.Length && char.IsAsciiDigit(output[end + 1]))))
                {
                    end++;
                }

                if (end - i >= digits && output.AsSpan(i, end - i).ContainsAnyInRange('0', '9'))
                {
                    numbers.Add(output[i..end].ToLowerInvariant());
                }

                i = Math.Max(end, i + 1);
            }
        }

        // An output that has one in fifty of all numbers of a length has nearly any by chance.
        HashSet<int> dense = [.. numbers.GroupBy(number => number.Length).Where(group => group.Count() > Dense * 9 * Math.Pow(10, group.Key - 1)).Select(group => group.Key)];
        numbers.RemoveWhere(number => dense.Contains(number.Length));
        return numbers;
    }

    private static LintFinding Block(string rule, Literal literal, string measured, string limit) =>
        new(rule, literal.File.File.Path, literal.Line.Line, measured, limit, "take it out: the change must hold for inputs that nobody has seen", LintWeight.Block);
}
