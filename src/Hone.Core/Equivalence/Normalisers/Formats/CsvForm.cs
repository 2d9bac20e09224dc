using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers.Formats;

/// <summary>CSV (RFC 4180) in which the cells of some columns are tokens; everything else, separators and quotes too, stays as it is.</summary>
internal static class CsvForm
{
    /// <summary>Hands out the text; the first row names the columns.</summary>
    /// <exception cref="FormatException">A column is not there, or a quote is not closed.</exception>
    public static void Write(ReadOnlySpan<byte> text, IReadOnlyList<NormaliserSettings> rules, TokenScanner scanner, ITokenSink sink)
    {
        Dictionary<int, int> columns = [];
        int column = 0;
        bool header = true;
        List<string> names = [];
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfCell(text, at);
            ReadOnlySpan<byte> cell = text[at..end];
            if (header)
            {
                names.Add(Plain(cell));
            }

            if (!header && columns.TryGetValue(column, out int rule))
            {
                scanner.Finish();
                sink.Token(rule, cell);
            }
            else
            {
                scanner.Add(cell);
            }

            bool comma = end < text.Length && text[end] == ',';
            int next = end;
            while (!comma && next < text.Length && text[next] is (byte)'\r' or (byte)'\n')
            {
                next++;
                if (text[next - 1] == '\n')
                {
                    break;
                }
            }

            next = comma ? end + 1 : next;
            scanner.Add(text[end..next]);
            column = comma ? column + 1 : 0;
            if (!comma && header)
            {
                header = false;
                columns = Named(rules, names);
            }

            at = next;
        }

        if (header)
        {
            _ = Named(rules, names);
        }
    }

    private static Dictionary<int, int> Named(IReadOnlyList<NormaliserSettings> rules, List<string> names)
    {
        Dictionary<int, int> columns = [];
        foreach ((int rule, NormaliserSettings settings) in rules.Index().Where(each => each.Item.Kind == NormaliserKind.Csv))
        {
            foreach (string name in settings.Columns)
            {
                int at = names.IndexOf(name);
                if (at < 0)
                {
                    throw new FormatException($"has no column '{name}' in its first row");
                }

                columns.TryAdd(at, rule);
            }
        }

        return columns;
    }

    private static int EndOfCell(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] != '"')
        {
            int plain = text[at..].IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
            return plain < 0 ? text.Length : at + plain;
        }

        int end = at + 1;
        while (true)
        {
            int quote = text[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                throw new FormatException("is no CSV: a quote is not closed");
            }

            end += quote + 1;
            if (end >= text.Length || text[end] != '"')
            {
                int rest = text[end..].IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
                return rest < 0 ? text.Length : end + rest;
            }

            end++;
        }
    }

    private static string Plain(ReadOnlySpan<byte> cell) =>
        cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"'
            ? Encoding.UTF8.GetString(cell[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal)
            : Encoding.UTF8.GetString(cell).TrimStart('\uFEFF');
}
