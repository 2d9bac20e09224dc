using System.Globalization;
using System.Text;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>How cost grows with size, as tables of at most 80 columns and one sentence a function.</summary>
public static class GrowthText
{
    private const int MostRows = 8;
    private const int NameWidth = 27;

    /// <summary>The whole of one workload.</summary>
    public static string Render(GrowthFigures figures)
    {
        StringBuilder text = new();
        text.Append(Printable.Clean(figures.Workload)).Append(" · sizes ").Append(Sizes(figures.Sizes)).Append("\n\n");
        text.Append(Costs(figures)).Append('\n');
        Functions(text, "CPU time", figures.Functions, figures.Sizes);
        Functions(text, "allocated bytes", figures.Allocating, figures.Sizes);
        Calls(text, figures);
        foreach (string note in figures.Notes.Concat(Notes(figures)).Distinct())
        {
            text.Append("  ! ").Append(Printable.Clean(note)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>How a cost grows: <c>n^1.98</c>, <c>n^1.02·log n</c>, <c>level</c>; an exponent that is not known well bears a <c>~</c>.</summary>
    public static string Shape(GrowthFit fit)
    {
        if (!fit.IsKnown)
        {
            return "unknown";
        }

        string power = "n^" + fit.Exponent.ToString("0.00", CultureInfo.InvariantCulture);
        return fit switch
        {
            { Shape: GrowthShape.Power } when fit.Interval.Contains(0) => "level",
            { Shape: GrowthShape.WithLog } => power + "·log n",
            _ when fit.Interval.High - fit.Interval.Low > 1 => "~" + power,
            _ => power,
        };
    }

    /// <summary>The interval of k: <c>1.90–2.06</c>.</summary>
    public static string Range(GrowthFit fit) => fit.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{fit.Interval.Low:0.00}–{fit.Interval.High:0.00}") : "";

    /// <summary>What becomes of a function, in one clause: <c>Index.Find: 9.0 % today, n^1.98, 71.0 % at 10×</c>.</summary>
    public static string Sentence(FunctionGrowth function) =>
        $"{FigureText.Function(function.Frame)}: {function.ShareNow} today, {Shape(function.Fit)}" + (function.ShareAt10 is Ratio at10 ? $", {at10} at 10×" : "");

    /// <summary>The sizes: <c>1000, 2000, 4000, 8000</c>, or many long ones as <c>1000000 to 256000000 (9)</c>.</summary>
    public static string Sizes(IReadOnlyList<long> sizes)
    {
        string all = string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return all.Length <= 48 ? all : string.Create(CultureInfo.InvariantCulture, $"{sizes[0]} to {sizes[^1]} ({sizes.Count})");
    }

    /// <summary>The costs of a run that an exponent was asked for.</summary>
    public static IReadOnlyList<(string Name, GrowthFit Fit)> Known(GrowthFigures figures)
    {
        List<(string, GrowthFit)> known = [("wall time", figures.Wall), ("CPU time", figures.Cpu), ("peak RSS", figures.PeakRss)];
        if (figures.AllocatedBytes is GrowthFit allocated)
        {
            known.Add(("allocated bytes", allocated));
        }

        if (figures.Syscalls is GrowthFit calls)
        {
            known.Add(("system calls", calls));
        }

        return known;
    }

    /// <summary>The functions that matter today or at ten times the size, in their order.</summary>
    public static IEnumerable<FunctionGrowth> Shown(IReadOnlyList<FunctionGrowth> functions) =>
        functions.Where(function => function.ShareNow.Value >= 0.005 || function.ShareAt10?.Value >= 0.05);

    private static string Costs(GrowthFigures figures)
    {
        TextTable table = new("cost of a run", "grows as", "95 % of k", "log factor", ">constant");
        foreach ((string name, GrowthFit fit) in Known(figures))
        {
            table.Add(name, Shape(fit), Range(fit), Log(fit), fit.IsKnown && fit.ConstantShare > 0.005 ? new Ratio(fit.ConstantShare).ToString() : "");
        }

        return table.ToText() + (figures.PeakRssPerInputByte is double slope ? string.Create(CultureInfo.InvariantCulture, $"  {slope:0.00} bytes of peak RSS for each byte of input\n") : "");
    }

    private static string Log(GrowthFit fit) => fit.Shape switch
    {
        GrowthShape.WithLog => "yes",
        GrowthShape.Power => "no",
        GrowthShape.Unclear => "unclear",
        _ => "",
    };

    private static void Functions(StringBuilder text, string what, IReadOnlyList<FunctionGrowth> functions, IReadOnlyList<long> sizes)
    {
        FunctionGrowth[] shown = [.. Shown(functions).Take(MostRows)];
        if (shown.Length == 0 || sizes.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{what} by function, beyond n = {sizes[^1]}\n");
        TextTable table = new("function", ">today", "grows as", "95 % of k", ">at 10×", ">at 100×");
        foreach (FunctionGrowth function in shown)
        {
            table.Add(
                Printable.Shorten(FigureText.Function(function.Frame), NameWidth), function.ShareNow.ToString(), Shape(function.Fit), Range(function.Fit),
                function.ShareAt10?.ToString() ?? "", function.ShareAt100?.ToString() ?? "");
        }

        text.Append(table.ToText());
        foreach (FunctionGrowth function in shown.Where(FunctionGrowths.Rises))
        {
            text.Append("  → ").Append(Sentence(function));
            text.Append(function.SpentIn is Frame callee ? $", mostly in {FigureText.Function(callee)}" : "").Append('\n');
        }

        text.Append('\n');
    }

    private static void Calls(StringBuilder text, GrowthFigures figures)
    {
        TextTable table = new("system call", "grows as", "95 % of k");
        foreach ((string name, GrowthFit fit) in figures.SyscallsByTemplate.Where(pair => pair.Value.IsKnown && pair.Value.Interval.Low > 0.2).OrderByDescending(pair => pair.Value.Exponent).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostRows))
        {
            table.Add(Printable.Shorten(Printable.Clean(name), 48), Shape(fit), Range(fit));
        }

        text.Append(table.Count == 0 ? "" : table.ToText() + "\n");
    }

    private static IEnumerable<string> Notes(GrowthFigures figures) =>
        Known(figures).Where(each => each.Fit.Note is not null).Select(each => $"{each.Name}: {each.Fit.Note}");
}
