using Hone.Equivalence.Mutants;

namespace Hone.Changes.Proofs;

/// <summary>
/// What on a changed line has to do with a claim. Words count wherever they stand on changed lines, added or removed: a line that sorts
/// and is changed may sort otherwise. Rather one claim too many than one too few: a claim costs some runs, and one that turns out to have
/// nothing to do with the program is told as such by its witness.
/// </summary>
internal static class ClaimTriggers
{
    // Whole names, as they stand in the source.
    private static readonly (ClaimKind Kind, HashSet<string> Names)[] _names =
    [
        (ClaimKind.Ordering, ["qsort", "dict", "Dictionary", "HashSet", "HashMap", "unordered_map", "unordered_set", "Map", "Set", "set", "keys", "values", "items", "yield", "GroupBy", "Distinct", "go", "chan"]),
        (ClaimKind.TieBreaking, ["qsort", "bsearch", "cmp", "lower_bound", "upper_bound", "nlargest", "nsmallest", "heapq", "bisect", "localeCompare", "<=>"]),
        (ClaimKind.FloatingPoint, ["float", "double", "f32", "f64", "Float", "Double", "Single", "fsum", "sum", "Sum", "reduce", "Aggregate", "numpy", "np", "sqrt", "pow", "exp", "log", "fma", "fabs", "atof", "strtod", "parseFloat", "toFixed", "round", "Vector", "fast", "Ofast"]),
        (ClaimKind.Rng, ["srand", "drand48", "arc4random", "getrandom", "urandom"]),
        (ClaimKind.Concurrency, ["go", "chan", "omp", "pragma", "volatile", "Task", "await", "async", "lock", "synchronized"]),
        (ClaimKind.State, ["static", "global", "nonlocal", "lru_cache", "getenv", "environ", "setdefault", "putIfAbsent", "GetOrAdd", "Lazy", "pickle", "shelve", "dict", "Dictionary", "HashMap", "unordered_map", "Map", "thread_local", "fopen", "mmap"]),
        (ClaimKind.Durability, ["fsync", "fdatasync", "sync", "syncfs", "msync", "fflush", "Flush", "FlushAsync", "flush", "rename", "O_SYNC", "O_DSYNC", "WriteThrough", "flock", "lockf"]),
        (ClaimKind.Validation, ["assert", "throw", "raise", "errno", "ferror", "feof", "TryParse", "isdigit", "ThrowIfNull", "abort"]),
    ];

    // Words inside of names.
    private static readonly (ClaimKind Kind, HashSet<string> Words)[] _words =
    [
        (ClaimKind.Ordering, ["sort", "sorted", "order", "ordered", "unordered", "reverse", "reversed", "parallel", "iterator", "permute"]),
        (ClaimKind.TieBreaking, ["sort", "sorted", "compare", "comparer", "comparator", "heap", "heapify", "min", "max", "rank", "priority", "top", "order", "bisect"]),
        (ClaimKind.FloatingPoint, ["float", "double", "mean", "average", "avg", "variance", "stddev"]),
        (ClaimKind.Rng, ["rand", "random", "rng", "seed", "shuffle", "uuid", "guid", "nonce"]),
        (ClaimKind.Concurrency, ["mutex", "atomic", "thread", "threads", "threading", "parallel", "concurrent", "interlocked", "semaphore", "executor", "futures", "spawn", "pthread", "multiprocessing", "worker", "workers"]),
        (ClaimKind.State, ["cache", "cached", "caching", "memo", "memoize", "pool", "pooled", "singleton", "interned", "once", "remember"]),
        (ClaimKind.Durability, ["fsync", "durable", "journal", "atomic", "commit", "wal"]),
        (ClaimKind.Validation, ["validate", "validation", "valid", "invalid", "verify", "require", "ensure", "bounds"]),
    ];

    private static readonly HashSet<string> _branches = ["if", "elif", "else", "switch", "case", "when", "match", "?", "??", "return", "break", "continue", "unless", "guard"];
    private static readonly HashSet<string> _checks = ["if", "throw", "raise", "assert", "except", "catch", "try", "unless", "guard"];
    private static readonly HashSet<string> _arithmetic = ["+", "-", "*", "/", "+=", "-=", "*=", "/=", "++"];
    private static readonly HashSet<string> _floatTypes = ["float", "double", "f32", "f64", "Float", "Double", "float32", "float64", "numpy", "np"];
    private static readonly HashSet<string> _comparisons = ["<", "<=", ">", ">=", "<=>"];
    private static readonly string[] _dynamic = ["python", "javascript", "typescript", "ruby", "lua", "php", "perl"];
    private static readonly string[] _constants = ["readonly", "const", "constexpr", "final"];

