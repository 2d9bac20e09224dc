using System.Globalization;
using System.Text;
using Hone.Measurement.Instructions;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>Instruction counts and their comparison as people read them, in at most 80 columns.</summary>
public static class InstructionText
{
    private const int Width = 80;
    private const int MostFunctions = 5;

    /// <summary>The counts of one command.</summary>
    public static string Of(IReadOnlyList<InstructionCount> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        InstructionCount typical = counts.OrderBy(count => count.Total).ElementAt((counts.Count - 1) / 2);
        StringBuilder text = new();
        text.Append(Number(typical.Total)).Append(" instructions, ").Append(Repeats(counts)).Append('\n');
        if (typical.Processes.Count > 1)
        {
            foreach (ProcessInstructions process in typical.Processes.Take(MostFunctions))
            {
                text.Append("  ").Append(Number(process.Total).PadLeft(16)).Append("  ").Append(Printable.Shorten(Printable.Clean(process.Command), Width - 20)).Append('\n');
            }

            Rest(text, typical.Processes.Count, "processes");
        }

        IReadOnlyDictionary<string, long> functions = typical.ByFunction();
        foreach ((string function, long own) in functions.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostFunctions))
        {
            string share = Ratio.Of(own, typical.Total).ToString();
            text.Append("  ").Append(share.PadLeft(7)).Append("  ").Append(Name(function, Width - 11)).Append('\n');
        }

        return text.Append(Conditions(typical, counts)).ToString();
    }

    /// <summary>What the comparison says; the first sentence is the verdict.</summary>
    public static string Of(InstructionVerdict verdict, IReadOnlyList<InstructionCount> first, IReadOnlyList<InstructionCount> second)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(first);
        StringBuilder text = new();
        text.Append(Sentence(verdict)).Append('\n');
        text.Append("  A  ").Append(Number(Middle(first)).PadLeft(16)).Append("  ").Append(Repeats(first)).Append('\n');
        text.Append("  B  ").Append(Number(Middle(second)).PadLeft(16)).Append("  ").Append(Repeats(second)).Append('\n');
        foreach (FunctionChange change in verdict.Functions.Take(MostFunctions))
        {
            text.Append("     ").Append(Signed(change.Change).PadLeft(16)).Append("  ").Append(Name(change.Function, Width - 23)).Append('\n');
        }

        Rest(text, verdict.Functions.Count, "functions changed");
        text.Append(Wrapped($"Changes from {Percent(verdict.SmallestVisible.Value)} on are seen here."));
        return text.Append(Conditions(first[0], [.. first, .. second])).ToString();
    }

    private static string Sentence(InstructionVerdict verdict) => verdict.Finding switch
    {
        InstructionFinding.More => $"B executes {Percent(verdict.Ratio.Value - 1)} more instructions than A",
        InstructionFinding.Fewer => $"B executes {Percent(1 - verdict.Ratio.Value)} fewer instructions than A",
        InstructionFinding.Undecided => $"undecided: the counts of one command differ by up to {Percent(verdict.Spread.Value)}",
        _ when verdict.Identical => "same: every count is the same number",
        _ => $"same: B is {Percent(Math.Abs(verdict.Ratio.Value - 1))} {(verdict.Ratio.Value < 1 ? "below" : "above")} A, which is no change here",
    };

    private static string Repeats(IReadOnlyList<InstructionCount> counts)
    {
        double spread = InstructionVerdict.SpreadOf(counts).Value;
        return counts.Count == 1 ? "counted once"
            : spread == 0 ? string.Create(CultureInfo.InvariantCulture, $"the same in {counts.Count} of {counts.Count} runs")
            : string.Create(CultureInfo.InvariantCulture, $"{counts.Count} runs within {Percent(spread)}");
    }

    private static string Conditions(InstructionCount count, IReadOnlyList<InstructionCount> all)
    {
        StringBuilder text = new();
        foreach (string note in all.SelectMany(each => each.Notes).Distinct())
        {
            text.Append(Wrapped("note: " + note));
        }

        return text.Append(Wrapped("by " + count.Source)).Append(Wrapped("with " + string.Join(", ", count.Settings))).ToString();
    }

    private static void Rest(StringBuilder text, int count, string what)
    {
        if (count > MostFunctions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  of {count} {what}\n");
        }
    }

    private static string Wrapped(string sentence)
    {
        StringBuilder text = new();
        StringBuilder line = new(" ");
        foreach (string word in Printable.Clean(sentence).Split(' '))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append("   ");
            }

            line.Append(' ').Append(word);
        }

        return text.Append(line).Append('\n').ToString();
    }

    private static string Name(string function, int width) => Printable.Shorten(function is "" or "???" ? "(code without a name)" : Printable.Clean(function), width);

    private static long Middle(IReadOnlyList<InstructionCount> counts) => counts.OrderBy(count => count.Total).ElementAt((counts.Count - 1) / 2).Total;

    private static string Number(long value) => Unit.Count.Format(value);

    private static string Signed(long value) => (value > 0 ? "+" : "") + Number(value);

    // Counts repeat to millionths: one decimal of a per cent would show nothing.
    private static string Percent(double share) => (share * 100).ToString(Math.Abs(share) < 0.01 ? "0.0000" : "0.0", CultureInfo.InvariantCulture) + " %";
}
