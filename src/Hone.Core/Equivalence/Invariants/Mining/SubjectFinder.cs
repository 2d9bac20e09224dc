using System.Text;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Finds out what the channels and inputs of some recorded runs are made of: CSV, JSON, lines of JSON, columns of words, lines.</summary>
internal sealed class SubjectFinder
{
    private const int MostColumns = 16;
    private const int MostPlaces = 8;
    private const int MostAlike = 4;
    private const int MostDepth = 3;
    private const int MostWords = 8;

    private static readonly string[] _separators = ["", ", ';'", ", '\\t'"];

    private readonly Probe _probe;
    private readonly List<Subject> _rows = [];
    private readonly List<Subject> _columns = [];
    private readonly List<Subject> _numbers = [];
    private readonly List<Subject> _tables = [];
    private readonly List<Subject> _texts = [];

    private SubjectFinder(Probe probe) => _probe = probe;

    /// <summary>What is in the channels and inputs that all runs have.</summary>
    public static Subjects Find(Probe probe)
    {
        SubjectFinder finder = new(probe);
        foreach (string input in Telling(Common(probe.Runs.Select(run => run.Inputs))))
        {
            finder.Place(new(input == "stdin" ? "stdin" : $"input({Quoted(input)})", Word(input), input, true));
        }

        foreach (string channel in Telling(Common(probe.Runs.Select(run => run.Channels))))
        {
            if (channel.StartsWith("file:", StringComparison.Ordinal) || channel is "stdout" or "stderr")
            {
                finder.Place(new(Source(channel), Word(channel), channel, false));
            }
        }

        return new(finder._rows, finder._columns, finder._numbers, finder._tables, finder._texts);
    }

    /// <summary>The expression that reads a channel.</summary>
    public static string Source(string channel) => channel.StartsWith("file:", StringComparison.Ordinal) ? $"file({Quoted(channel["file:".Length..])})" : channel;

    private static string Quoted(string text) => ShownValue.Quoted(Encoding.UTF8.GetBytes(text));

    /// <summary>Letters and digits of a name, for a name in the manifest.</summary>
    public static string Word(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', ':']) + 1)..];
        int dot = last.LastIndexOf('.');
        StringBuilder word = new();
        foreach (char letter in dot > 0 ? last[..dot] : last)
        {
            word.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-');
        }

        return word.ToString().Trim('-') is { Length: > 0 } found ? found : "value";
    }

    private static IEnumerable<string> Common(IEnumerable<IReadOnlyList<string>> names) =>
        names.Aggregate((IEnumerable<string>?)null, (common, next) => common is null ? next : common.Intersect(next, StringComparer.Ordinal))?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    /// <summary>
    /// Of many places a few, streams and tables first. Files of one kind beside each other, as in a folder with a report for each
    /// client, are named by what is in them, and nothing is proposed of one of them.
    /// </summary>
    private static IEnumerable<string> Telling(IEnumerable<string> places) => places
        .GroupBy(place => (Path.GetDirectoryName(place), Path.GetExtension(place)))
        .Where(alike => alike.Count() <= MostAlike)
        .SelectMany(alike => alike)
        .OrderBy(place => Path.GetExtension(place) is "" or ".csv" or ".tsv" or ".json" or ".jsonl" or ".ndjson" ? 0 : 1)
        .ThenBy(place => place, StringComparer.Ordinal)
        .Take(MostPlaces);

    private void Place(Subject place)
    {
        if (_probe.Texts(place.Text) is not { } texts || texts.All(text => text.Span.IsEmpty))
        {
            return;
        }

        if (!Json(place) && !Csv(place) && !JsonLines(place))
        {
            Lines(place);
        }
    }

    private bool Json(Subject place)
    {
        Subject document = place with { Text = $"json({place.Text})" };
        if (_probe.Of(document.Text) is not { } values || values.Any(value => value is not (RecordValue or ListValue)))
        {
            return false;
        }

        Walk(document, values[0], every: false, depth: 0);
        return true;
    }

    private bool JsonLines(Subject place)
    {
        string text = $"map(lines({place.Text}), json(it))";
        if (_probe.Lists(text) is not { } lists || lists.Any(list => list.Items.Any(item => item is not RecordValue)) || lists.All(list => list.Items.Count < 2))
        {
            return false;
        }

        Walk(place with { Text = text }, lists.First(list => list.Items.Count > 0), every: false, depth: 0);
        return true;
    }