    /// <summary>Every claim that the tokens raise, with what raised it and its line.</summary>
    public static IEnumerable<(ClaimKind Kind, string What, int Line)> Find(ChangedTokens tokens)
    {
        foreach (ChangedToken token in tokens.Added.Concat(tokens.Removed))
        {
            foreach (ClaimKind kind in OfToken(token, tokens))
            {
                yield return (kind, $"`{token.Text}` on a changed line", token.Line);
            }
        }

        foreach ((ClaimKind, string, int) found in OfBalance(tokens))
        {
            yield return found;
        }
    }

    private static IEnumerable<ClaimKind> OfToken(ChangedToken token, ChangedTokens tokens)
    {
        if (token.Kind == TokenKind.Number && IsFraction(token.Text))
        {
            yield return ClaimKind.FloatingPoint;
        }

        bool arithmetic = token.Kind == TokenKind.Operator && _arithmetic.Contains(token.Text);
        if (arithmetic && (tokens.Around.Any(IsFloatType) || (token.Text is "/" or "/=" && _dynamic.Contains(tokens.Language))))
        {
            yield return ClaimKind.FloatingPoint;
        }

        if (token.Kind is not (TokenKind.Word or TokenKind.Operator))
        {
            yield break;
        }

        foreach ((ClaimKind kind, HashSet<string> names) in _names)
        {
            if (names.Contains(token.Text) && !IsConstant(token, tokens))
            {
                yield return kind;
            }
        }

        if (token.Kind == TokenKind.Word)
        {
            IReadOnlyList<string> words = TokenWords.Of(token.Text);
            foreach ((ClaimKind kind, HashSet<string> known) in _words)
            {
                if (words.Any(known.Contains))
                {
                    yield return kind;
                }
            }
        }
    }

    // What is more or less than before on this hunk.
    private static IEnumerable<(ClaimKind, string, int)> OfBalance(ChangedTokens tokens)
    {
        if (Surplus(tokens.Added, tokens.Removed, _branches.Contains) is ChangedToken branch)
        {
            yield return (ClaimKind.InputDomain, $"a new `{branch.Text}`", branch.Line);
        }

        if (Surplus(tokens.Added, tokens.Removed, text => IsLimit(text)) is ChangedToken number)
        {
            yield return (ClaimKind.InputDomain, $"the new constant `{number.Text}`", number.Line);
        }

        if (Surplus(tokens.Removed, tokens.Added, _checks.Contains) is ChangedToken check)
        {
            yield return (ClaimKind.Validation, $"an `{check.Text}` that is gone", check.Line);
        }

        if (Surplus(tokens.Added, tokens.Removed, _comparisons.Contains) is ChangedToken comparison)
        {
            yield return (ClaimKind.TieBreaking, $"a new `{comparison.Text}`", comparison.Line);
            yield return (ClaimKind.InputDomain, $"a new `{comparison.Text}`", comparison.Line);
        }

        foreach (string kept in tokens.Language is "c" or "c++" or "c#" or "java" ? ["static"] : (IReadOnlyList<string>)[])
        {
            if (Surplus(tokens.Added, tokens.Removed, text => text == kept) is ChangedToken shared && !IsConstant(shared, tokens))
            {
                yield return (ClaimKind.Concurrency, $"a new `{kept}`", shared.Line);
            }
        }
    }

    // The first token of one side whose text occurs there more often than on the other.
    private static ChangedToken? Surplus(IReadOnlyList<ChangedToken> these, IReadOnlyList<ChangedToken> those, Func<string, bool> counts)
    {
        Dictionary<string, int> other = those.Where(token => counts(token.Text)).GroupBy(token => token.Text).ToDictionary(group => group.Key, group => group.Count());
        foreach (ChangedToken token in these.Where(token => token.Kind is not (TokenKind.Text or TokenKind.Letter) && counts(token.Text)))
        {
            int left = other.GetValueOrDefault(token.Text);
            if (left == 0)
            {
                return token;
            }

            other[token.Text] = left - 1;
        }

        return null;
    }

    private static bool IsFloatType(ChangedToken token) => token.Kind == TokenKind.Word && _floatTypes.Contains(token.Text);

    // A static that never changes keeps nothing, and a static function is no variable.
    private static bool IsConstant(ChangedToken token, ChangedTokens tokens)
    {
        if (token.Text != "static")
        {
            return false;
        }

        ChangedToken[] line = [.. tokens.Added.Concat(tokens.Removed).Where(other => other.Line == token.Line)];
        return line.Any(other => _constants.Contains(other.Text)) || (line.Any(other => other.Text == "(") && !line.Any(other => other.Text == "="));
    }

    // A number in code that is no index and no step.
    private static bool IsLimit(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && text is not ("0" or "1" or "2" or "0.0" or "1.0");

    private static bool IsFraction(string text) =>
        !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && (text.Contains('.', StringComparison.Ordinal) || (text.Contains('e', StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(text[0])));
}
