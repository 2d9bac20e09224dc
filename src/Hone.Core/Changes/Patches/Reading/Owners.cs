using Hone.Equivalence.Mutants;

namespace Hone.Changes.Patches.Reading;

/// <summary>
/// Which function the changed lines of a file belong to. A function of the old side and one of the new side are the same when they have
/// the same name, and are the same one of those that have it.
/// </summary>
internal sealed class Owners(SourceSide old, SourceSide fresh, int firstIndex)
{
    private readonly SourceSide _old = old;
    private readonly SourceSide _new = fresh;
    private readonly List<(string Name, int Ordinal)> _keys = [];
    private readonly Dictionary<(string Name, int Ordinal), int> _indexes = [];
    private readonly (string Name, int Ordinal)[] _oldKeys = Keys(old);
    private readonly (string Name, int Ordinal)[] _newKeys = Keys(fresh);

    /// <summary>The index that a line's function has among all functions of the patch.</summary>
    public int Of(Hunk hunk, bool isNew, int line)
    {
        SourceSide side = isNew ? _new : _old;
        int function = side.FunctionAt(line);
        (string, int) key = function >= 0 ? (isNew ? _newKeys : _oldKeys)[function] : side.Known || _old.Known || _new.Known ? ("", 0) : (NameOf(hunk.Heading), 0);
        if (!_indexes.TryGetValue(key, out int index))
        {
            _indexes[key] = index = firstIndex + _keys.Count;
            _keys.Add(key);
        }

        return index;
    }

    /// <summary>The functions, once all lines were asked for.</summary>
    public IEnumerable<ChangedFunction> Functions(string path, IReadOnlyList<Edit> edits)
    {
        ILookup<int, ChangedLine> lines = edits.SelectMany(edit => edit.Lines).ToLookup(line => line.Function);
        return _keys.Select((key, i) => new ChangedFunction(
            path, key.Name, Span(_old, _oldKeys, key), Span(_new, _newKeys, key), [.. lines[firstIndex + i].Select(line => line.Hunk).Distinct()], lines[firstIndex + i].Count(line => line.HasCode)));
    }

    private static SourceSpan? Span(SourceSide side, (string, int)[] keys, (string, int) key) =>
        Array.IndexOf(keys, key) is int at and >= 0 ? new(side.Functions[at].FirstLine, side.Functions[at].LastLine) : null;

    private static (string, int)[] Keys(SourceSide side)
    {
        Dictionary<string, int> seen = [];
        return [.. side.Functions.Select(function => (function.Name, seen[function.Name] = seen.GetValueOrDefault(function.Name, -1) + 1))];
    }

    // Of "static int fill(struct buffer *b)" the word before the parameters; of another heading all of it.
    private static string NameOf(string heading)
    {
        int open = heading.IndexOf('(', StringComparison.Ordinal);
        string before = (open > 0 ? heading[..open] : heading).Trim();
        int word = before.Length;
        while (open > 0 && word > 0 && (char.IsLetterOrDigit(before[word - 1]) || before[word - 1] is '_' or '$' or '?' or '!'))
        {
            word--;
        }

        return open > 0 && word < before.Length ? before[word..] : before.Length > 80 ? before[..80] : before;
    }
}
