using Hone.Problems;

namespace Hone.Measurement.Series;

/// <summary>Gathers the rows of a series.</summary>
internal sealed class SeriesRows(SeriesChoice choice)
{
    /// <summary>So many points are read at most.</summary>
    public const int Most = 20_000_000;

    private readonly List<double> _values = [];
    private readonly List<int> _rows = [];
    private readonly List<string>? _labels = choice.Label is null ? null : [];
    private int _next;

    /// <summary>Adds a row; one without a number is counted only.</summary>
    /// <param name="value">The number; null when the row has none.</param>
    /// <param name="label">What the label column says.</param>
    /// <param name="place">Where the row stands, for errors.</param>
    public void Add(double? value, string? label, Func<string> place)
    {
        if (_next == Most)
        {
            throw new ProblemException(new(ExitCode.Usage, "series-too-long", $"there are more than {Most} rows", "give a part of the series") { Place = place() });
        }

        if (value is double number)
        {
            _values.Add(number);
            _rows.Add(_next);
            _labels?.Add(label ?? "");
        }

        _next++;
    }

    /// <summary>The series.</summary>
    /// <exception cref="ProblemException">There is no number at all.</exception>
    public ReadSeries Finish(string column, string place) => _values.Count == 0
        ? throw new ProblemException(new(ExitCode.Usage, "series-empty", "there is no number in it", "give one number a line, CSV or JSON with one number a point") { Place = place })
        : new(column, _values, _rows, _labels, _next - _values.Count);
}
