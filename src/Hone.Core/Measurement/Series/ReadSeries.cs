namespace Hone.Measurement.Series;

/// <summary>A series as a file gave it.</summary>
/// <param name="Column">The name of the column, the number of one without a name, or empty where there was nothing to choose.</param>
/// <param name="Values">Its numbers, all finite.</param>
/// <param name="Rows">The zero-based row of each number: rows without a number are no points, but they count.</param>
/// <param name="Labels">What another column says of each number; null when none was asked for.</param>
/// <param name="Missing">How many rows had no number.</param>
public sealed record ReadSeries(string Column, IReadOnlyList<double> Values, IReadOnlyList<int> Rows, IReadOnlyList<string>? Labels, int Missing);

/// <summary>Which columns of a file to read.</summary>
/// <param name="Column">A name, a path through objects such as <c>results.mean</c>, or a number from 1; null for the only one there is.</param>
/// <param name="Label">The column that names each point; null for none.</param>
public sealed record SeriesChoice(string? Column = null, string? Label = null);
