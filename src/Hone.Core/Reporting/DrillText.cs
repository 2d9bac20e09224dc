using System.Globalization;
using System.Text;
using Hone.Changes.Drills;

namespace Hone.Reporting;

/// <summary>The matrix of a drill: trick × example → the rule that caught it.</summary>
public static class DrillText
{
    /// <summary>The tricks, what was not caught as it should be below them.</summary>
    /// <param name="rows">What came of them, in any order.</param>
    /// <param name="examples">The columns.</param>
    public static string Matrix(IReadOnlyList<DrillRow> rows, IReadOnlyList<string> examples)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(examples);
        TextTable table = new(["Group", "Trick", .. examples]);
        foreach (Trick trick in rows.Select(row => row.Trick).DistinctBy(trick => trick.Name))
        {
            table.Add([trick.Group, trick.Name, .. examples.Select(example => Cell(rows.FirstOrDefault(row => row.Trick.Name == trick.Name && row.Example == example)))]);
        }

        StringBuilder text = new(table.ToText(""));
        foreach (DrillRow row in rows.Where(row => !row.Agrees))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Trick.Name} in {row.Example}: expected {row.ExpectedRule}, {(row.CaughtBy is string rule ? "caught by " + Printable.Clean(rule) : "not caught")}\n  {Printable.Clean(row.Measured)}\n");
        }

        int agree = rows.Count(row => row.Agrees);
        text.Append(CultureInfo.InvariantCulture, $"\n{agree} of {rows.Count} caught by the rule meant for it: {rows.Select(row => row.Trick.Name).Distinct().Count()} tricks, {examples.Count} examples, {Minutes(rows.Sum(row => row.Seconds))}\n");
        return text.ToString();
    }

    /// <summary>The honest changes.</summary>
    public static string Honest(IReadOnlyList<HonestRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TextTable table = new("Example", "Change", "Lever", "Outcome", ">Gain", "95 %", ">Pairs");
        foreach (HonestRow row in rows)
        {
            table.Add(
                row.Example, row.Name, row.Lever, Printable.Clean(row.Outcome) + (row.Agrees ? "" : $" (expected {row.Expected})"), Percent(row.Gain), row is { Low: double low, High: double high } ? $"{Number(low)} to {Number(high)}" : "",
                row.Pairs > 0 ? row.Pairs.ToString(CultureInfo.InvariantCulture) : "");
        }

        StringBuilder text = new(table.ToText(""));
        foreach (HonestRow row in rows.Where(row => !row.Agrees))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Name} in {row.Example}: {Printable.Clean(row.Measured)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{rows.Count(row => row.Agrees)} of {rows.Count} came out as they should, {Minutes(rows.Sum(row => row.Seconds))}\n");
        return text.ToString();
    }

    /// <summary>The tricks there are.</summary>
    public static string List(IReadOnlyList<Trick> tricks, IReadOnlyList<string> examples)
    {
        ArgumentNullException.ThrowIfNull(tricks);
        ArgumentNullException.ThrowIfNull(examples);
        TextTable table = new("Group", "Trick", "Caught by", "What is done");
        foreach (Trick trick in tricks)
        {
            string[] where = [.. examples.Where(example => trick.RuleIn(example) is not null)];
            table.Add(trick.Group, trick.Name, trick.Rule, trick.What + (where.Length == examples.Count ? "" : $" ({string.Join(", ", where)})"));
        }

        return table.ToText("");
    }

    private static string Cell(DrillRow? row) => row is null ? "" : row.Agrees ? row.CaughtBy! : "NO: " + Printable.Clean(row.CaughtBy ?? "not caught");

    private static string Percent(double? part) => part is double value && double.IsFinite(value) ? Number(value) + " %" : "";

    private static string Number(double part) => (part * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Minutes(double seconds) => seconds < 90 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min");
}
