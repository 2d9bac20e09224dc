using System.Text.Json;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Firefox;

/// <summary>
/// The tables that name the stacks of a processed profile: a column is a list, and a row of one table points into the next. Since version
/// 56 or so of the format they are shared by all threads, before each thread had its own.
/// </summary>
internal sealed class FirefoxTables
{
    private static readonly Dictionary<string, string[]> _columns = new(StringComparer.Ordinal)
    {
        ["stackTable"] = ["prefix", "frame"],
        ["frameTable"] = ["func"],
        ["funcTable"] = ["name", "resource", "fileName", "source", "lineNumber"],
        ["resourceTable"] = ["lib", "name"],
        ["sources"] = ["filename"],
    };

    private readonly Dictionary<(string, string), List<int>> _cells = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<int, int> _nodes = [];
    private readonly Dictionary<int, int> _numbers = [];
    private readonly List<int> _chain = [];
    private int _root = -1;
    private long _letters;

    /// <summary>True when there are stacks to name.</summary>
    public bool Any => Column("stackTable", "frame").Count > 0;

    /// <summary>Takes the value of a key if it is one of the tables; false when it is not, and nothing was taken.</summary>
    public bool TryRead(JsonInput json)
    {
        if (json.Is("stringArray"u8) || json.Is("stringTable"u8))
        {
            if (json.IsArray())
            {
                while (json.NextElement())
                {
                    _texts.Add(json.Token == JsonTokenType.String ? json.Text() : "");
                    json.SkipRest();
                    _letters += _texts[^1].Length;
                    if (_texts.Count > TooLarge.MostRows || _letters > TooLarge.MostLetters)
                    {
                        throw TooLarge.Problem("texts");
                    }
                }
            }

            return true;
        }

        string table = json.Token == JsonTokenType.PropertyName ? json.Text() : "";
        if (!_columns.TryGetValue(table, out string[]? wanted))
        {
            return false;
        }

        if (json.IsObject())
        {
            while (json.NextKey())
            {
                string column = json.Text();
                if (wanted.Contains(column) && json.IsArray())
                {
                    ReadColumn(json, Column(table, column));
                }
                else if (json.Token == JsonTokenType.PropertyName)
                {
                    json.SkipValue();
                }
            }
        }

        return true;
    }

    /// <summary>Adds to <paramref name="tree"/> what a thread recorded by stack.</summary>
    /// <param name="sums">The sum of each row of the stack table; -1 for samples without a stack.</param>
    /// <param name="root">The node below which its stacks stand, or -1.</param>
    /// <param name="libraries">The names of the libraries that resources point to.</param>
    /// <param name="frames">Where frames get their numbers.</param>
    /// <param name="tree">Where the sums go.</param>
    /// <returns>How many stacks are not in the tables.</returns>
    public long AddTo(IReadOnlyDictionary<int, long> sums, int root, IReadOnlyList<string> libraries, FrameTable frames, StackTree tree)
    {
        if (root != _root)
        {
            _nodes.Clear();
            _root = root;
        }

        long missing = 0;
        int count = Column("stackTable", "frame").Count;
        foreach ((int stack, long sum) in sums)
        {
            bool known = stack >= 0 && stack < count;
            missing += known || stack < 0 ? 0 : 1;
            tree.Add(known ? Node(stack, libraries, frames, tree) : tree.Child(root, frames.Number(new Frame(stack < 0 ? "[no stack]" : "[unknown]", "", FrameOrigin.Unknown))), sum);
        }

        return missing;
    }

    /// <summary>The node of a row of the stack table; rows that several threads share are looked up once.</summary>
    private int Node(int stack, IReadOnlyList<string> libraries, FrameTable frames, StackTree tree)
    {
        List<int> prefix = Column("stackTable", "prefix");
        List<int> frame = Column("stackTable", "frame");
        _chain.Clear();
        int node = _root;
        for (int at = stack; at >= 0 && !_nodes.TryGetValue(at, out node);)
        {
            // A stack comes after the one that called it; where a file breaks that, the stack begins there.
            _chain.Add(at);
            node = _root;
            at = at < prefix.Count && prefix[at] < at ? prefix[at] : -1;
        }

        for (int i = _chain.Count - 1; i >= 0; i--)
        {
            int row = frame[_chain[i]];
            if (!_numbers.TryGetValue(row, out int number))
            {
                number = frames.Number(Frame(row, libraries));
                _numbers.Add(row, number);
            }

            node = tree.Child(node, number);
            _nodes[_chain[i]] = node;
        }

        return node;
    }

    private static void ReadColumn(JsonInput json, List<int> column)
    {
        while (json.NextElement())
        {
            // Older files have objects in some columns; they point to no other table.
            column.Add(json.Token is JsonTokenType.Number or JsonTokenType.Null ? json.Index() : -1);
            json.SkipRest();
            if (column.Count > TooLarge.MostSamples)
            {
                throw TooLarge.Problem("rows in a table");
            }
        }
    }

    private Frame Frame(int row, IReadOnlyList<string> libraries)
    {
        int function = Cell("frameTable", "func", row);
        string name = Text(Cell("funcTable", "name", function));
        int resource = Cell("funcTable", "resource", function);
        int library = Cell("resourceTable", "lib", resource);
        string module = library >= 0 && library < libraries.Count ? libraries[library] : Text(Cell("resourceTable", "name", resource));
        int source = Cell("funcTable", "source", function);
        string file = Text(source >= 0 ? Cell("sources", "filename", source) : Cell("funcTable", "fileName", function));
        int line = Cell("funcTable", "lineNumber", function);
        return name.Length == 0
            ? new Frame("[unknown]", "", FrameOrigin.Unknown)
            : FrameGuess.Of(name, module.Length > 0 ? module : file, file.Length > 0 && line > 0 ? new SourceLocation(file, line) : null);
    }

    private string Text(int index) => index >= 0 && index < _texts.Count ? _texts[index] : "";

    private int Cell(string table, string column, int row) => Column(table, column) is List<int> cells && row >= 0 && row < cells.Count ? cells[row] : -1;

    private List<int> Column(string table, string column)
    {
        if (!_cells.TryGetValue((table, column), out List<int>? cells))
        {
            cells = [];
            _cells.Add((table, column), cells);
        }

        return cells;
    }
}
