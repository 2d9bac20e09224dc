namespace Hone.Profiling.Symbols;

/// <summary>A function, or one inlined copy of a function, in the code of a unit.</summary>
/// <param name="Parent">The scope it is inlined into, or -1 for a function of its own.</param>
/// <param name="Entry">Where its entry begins in <c>.debug_info</c>.</param>
internal readonly record struct DwarfScope(int Parent, ulong Entry);

/// <summary>Which function, and which functions inlined into it, the addresses of one unit belong to (DWARF 5 §3.3).</summary>
internal sealed class DwarfScopes
{
    private const int MaxDepth = 512;
    private const int MaxIntervals = 1 << 22;

    private readonly List<DwarfScope> _scopes = [];
    private readonly List<ulong> _starts = [];
    private readonly List<int> _deepest = [];

    /// <summary>Reads the whole unit.</summary>
    public static DwarfScopes Read(DwarfUnit unit)
    {
        DwarfScopes result = new();
        List<(AddressRange Range, int Depth, int Scope)> intervals = [];
        List<AddressRange> ranges = [];
        ByteCursor cursor = new(unit.Sections.Info.Span[..(int)unit.End]);
        cursor.Seek(unit.FirstEntry);
        Stack<int> enclosing = [];
        int current = -1;
        while (!cursor.AtEnd)
        {
            ulong place = (ulong)cursor.Position;
            if (!DwarfEntry.Read(ref cursor, unit, out DwarfEntry entry))
            {
                if (cursor.Failed || !enclosing.TryPop(out current))
                {
                    break;
                }

                continue;
            }

            int scope = current;
            if (entry.Tag is DwarfEntry.Subprogram or DwarfEntry.InlinedSubroutine)
            {
                ranges.Clear();
                DwarfRanges.Read(unit, entry.Low, entry.High, entry.Ranges, ranges);
                if (ranges.Count > 0)
                {
                    // A function defined inside another one (a lambda, a local class) is not inlined into it.
                    scope = result._scopes.Count;
                    result._scopes.Add(new DwarfScope(entry.Tag == DwarfEntry.Subprogram ? -1 : current, place));
                    foreach (AddressRange range in ranges)
                    {
                        intervals.Add((range, enclosing.Count, scope));
                    }

                    if (intervals.Count > MaxIntervals)
                    {
                        break;
                    }
                }
            }

            if (entry.HasChildren)
            {
                if (enclosing.Count >= MaxDepth)
                {
                    break;
                }

                enclosing.Push(current);
                current = scope;
            }
        }

        result.Flatten(intervals);
        return result;
    }

    /// <summary>The scopes at a virtual address, innermost first; empty when the unit states none.</summary>
    public IEnumerable<DwarfScope> At(ulong address)
    {
        int index = _starts.BinarySearch(address);
        index = index < 0 ? ~index - 1 : index;
        for (int scope = index < 0 ? -1 : _deepest[index]; scope >= 0; scope = _scopes[scope].Parent)
        {
            yield return _scopes[scope];
        }
    }

    /// <summary>Turns nested intervals into consecutive ones that name their deepest scope.</summary>
    private void Flatten(List<(AddressRange Range, int Depth, int Scope)> intervals)
    {
        intervals.Sort(static (left, right) =>
        {
            int order = left.Range.Start.CompareTo(right.Range.Start);
            order = order != 0 ? order : left.Depth.CompareTo(right.Depth);
            return order != 0 ? order : left.Scope.CompareTo(right.Scope);
        });
        Stack<(ulong End, int Scope)> open = [];
        foreach ((AddressRange range, _, int scope) in intervals)
        {
            CloseUntil(open, range.Start);
            ulong end = open.TryPeek(out (ulong End, int Scope) outer) ? Math.Min(range.End, outer.End) : range.End;
            open.Push((end, scope));
            Mark(range.Start, scope);
        }

        CloseUntil(open, ulong.MaxValue);
    }

    private void CloseUntil(Stack<(ulong End, int Scope)> open, ulong address)
    {
        while (open.TryPeek(out (ulong End, int Scope) top) && top.End <= address)
        {
            open.Pop();
            Mark(top.End, open.TryPeek(out (ulong End, int Scope) outer) ? outer.Scope : -1);
        }
    }

    private void Mark(ulong start, int scope)
    {
        if (_starts.Count > 0 && _starts[^1] == start)
        {
            _deepest[^1] = scope;
        }
        else
        {
            _starts.Add(start);
            _deepest.Add(scope);
        }
    }
}
