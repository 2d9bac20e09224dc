using System.Globalization;
using Hone.Problems;
using Hone.Statistics;

namespace Hone.Cli.Commands;

/// <summary>Parts of a whole on the command line: <c>12%</c>, <c>12 %</c> or <c>0.12</c>.</summary>
internal static class Percent
{
    /// <summary>The part, 0 to 1; other text is a <see cref="ProblemException"/>.</summary>
    public static double Read(string text, string option) => Part(text) ?? throw Problem(text, option, "12%");

    /// <summary>A range such as <c>8-15%</c>, <c>8%-15%</c> or <c>0.08-0.15</c>.</summary>
    public static Interval ReadRange(string text, string option)
    {
        string[] ends = text.Split(['-', '–'], StringSplitOptions.TrimEntries);
        if (ends.Length == 2 && ends[1].EndsWith('%') && !ends[0].EndsWith('%'))
        {
            ends[0] += "%";
        }

        return ends.Length == 2 && Part(ends[0]) is double low && Part(ends[1]) is double high ? new(low, high) : throw Problem(text, option, "8-15%");
    }

    private static double? Part(string text)
    {
        string trimmed = text.Trim();
        bool isPercent = trimmed.EndsWith('%');
        string number = isPercent ? trimmed[..^1].TrimEnd() : trimmed;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && (isPercent ? value / 100 : value) is >= 0 and <= 1 and double part ? part : null;
    }

    private static ProblemException Problem(string text, string option, string example) =>
        new(new(ExitCode.Usage, "percent-malformed", $"{option} is '{text}', expected a part of the whole from 0 % to 100 %", $"write it as {option} {example}"));
}
