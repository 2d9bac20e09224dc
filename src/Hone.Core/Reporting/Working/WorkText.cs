using System.Globalization;
using System.Text;
using Hone.Reporting.Comparisons;

namespace Hone.Reporting.Working;

/// <summary>What agents did, as people read it.</summary>
public static class WorkText
{
    /// <summary>The table, and below it what decided each bead that did not end well.</summary>
    public static string Render(IReadOnlyList<WorkRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return "no opportunity bead is ready: hone next says what is\n";
        }

        TextTable table = new("bead", "agent", ">calls", ">time", "result", "gain", "used");
        foreach (WorkRow row in rows)
        {
            table.Add(
                Printable.Clean(row.Bead),
                Printable.Clean(row.Agent),
                row.Calls.ToString(CultureInfo.InvariantCulture),
                row.Time.ToString(),
                row.Result.Name() + (row.Rule is string rule ? $" ({rule})" : ""),
                row.Gain ?? "",
                Used(row.Usage));
        }

        StringBuilder text = new(table.ToText(""));
        foreach (WorkRow row in rows.Where(row => row.Measured is not null && row.Result is not (WorkResult.Landed or WorkResult.Accepted)))
        {
            text.Append(TextShape.Wrap(Printable.Clean($"{row.Bead}: {row.Measured}"), "", "  "));
        }

        foreach (WorkRow row in rows.Where(row => row.Result == WorkResult.Accepted))
        {
            text.Append("  next: hone change land ").Append(row.Change).Append('\n');
        }

        int ended = rows.Count(row => row.Result.IsSuccess());
        text.Append(CultureInfo.InvariantCulture, $"{rows.Count(row => row.Result == WorkResult.Landed)} landed, {rows.Count(row => row.Result == WorkResult.Accepted)} accepted, {rows.Count(row => row.Result == WorkResult.NoWin)} closed as no win, {rows.Count - ended} given back\n");
        return text.ToString();
    }

    /// <summary>What an agent says that it used; empty when it says nothing.</summary>
    public static string Used(AgentUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        List<string> parts = [];
        if (usage.InputTokens is not null || usage.OutputTokens is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{usage.InputTokens?.ToString("#,0", CultureInfo.InvariantCulture) ?? "?"}+{usage.OutputTokens?.ToString("#,0", CultureInfo.InvariantCulture) ?? "?"} tokens"));
        }

        if (usage.CostUsd is double cost)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"${cost:0.00}"));
        }

        return string.Join(", ", parts);
    }
}
