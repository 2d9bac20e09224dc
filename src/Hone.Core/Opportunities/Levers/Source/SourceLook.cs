namespace Hone.Opportunities.Levers.Source;

/// <summary>
/// A light look at a function's tokens: which loops it has, what is called in them, and shapes that levers are known by. It knows no
/// types and follows no calls; what it finds only tells apart levers that the same measured evidence could mean.
/// </summary>
public static class SourceLook
{
    // A function that long is generated, and looking at it would take its square.
    private const int MostTokens = 20_000;

    private static readonly HashSet<string> _search =
    [
        "Contains", "IndexOf", "indexOf", "includes", "index", "find", "findIndex", "Find", "FindIndex", "Exists", "FirstOrDefault", "First", "Any", "Single", "SingleOrDefault", "count", "strstr", "some", "LastIndexOf", "lastIndexOf", "ContainsValue",
    ];

    private static readonly HashSet<string> _codecs =
    [
        "loads", "dumps", "parse", "stringify", "Deserialize", "Serialize", "SerializeObject", "DeserializeObject", "b64encode", "b64decode", "ToBase64String", "FromBase64String", "SerializeToUtf8Bytes", "fromstring", "tostring",
        "compress", "decompress", "gzip", "inflate", "deflate", "pack", "unpack", "deepcopy", "structuredClone", "sprintf", "snprintf", "sscanf", "cJSON_Parse", "cJSON_Print", "json_loads", "json_dumps", "safe_load", "encode", "decode", "Parse",
        "ToString",
    ];

    private static readonly HashSet<string> _copies =
    [
        "Substring", "ToArray", "slice", "substring", "substr", "GetRange", "concat", "memcpy", "memmove", "strdup", "strndup", "copy", "Clone", "ToList", "tobytes", "strcpy", "strcat", "deepcopy", "list", "bytes", "Concat",
    ];

    private static readonly HashSet<string> _asks =
    [
        "open", "fopen", "execute", "query", "fetch", "urlopen", "connect", "ReadAllText", "ReadAllBytes", "ReadAllLines", "readFileSync", "OpenRead", "OpenText", "ExecuteReader", "ExecuteScalar", "fetchone", "getaddrinfo", "stat", "existsSync", "Exists",
        "openSync", "statSync", "sqlite3_step", "sqlite3_exec", "read_text", "read_bytes", "send", "sendall", "recv",
    ];

    private static readonly HashSet<string> _wholes = ["ReadAllText", "ReadAllBytes", "ReadAllLines", "ReadToEnd", "ReadToEndAsync", "readFileSync", "readlines", "read_text", "read_bytes", "read_to_string", "read_to_end", "ftell"];
    private static readonly HashSet<string> _sorts = ["sort", "sorted", "Sort", "qsort", "OrderBy", "OrderByDescending", "stable_sort", "partial_sort"];
    private static readonly HashSet<string> _puts = ["put", "Enqueue", "enqueue", "TryWrite", "WriteAsync", "put_nowait", "Post", "SendAsync", "Add", "push", "push_back", "append", "appendleft"];
    private static readonly HashSet<string> _allocates = ["malloc", "calloc", "realloc", "bytearray", "alloc", "allocUnsafe", "aligned_alloc", "strdup", "Array"];
    private const SourceFeature Repeating = SourceFeature.SearchInLoop | SourceFeature.SliceInLoop | SourceFeature.CompilesInLoop | SourceFeature.CodecInLoop | SourceFeature.AllocatesInLoop | SourceFeature.AsksInLoop | SourceFeature.SortsInLoop;

    private static readonly string[] _unordered = ["set", "dict", "map", "hash", "lookup", "by_", "By", "cache"];

    /// <summary>True for the name of a call that opens, queries or requests something.</summary>
    public static bool IsAsking(string name) => _asks.Contains(name);

    /// <summary>What the function looks like.</summary>
    public static SourceHints Look(CodeFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Body.Count is 0 or > MostTokens)
        {
            return SourceHints.None;
        }