    private bool Csv(Subject place)
    {
        foreach (string separator in _separators)
        {
            string text = $"csv({place.Text}{separator})";
            if (_probe.Lists(text) is not { } tables || tables.Any(table => table.Columns is not { Names.Count: > 1 and <= 64 } columns || !columns.Names.All(IsHeading))
                || tables.All(table => table.Items.Count == 0) || tables.Any(table => !table.Columns!.Names.SequenceEqual(tables[0].Columns!.Names, ValueOrder.Instance)))
            {
                continue;
            }

            Subject table = place with { Text = text };
            _tables.Add(table);
            _rows.Add(table);
            foreach (TextValue name in tables[0].Columns!.Names.Take(MostColumns))
            {
                string field = Printer.Field(name);
                Column(new(field[0] == '.' ? $"column({text}, {ShownValue.Quoted(name.Span)})" : text + "[*]" + field, place.Word + "-" + Word(Encoding.UTF8.GetString(name.Span)), place.Place, place.IsInput) { Cell = (text, "it" + field) });
            }

            return true;
        }

        return false;
    }

    // The first line of prose with commas is no heading.
    private static bool IsHeading(TextValue name) => name.Span.Length is > 0 and <= 40 && name.Span.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
        && !Encoding.ASCII.GetString(name.Span).Any(letter => !(char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-' or '.' or '/' or '%' or '#' or '(' or ')'));

    private void Walk(Subject at, Value value, bool every, int depth)
    {
        switch (value)
        {
            case NumberValue when !every:
                _numbers.Add(at);
                break;
            case NumberValue or TextValue when every:
                Column(at);
                break;
            case RecordValue record when depth <= MostDepth:
                for (int i = 0; i < Math.Min(record.Values.Count, MostColumns); i++)
                {
                    string field = Printer.Field(record.Names.Names[i]);
                    string rows = at.Text.EndsWith("[*]", StringComparison.Ordinal) ? at.Text[..^3] : "";
                    Walk(at with { Text = at.Text + field, Word = at.Word + "-" + Word(Encoding.UTF8.GetString(record.Names.Names[i].Span)), Cell = rows.Length > 0 ? (rows, "it" + field) : null }, record.Values[i], every, depth + 1);
                }

                break;
            case ListValue { Items.Count: > 0 } list when depth <= MostDepth:
                if (_probe.Lists(at.Text) is not null)
                {
                    _rows.Add(at with { Cell = null });
                }

                Walk(at with { Text = at.Text + "[*]", Cell = null }, list.Items[0], true, depth + 1);
                break;
            default:
                break;
        }
    }

    private void Lines(Subject place)
    {
        Subject lines = place with { Text = $"lines({place.Text})" };
        _texts.Add(place);
        if (_probe.Lists(lines.Text) is not { } lists)
        {
            return;
        }

        _rows.Add(lines);
        Column(lines with { Word = place.Word + "-lines" });
        if (place.IsInput)
        {
            _rows.Add(place with { Text = $"words({place.Text})", Word = place.Word + "-words" });
            Column(place with { Text = $"words({place.Text})", Word = place.Word + "-words" });
            return;
        }

        // Columns between white space, where every line has as many.
        int[] widths = [.. lists.SelectMany(list => list.Items).Take(1000).Select(line => Evaluation.Pieces.Words(((TextValue)line).Bytes, new(new(InvariantLimits.Standard))) is ListValue words ? words.Items.Count : 0).Distinct().Take(2)];
        if (widths is [> 1 and <= MostWords])
        {
            for (int i = 0; i < widths[0]; i++)
            {
                string number = $"map({lines.Text}, number(words(it)[{i}]))";
                bool isNumber = _probe.Of(number) is not null;
                Column(new(isNumber ? number : $"map({lines.Text}, words(it)[{i}])", $"{place.Word}-word-{i + 1}", place.Place, false) { Cell = (lines.Text, isNumber ? $"number(words(it)[{i}])" : $"words(it)[{i}]") });
            }
        }
    }

    private void Column(Subject column)
    {
        if (_probe.Lists(column.Text) is { } lists && lists.Any(list => list.Items.Count > 0) && lists.SelectMany(list => list.Items).Select(item => item.Rank).Distinct().ToArray() is [ValueRank.Number or ValueRank.Text])
        {
            _columns.Add(column);
        }
    }
}
