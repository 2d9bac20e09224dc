using System.Globalization;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Handicaps;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>The figures of a row of the matrix, as text for any report; names of functions and reasons are cleaned.</summary>
public static class RowNumbers
{
    /// <summary>The numbers behind the score, in one line.</summary>
    public static string Line(Opportunity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string bound = row.Bound.Validity switch
        {
            BoundValidity.Share => $"bound {row.Bound}",
            BoundValidity.Tested => $"bound {row.Bound} as tested",
            _ => $"{row.Bound} by share, no bound",
        };
        string weighted = row.Bound.Weighted == row.Bound.Gain ? "" : $", weighted {row.Bound.Weighted}";
        string growth = row.Growth is { Fit.IsKnown: true } grown ? ", " + Exponent(grown.Fit) : "";
        string beta = row.Handicap is HandicapFigures handicap ? string.Create(CultureInfo.InvariantCulture, $", β {handicap.Beta:0.00}") : "";
        string chance = string.Create(
            CultureInfo.InvariantCulture,
            $"chance {row.Success.Mean * 100:0} % ({row.Success.Same.Successes}/{row.Success.Same.Attempts} alike, {row.Success.Lever.Successes}/{row.Success.Lever.Attempts} of the lever, {row.Success.All.Successes}/{row.Success.All.Attempts} in all), {row.Grade.Name()} evidence");
        return $"{FigureText.Score(row)}: {bound}{weighted}, share {FigureText.Share(row.Hotspot)}, {row.Hotspot.Samples.ToString("#,0", CultureInfo.InvariantCulture)} samples{growth}{beta}; {chance}; effort {row.Effort.Value} {(row.IsJudged ? "judged" : "assumed")}";
    }

    /// <summary>An exponent with its interval: <c>n^1.98 (1.91–2.06)</c>.</summary>
    public static string Exponent(GrowthFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        string log = fit.Shape == GrowthShape.WithLog ? "·log n" : "";
        return fit.IsKnown ? string.Create(CultureInfo.InvariantCulture, $"n^{fit.Exponent:0.00}{log} ({fit.Interval.Low:0.00}–{fit.Interval.High:0.00})") : "unknown";
    }

    /// <summary>How a function grows: <c>n^1.98 (1.91–2.06); 9.0 % now, 71.0 % at 10×, 96.0 % at 100×</c>.</summary>
    public static string Growth(FunctionGrowth growth)
    {
        ArgumentNullException.ThrowIfNull(growth);
        return $"{Exponent(growth.Fit)}; itself {growth.ShareNow} at the largest size"
            + (growth.ShareAt10 is Ratio ten ? $", {ten} at 10×" : "") + (growth.ShareAt100 is Ratio hundred ? $", {hundred} at 100×" : "")
            + (growth.Fit.Note is string note ? "; " + Printable.Clean(note) : "");
    }

    /// <summary>A forecast: <c>10.8 % expected, 2.4–21.6 % in four of five, by 12 measured outcomes</c>.</summary>
    public static string Forecast(GainForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        string stands = forecast.Attempts == 0 ? "nothing was measured yet, so assumed quotients stand in" : string.Create(CultureInfo.InvariantCulture, $"by {forecast.Attempts} measured outcomes");
        return string.Create(CultureInfo.InvariantCulture, $"{forecast.Expected * 100:0.0} % expected, {forecast.Interval.Low * 100:0.0}–{forecast.Interval.High * 100:0.0} % in four of five; {stands}");
    }

    /// <summary>What is being done about a row, in one word: the decision of the table.</summary>
    /// <param name="row">The row.</param>
    /// <param name="limit">The score from which on it is worth doing.</param>
    /// <param name="bead">Whether its bead is open; null when it has none.</param>
    public static string Decision(Opportunity row, double limit, bool? bead)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Rejected is not null)
        {
            return "rejected";
        }

        if (row.OffPath is not null)
        {
            return "off path";
        }

        if (bead == false)
        {
            return "closed";
        }

        if (row.TakenBy is not null)
        {
            return "taken";
        }

        if (row.Stale is not null)
        {
            return "stale";
        }

        return bead == true ? "open" : row.Score < limit ? "" : row.Raises ? "open" : row.Lever is null ? "no lever" : row.Reliability == Opportunities.Levers.LeverReliability.NeedsLines ? "lines?" : "hint";
    }
}