        CodeView view = new(function);
        SourceFeature features = LoopShapes.Of(view) | OfCalls(view, always: false) | OfTokens(view, always: false);
        features |= ValueUse.TakesFew(view) ? SourceFeature.TakesFew : 0;
        features |= ValueUse.TakesFirst(view) ? SourceFeature.TakesFirst : 0;
        features |= ValueUse.LooksPure(view) ? SourceFeature.LooksPure : 0;
        int depth = view.Loops.Count == 0 ? 0 : view.Loops.Max(loop => 1 + view.Loops.Count(other => other.Holds(loop)));
        HashSet<string> called = [.. view.Calls.Where(call => view.Depth(call.At) > 0).Select(call => call.Name)];
        return new SourceHints(features, depth, called, ValueUse.Unchanging(view), ValueUse.Unread(view), ValueUse.Conditional(view))
        {
            WhenLooped = (OfCalls(view, always: true) | OfTokens(view, always: true)) & Repeating,
        };
    }

    private static SourceFeature OfCalls(CodeView view, bool always)
    {
        SourceFeature found = SourceFeature.None;
        int itself = 0;
        foreach (CodeCall call in view.Calls)
        {
            bool looped = always || view.Depth(call.At) > 0;
            bool compiles = (call.Name == "compile" && call.On is "re" or "regex" or "Pattern") || call.Name is "regcomp" or "RegExp" or "pcre_compile" or "pcre2_compile"
                || (call.On == "new" && call.Name is "Regex" or "JsonSerializerOptions" or "XmlSerializer" or "NumberFormat" or "DateTimeFormat");
            itself += call.Name == view.Function.Name ? looped ? 2 : 1 : 0;
            found |= compiles ? looped ? SourceFeature.CompilesPattern | SourceFeature.CompilesInLoop : SourceFeature.CompilesPattern : 0;
            found |= _wholes.Contains(call.Name) || (call.Name is "read" && call.From == call.To) || (call.Name == "load" && call.On is "json" or "pickle" or "yaml") ? SourceFeature.ReadsWhole : 0;
            found |= _sorts.Contains(call.Name) ? looped ? SourceFeature.Sorts | SourceFeature.SortsInLoop : SourceFeature.Sorts : 0;
            found |= IsPut(view, call) ? SourceFeature.PutsIntoQueue : 0;
            if (looped)
            {
                found |= _search.Contains(call.Name) && call.On.Length > 0 && !IsUnordered(view, call.On) ? SourceFeature.SearchInLoop : 0;
                found |= _codecs.Contains(call.Name) && (call.Name is not ("parse" or "Parse" or "encode" or "decode" or "ToString" or "pack") || call.On is "JSON" or "JsonDocument" or "JsonNode" or "struct" or "json" or "pickle") ? SourceFeature.CodecInLoop : 0;
                found |= _copies.Contains(call.Name) || (call.Name == "from" && call.On == "Buffer") ? SourceFeature.SliceInLoop : 0;
                found |= _asks.Contains(call.Name) ? SourceFeature.AsksInLoop : 0;
                found |= _allocates.Contains(call.Name) || call.On == "new" ? SourceFeature.AllocatesInLoop : 0;
                found |= call.Name == "concat" ? SourceFeature.ConcatInLoop : 0;
            }
        }

        return found | (itself >= 2 ? SourceFeature.BranchingRecursion : 0);
    }

    private static SourceFeature OfTokens(CodeView view, bool always)
    {
        SourceFeature found = SourceFeature.None;
        HashSet<string> texts = [];
        for (int i = 0; i < view.Tokens.Count; i++)
        {
            string text = view.Text(i);
            bool word = view.IsWord(i);
            found |= word && (text.Contains("cache", StringComparison.OrdinalIgnoreCase) || text.Contains("memo", StringComparison.OrdinalIgnoreCase) && !text.Contains("memory", StringComparison.OrdinalIgnoreCase)) ? SourceFeature.KeepsResults : 0;
            found |= word && text is "st_size" or "istreambuf_iterator" ? SourceFeature.ReadsWhole : 0;

            // A variable that begins as an empty text.
            if (word && view.Text(i + 1) == "=" && (view.Text(i + 2) is "\"\"" or "''" or "``" || (view.Text(i + 2) == "b" && view.Text(i + 3) is "\"\"" or "''") || (view.Text(i + 2) == "string" && view.Text(i + 4) == "Empty")))
            {
                texts.Add(text);
            }

            if (!always && view.Depth(i) == 0)
            {
                continue;
            }

            bool grows = word && ((view.Text(i + 1) == "+=" && (texts.Contains(text) || view.Text(i + 2) == "[" || view.Tokens[Math.Min(i + 2, view.Tokens.Count - 1)].Kind == CodeTokenKind.Text))
                || (view.Text(i + 1) == "=" && view.Text(i + 2) == text && view.Text(i + 3) == "+" && (texts.Contains(text) || view.Text(i + 4) == "[")));
            found |= grows ? SourceFeature.ConcatInLoop : 0;
            found |= text == "[" && IsSlice(view, i) ? SourceFeature.SliceInLoop : 0;
            found |= view.Function.Indented && text == "in" && IsMembership(view, i) ? SourceFeature.SearchInLoop : 0;
            found |= word && text == "new" && view.IsWord(i + 1) && view.Text(i + 2) == "[" ? SourceFeature.AllocatesInLoop : 0;
            found |= word && text is "vector" or "string" && view.Text(i - 1) == "::" && view.Text(i - 2) == "std" && view.Text(i + 1) is not ("&" or "*" or "::") ? SourceFeature.AllocatesInLoop : 0;
            found |= word && text == "regex" && view.IsWord(i + 1) && view.Text(i + 2) is "(" or "{" ? SourceFeature.CompilesPattern | SourceFeature.CompilesInLoop : 0;
        }

        return found;
    }

    private static bool IsPut(CodeView view, CodeCall call)
    {
        bool named = call.Name.Contains("enqueue", StringComparison.OrdinalIgnoreCase) || call.Name.Contains("queue_p", StringComparison.OrdinalIgnoreCase);
        return named || call.Name == "CompleteAdding" || (_puts.Contains(call.Name) && (call.On.Contains("queue", StringComparison.OrdinalIgnoreCase) || call.On is "Writer" or "writer" or "jobs" or "mailbox" or "backlog" or "inbox" or "channel" or "pending"));
    }

    // "x[a:b]" of Python, "x[a..b]" of C# and Rust.
    private static bool IsSlice(CodeView view, int open)
    {
        if (!(view.IsWord(open - 1) || view.Text(open - 1) is "]" or ")") || view.Partners[open] < 0)
        {
            return false;
        }

        for (int i = open + 1; i < view.Partners[open]; i++)
        {
            if (view.Text(i) is ".." || (view.Text(i) == ":" && view.Function.Indented))
            {
                return true;
            }

            i = view.Tokens[i].Kind == CodeTokenKind.Open && view.Partners[i] > i ? view.Partners[i] : i;
        }

        return false;
    }

    // "x in names" where names is no set, as far as the function tells; the "in" of a for is none.
    private static bool IsMembership(CodeView view, int at)
    {
        bool ofLoop = view.Loops.Exists(loop => at >= loop.HeadFrom && at < loop.HeadTo && !loop.Repeated);
        return !ofLoop && view.IsWord(at + 1) && !IsUnordered(view, view.Text(at + 1)) && view.Text(at + 2) is not "(";
    }

    private static bool IsUnordered(CodeView view, string name)
    {
        if (_unordered.Any(part => name.Contains(part, StringComparison.Ordinal)))
        {
            return true;
        }

        for (int i = 0; i < view.Tokens.Count; i++)
        {
            if (view.IsWord(i, name) && view.Text(i + 1) is "=" or ":" or ":=")
            {
                for (int j = i + 2; j < Math.Min(i + 6, view.Tokens.Count); j++)
                {
                    if (view.Text(j) is "set" or "dict" or "Set" or "Map" or "HashSet" or "Dictionary" or "frozenset" or "Counter" or "defaultdict" or "SortedSet" or "{" or "unordered_map" or "unordered_set")
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
