namespace Hone.Changes.Patches;

/// <summary>What git's lines above the hunks say of a file.</summary>
internal sealed class FileHeader
{
    private string? _oldMode;
    private string? _newMode;
    private string? _from;
    private string? _to;
    private (bool Seen, string? Path) _old;
    private (bool Seen, string? Path) _new;
    private bool _isNew;
    private bool _isDeleted;

    public bool IsBinary { get; private set; }

    public bool HasSides => _old.Seen && _new.Seen;

    /// <summary>Takes a line; the answer is what is wrong with it, or null.</summary>
    public string? Take(string line)
    {
        if (After(line, "old mode ") is string oldMode)
        {
            _oldMode = oldMode;
        }
        else if (After(line, "new mode ") is string newMode)
        {
            _newMode = newMode;
        }
        else if (After(line, "new file mode ") is string added)
        {
            (_isNew, _newMode) = (true, added);
        }
        else if (After(line, "deleted file mode ") is string deleted)
        {
            (_isDeleted, _oldMode) = (true, deleted);
        }
        else if (After(line, "rename from ") is string from)
        {
            _from = PatchPath.Read(from, out _);
        }
        else if (After(line, "rename to ") is string to)
        {
            _to = PatchPath.Read(to, out _);
        }
        else if (After(line, "--- ") is string old)
        {
            _old = (true, Side(old, "a/"));
            return _old.Path is null && old.TrimEnd('\t') != "/dev/null" ? "a path after '---' that begins with a/ is expected" : null;
        }
        else if (After(line, "+++ ") is string fresh)
        {
            _new = (true, Side(fresh, "b/"));
            return _new.Path is null && fresh.TrimEnd('\t') != "/dev/null" ? "a path after '+++' that begins with b/ is expected" : null;
        }
        else if (line.StartsWith("GIT binary patch", StringComparison.Ordinal) || line.StartsWith("Binary files ", StringComparison.Ordinal))
        {
            IsBinary = true;
        }
        else if (After(line, "index ") is string index)
        {
            // "index OLD..NEW MODE" of a file whose mode stays.
            if (index.LastIndexOf(' ') is int blank and > 0)
            {
                _oldMode = _newMode = index[(blank + 1)..];
            }
        }
        else if (!line.StartsWith("similarity index ", StringComparison.Ordinal) && !line.StartsWith("dissimilarity index ", StringComparison.Ordinal))
        {
            return line.StartsWith("copy ", StringComparison.Ordinal) ? "copies are not read: leave out -C" : "a line of a header that git does not write";
        }

        return null;
    }

    /// <summary>The file, as far as its header tells; null when it does not tell the paths.</summary>
    /// <param name="both">What stands behind <c>diff --git</c>.</param>
    /// <param name="hunks">The hunks.</param>
    public FilePatch? File(string both, IReadOnlyList<Hunk> hunks)
    {
        string? old = _from ?? _old.Path;
        string? fresh = _to ?? _new.Path;
        if (old is null && fresh is null)
        {
            string? same = Both(both);
            if (same is null)
            {
                return null;
            }

            (old, fresh) = (same, same);
        }

        if ((_from is null) != (_to is null) || (_isNew && _isDeleted))
        {
            return null;
        }

        old = _isNew ? null : old ?? fresh;
        fresh = _isDeleted ? null : fresh ?? old;
        bool isLess = HasSides && ((_old.Path is null) != _isNew || (_new.Path is null) != _isDeleted);
        bool isOther = HasSides && _from is null && !_isNew && !_isDeleted && _old.Path != _new.Path;
        bool isMoved = HasSides && _from is not null && (_old.Path != _from || _new.Path != _to);
        if (isLess || isOther || isMoved)
        {
            return null;
        }

        FileChange change = IsBinary ? FileChange.Binary
            : _isNew ? FileChange.Added
            : _isDeleted ? FileChange.Deleted
            : _from is not null ? FileChange.Renamed
            : hunks.Count == 0 ? FileChange.Mode
            : FileChange.Modified;
        return new(old, fresh, change, hunks) { OldMode = _oldMode, NewMode = _newMode };
    }

    // "a/NAME b/NAME", or both quoted: the same name twice.
    private static string? Both(string both)
    {
        if (both.StartsWith('"'))
        {
            string? first = PatchPath.Read(both, out int end);
            string? second = end < both.Length ? PatchPath.Read(both[(end + 1)..], out _) : null;
            return first is ['a', '/', .. string left] && second is ['b', '/', .. string right] && left == right ? left : null;
        }

        int half = both.Length / 2;
        return both.Length % 2 == 1 && both[half] == ' ' && both[..half] is ['a', '/', .. string before] && both[(half + 1)..] is ['b', '/', .. string after] && before == after
            ? PatchPath.Read(before, out _)
            : null;
    }

    // Git puts a tab behind a path with blanks.
    private static string? Side(string text, string prefix) =>
        PatchPath.Read(text, out _, '\t') is string path && path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;

    private static string? After(string line, string beginning) => line.StartsWith(beginning, StringComparison.Ordinal) ? line[beginning.Length..] : null;
}
