using System.Numerics;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>What tells calls apart when their cost is shared out to the places that made them: two loops may write one file, one by bytes and one by blocks.</summary>
/// <param name="Syscall">The system call.</param>
/// <param name="File">The file; empty when unknown.</param>
/// <param name="SizeClass">The number of binary digits of the bytes moved; -1 for a call that moved none by its nature or failed.</param>
public readonly record struct IoKey(string Syscall, string File, int SizeClass)
{
    /// <summary>The key of a call.</summary>
    public static IoKey Of(StraceCall call) =>
        new(call.Syscall, call.File, call.Bytes < 0 ? -1 : 64 - BitOperations.LeadingZeroCount((ulong)call.Bytes));
}

/// <summary>Sums of calls.</summary>
public readonly record struct IoCost(long Nanoseconds, long Calls, long Bytes)
{
    public static IoCost operator +(IoCost left, IoCost right) =>
        new(left.Nanoseconds + right.Nanoseconds, left.Calls + right.Calls, left.Bytes + right.Bytes);
}

/// <summary>Sums up the system calls of a run, by system call, file and size.</summary>
public sealed class IoTable
{
    /// <summary>The name under which the files are counted that come after the first 20,000 rows.</summary>
    public const string OtherFiles = "(other files)";

    private const int MaxRows = 20_000;

    private readonly Dictionary<IoKey, IoCost> _costs = [];
    private readonly Dictionary<(string Syscall, string File), Row> _rows = [];
    private long _shortest = long.MaxValue;

    /// <summary>The sums by system call, file and size class.</summary>
    public IReadOnlyDictionary<IoKey, IoCost> Costs => _costs;

    /// <summary>Counts a call.</summary>
    public void Add(StraceCall call)
    {
        IoKey key = IoKey.Of(call);
        if (!_rows.TryGetValue((key.Syscall, key.File), out Row? row))
        {
            if (_rows.Count >= MaxRows)
            {
                key = key with { File = OtherFiles };
            }

            if (!_rows.TryGetValue((key.Syscall, key.File), out row))
            {
                row = new Row();
                _rows.Add((key.Syscall, key.File), row);
            }
        }

        IoCost cost = new(call.Nanoseconds, 1, Math.Max(0, call.Bytes));
        _costs[key] = _costs.GetValueOrDefault(key) + cost;
        row.Cost += cost;
        row.Failed += call.Failed ? 1 : 0;
        if (call.Bytes > 0)
        {
            row.Sizes.Add(call.Bytes);
        }

        _shortest = call.Nanoseconds > 0 ? Math.Min(_shortest, call.Nanoseconds) : _shortest;
    }

    /// <summary>The rows for people and for the analysis.</summary>
    public IoSummary Summary() => new()
    {
        Rows =
        [
            .. _rows
                .Select(pair => new IoRow(
                    pair.Key.Syscall,
                    pair.Key.File,
                    pair.Value.Cost.Calls,
                    pair.Value.Failed,
                    new Bytes(pair.Value.Cost.Bytes),
                    new Duration(pair.Value.Cost.Nanoseconds),
                    pair.Value.Sizes.Median() is long median ? new Bytes(median) : null))
                .OrderByDescending(row => row.Time)
                .ThenByDescending(row => row.Calls)
                .ThenBy(row => row.Syscall, StringComparer.Ordinal)
                .ThenBy(row => row.File, StringComparer.Ordinal),
        ],
        ShortestCall = new Duration(_shortest == long.MaxValue ? 0 : _shortest),
    };

    private sealed class Row
    {
        public IoCost Cost { get; set; }

        public long Failed { get; set; }

        public SizeCounts Sizes { get; } = new();
    }
}
