using System.Globalization;
using Hone.Problems;

namespace Hone.Measurement.Series;

/// <summary>Which fields of a line hold the series and its labels.</summary>
internal sealed class SeriesColumns
{
    private readonly string[] _names;
    private readonly SeriesChoice _choice;

    private SeriesColumns(string[] names, SeriesChoice choice, bool isOfHeader, int? value, int? label)
    {
        (_names, _choice, IsOfHeader, Label) = (names, choice, isOfHeader, label);
        (Value, IsUndecided) = (value ?? 0, value is null);
    }

    /// <summary>The field of the series.</summary>
    public int Value { get; }

    /// <summary>Whether the first row must show which field that is.</summary>
    public bool IsUndecided { get; }

    /// <summary>The field of the labels.</summary>
    public int? Label { get; }

    /// <summary>Whether the line is a header rather than the first row.</summary>
    public bool IsOfHeader { get; }

    /// <summary>The column's name, its number where columns have no names, or empty where there is only one.</summary>
    public string Name => IsOfHeader ? _names[Value] : _names.Length > 1 ? Number(Value) : "";

    /// <summary>What the first line shows.</summary>
    public static SeriesColumns Of(FieldLine fields, SeriesChoice choice, string place)
    {
        string[] names = new string[fields.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = fields[i];
        }

        if (names.Length > 0)
        {
            names[0] = names[0].TrimStart('\uFEFF');
        }

        int? chosen = choice.Column is null ? names.Length == 1 ? 0 : null : Find(names, choice.Column, place);
        bool header = chosen is int at ? !IsFigure(names[at]) : !names.Any(name => SeriesNumber.Read(name) is not null);
        int? label = choice.Label is null ? null : Find(names, choice.Label, place);
        SeriesColumns columns = new(names, choice, header, chosen, label);
        return header || chosen is not null ? columns : columns.Decided(fields, place);
    }

    /// <summary>The columns once the first row with numbers is known: the only number there is, apart from the labels.</summary>
    public SeriesColumns Decided(FieldLine fields, string place)
    {
        List<int> numbers = [];
        for (int i = 0; i < Math.Min(fields.Count, _names.Length); i++)
        {
            if (i != Label && SeriesNumber.Read(fields[i]) is not null)
            {
                numbers.Add(i);
            }
        }

        return numbers.Count == 1
            ? new(_names, _choice, IsOfHeader, numbers[0], Label)
            : throw Choice(numbers.Count == 0 ? "no column holds a number" : "several columns hold numbers: " + Listed(numbers.Select(at => IsOfHeader ? _names[at] : Number(at))), place);
    }

    internal static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names.Take(13)];
        return string.Join(", ", all.Take(12)) + (all.Length > 12 ? ", …" : "");
    }

    internal static ProblemException Choice(string what, string place) => new(new(ExitCode.Usage, "series-column", what, "choose one with --column NAME, or its number from 1") { Place = place });

    private static int Find(string[] names, string wanted, string place)
    {
        int named = Array.IndexOf(names, wanted);
        return named >= 0 ? named
            : int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= names.Length ? number - 1
            : throw Choice($"there is no column '{wanted}'; there are: {Listed(names.Select((name, at) => IsFigure(name) ? Number(at) : name))}", place);
    }

    private static bool IsFigure(string field) => SeriesNumber.Read(field) is not null || SeriesNumber.IsMissing(field);

    private static string Number(int at) => (at + 1).ToString(CultureInfo.InvariantCulture);
}
