using System.Buffers;
using System.Globalization;
using Hone.Problems;

namespace Hone.Workloads.Parameters;

/// <summary>A name that stands in commands as <c>{name}</c>, and the values that take its place one after the other.</summary>
/// <param name="Name">A letter or underscore, then letters, digits and underscores.</param>
/// <param name="Values">At least one, all different.</param>
public sealed record Parameter(string Name, IReadOnlyList<string> Values)
{
    private const int MostValues = 1000;

    private static readonly SearchValues<char> _name =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>Reads <c>n=1,10,100</c>.</summary>
    public static Parameter ParseList(string text)
    {
        (string name, string values) = Halves(text, "n=1,10,100");
        return Make(text, name, values.Split(','));
    }

    /// <summary>
    /// Reads <c>n=1..8</c> or <c>n=0.5..2..0.5</c>: from the first number to the last, both included, by steps of 1 or of the third.
    /// Decimal numbers are added exactly and printed with as many decimals as the text has.
    /// </summary>
    public static Parameter ParseRange(string text)
    {
        (string name, string range) = Halves(text, "n=1..8 or n=0.5..2..0.5");
        string[] parts = range.Split("..");
        if (parts.Length is not (2 or 3) || !Number(parts[0], out decimal first) || !Number(parts[1], out decimal last))
        {
            throw Wrong(text, "a range is FIRST..LAST or FIRST..LAST..STEP, in decimal numbers", "write n=1..8 or n=0.5..2..0.5");
        }

        decimal step = 1;
        if (parts.Length == 3 && !(Number(parts[2], out step) && step > 0))
        {
            throw Wrong(text, "the step must be a number above 0", "write n=1..8..2");
        }

        if (last < first || (last - first) / step >= MostValues)
        {
            throw Wrong(text, $"the range is empty or has more than {MostValues} values", "mend its ends or its step");
        }

        int decimals = Math.Max(first.Scale, parts.Length == 3 ? step.Scale : 0);
        List<string> values = [];
        for (decimal value = first; value <= last; value += step)
        {
            values.Add(value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }

        return Make(text, name, values);
    }

    private static bool Number(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && Math.Abs(number) < 1e15m;

    private static (string Name, string Values) Halves(string text, string form)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals > 0 ? text[..equals] : "";
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(_name)
            ? (name, text[(equals + 1)..])
            : throw Wrong(text, "it is not NAME=VALUES", "write " + form);
    }

    private static Parameter Make(string text, string name, IReadOnlyList<string> values)
    {
        string[] different = [.. values.Distinct(StringComparer.Ordinal)];
        return different.Length == values.Count && values.Count <= MostValues && !text.Contains('\0', StringComparison.Ordinal)
            ? new(name, different)
            : throw Wrong(text, $"its values must differ from each other and be at most {MostValues}", "remove what stands there twice");
    }

    private static ProblemException Wrong(string text, string what, string next) =>
        new(new(ExitCode.Usage, "parameter-unreadable", $"the parameter '{text}' cannot be used: {what}", next));
}
