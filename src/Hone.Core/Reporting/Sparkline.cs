using System.Text;
using Hone.Statistics;

namespace Hone.Reporting;

/// <summary>A series as one line of marks, a column for as many neighbouring values as it takes.</summary>
public sealed class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Plain = "_.,-=+*#";

    private readonly double[] _middles;
    private readonly int _count;

    private Sparkline(double[] middles, int count) => (_middles, _count) = (middles, count);

    /// <summary>How many columns it has.</summary>
    public int Columns => _middles.Length;

    /// <summary>Draws so many columns, or as many as there are values.</summary>
    /// <param name="values">At least one, all finite.</param>
    /// <param name="width">The most columns.</param>
    public static Sparkline Of(IReadOnlyList<double> values, int width)
    {
        int columns = Math.Min(width, values.Count);
        double[] middles = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            int start = (int)((long)column * values.Count / columns);
            int end = (int)((long)(column + 1) * values.Count / columns);
            double[] part = new double[end - start];
            for (int i = start; i < end; i++)
            {
                part[i - start] = values[i];
            }

            middles[column] = Median.Of(part);
        }

        return new(middles, values.Count);
    }

    /// <summary>The column that shows a value.</summary>
    public int Column(int index)
    {
        int column = (int)((long)index * Columns / _count);
        return column + 1 < Columns && (long)(column + 1) * _count / Columns <= index ? column + 1 : column;
    }

    /// <summary>The marks: the lowest column is the lowest mark, and one alike throughout is a line in the middle.</summary>
    public string Draw(bool unicode)
    {
        string marks = unicode ? Blocks : Plain;
        double low = _middles.Min();
        double high = _middles.Max();
        StringBuilder line = new(Columns);
        foreach (double middle in _middles)
        {
            // Halves, because the difference of the ends may be too large for a double.
            double part = high > low ? ((middle / 2) - (low / 2)) / ((high / 2) - (low / 2)) : 0.5;
            line.Append(marks[Math.Clamp((int)(part * marks.Length), 0, marks.Length - 1)]);
        }

        return line.ToString();
    }
}
