using System.Text;
using Hone.Profiling.Differences;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// Colours of a differential flame graph: red grew, blue shrank (the ends of ColorBrewer's RdBu, C. Brewer 2003, which no
/// common colour blindness confuses), stronger where the function's own cost changed by more; violet moved between caller and
/// callee; grey did not change, and so are callers of what did. The text's contrast is at least 4.5 to 1 on each.
/// </summary>
public static class DifferencePalette
{
    /// <summary>The class of frames that did not change.</summary>
    public const string Unchanged = "dn";

    /// <summary>The classes with their colours and their names in the legend, in its order.</summary>
    public static IReadOnlyList<(string Class, string Fill, string Name)> All { get; } =
    [
        ("dg3", "#D6604D", "grew by half or more, or is new"),
        ("dg2", "#F4A582", "by a tenth"),
        ("dg1", "#FDDBC7", "by less"),
        ("ds1", "#D1E5F0", "shrank by less"),
        ("ds2", "#92C5DE", "by a tenth"),
        ("ds3", "#4393C3", "by half, or is gone"),
        ("dm", "#CDB9E0", "moved"),
        (Unchanged, "#DCDCDC", "no change shown"),
    ];

    /// <summary>The class of a function.</summary>
    public static string Class(FunctionDifference row)
    {
        ArgumentNullException.ThrowIfNull(row);
        CostChange change = row.Verdict == FunctionVerdict.Below ? row.Cumulative : row.Self;
        string direction = change.Change > 0 ? "dg" : "ds";
        return row.Verdict switch
        {
            FunctionVerdict.Same => Unchanged,
            FunctionVerdict.Shifted => "dm",
            FunctionVerdict.Below => direction + "1",
            _ => direction + Strength(change),
        };
    }

    /// <summary>The style sheet's rules.</summary>
    internal static string Rules()
    {
        StringBuilder css = new();
        foreach ((string name, string fill, _) in All)
        {
            css.Append('.').Append(name).Append("{fill:").Append(fill).Append("}\n");
        }

        return css.ToString();
    }

    private static int Strength(CostChange change) => change.Ratio switch
    {
        null => 3,
        double ratio when Math.Max(ratio, 1 / ratio) >= 1.5 => 3,
        double ratio when Math.Max(ratio, 1 / ratio) >= 1.1 => 2,
        _ => 1,
    };
}
