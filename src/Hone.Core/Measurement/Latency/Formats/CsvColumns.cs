using System.Text;

namespace Hone.Measurement.Latency.Formats;

/// <summary>Lines of comma-separated values with quotes where a value needs them (RFC 4180, one record a line).</summary>
internal static class CsvColumns
{
    /// <summary>The values of a line; null when a quote is left open.</summary>
    public static List<string>? Split(string line)
    {
        List<string> values = [];
        StringBuilder value = new();
        bool quoted = false;
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (quoted && letter == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                value.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(letter);
            }
        }

        values.Add(value.ToString());
        return quoted ? null : values;
    }
}
