using System.Globalization;

namespace Hone.Measurement.Instructions;

/// <summary>
/// What one output file of valgrind's callgrind or cachegrind says, with instructions (<c>Ir</c>) as the only event: the formats
/// of the Callgrind Format Specification (valgrind manual, "Callgrind Format") and of cg_annotate's input, which is the same
/// without calls and name compression.
/// </summary>
/// <param name="Pid">The process, where the file names it (callgrind's do); else null.</param>
/// <param name="Command">The command line as valgrind prints it; empty when the file has none.</param>
/// <param name="Total">Instructions executed.</param>
/// <param name="Functions">Instructions of each function itself, without what it called, by the function's name.</param>
public sealed record CallgrindTotals(int? Pid, string Command, long Total, IReadOnlyDictionary<string, long> Functions)
{
    /// <summary>More functions than a program can be expected to have; a longer file is refused.</summary>
    private const int MostFunctions = 1_000_000;

    /// <summary>
    /// Reads one file. Null when it is cut short, damaged or counts something else: its lines must add up to the total that it
    /// states, so that a wrong total is never taken.
    /// </summary>
    public static CallgrindTotals? Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Reading reading = new();
        while (text.ReadLine() is { } line)
        {
            if (!reading.Take(line))
            {
                return null;
            }
        }

        return reading.Result();
    }

    private sealed class Reading
    {
        private readonly Dictionary<string, long> _functions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
        private string _function = "";
        private string _command = "";
        private int? _pid;
        private long _sum;
        private long? _summary;
        private long? _totals;
        private bool _counts;
        private bool _hasTotals;
        private int _positions = 1;
        private bool _isCall;

        public bool Take(string line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                _hasTotals |= line.StartsWith("# callgrind format", StringComparison.Ordinal);
                return true;
            }

            // Cost lines begin with a position: a number, a hexadecimal one, or one relative to the last (+3, -3, *).
            if (char.IsAsciiDigit(line[0]) || line[0] is '+' or '-' or '*')
            {
                return TakeCost(line);
            }

            int at = line.AsSpan().IndexOfAny('=', ':');
            if (at <= 0)
            {
                return false;
            }

            string key = line[..at];
            string value = line[(at + 1)..].Trim();
            return line[at] == '=' ? TakeName(key, value) : TakeHeader(key, value);
        }

        public CallgrindTotals? Result()
        {
            // Cachegrind ends with a summary. Callgrind's stands first, and is some instructions off where a process wrote several
            // files; it ends with the totals, which are not.
            return _counts && (_hasTotals ? _totals : _summary) == _sum ? new(_pid, _command, _sum, _functions) : null;
        }

        private bool TakeHeader(string key, string value)
        {
            switch (key)
            {
                case "events":
                    _counts = value == "Ir";
                    return _counts;
                case "positions":
                    _positions = value.Split(' ').Length;
                    return true;
                case "pid":
                    _pid = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : null;
                    return _pid is not null;
                case "cmd":
                    _command = value;
                    return true;
                case "summary":
                    _summary = Number(value);
                    return _summary is not null;
                case "totals":
                    _totals = Number(value);
                    return _totals is not null;
                default:
                    return true;
            }
        }

        private bool TakeName(string key, string value)
        {
            switch (key)
            {
                case "fn":
                    _function = Name(value);
                    return _functions.Count < MostFunctions;
                case "cfn":
                    // Named for the first time here, perhaps: "(7) main" now and "(7)" where its own lines come.
                    Name(value);
                    return _names.Count < MostFunctions;
                case "calls":
                    _isCall = true;
                    return true;
                default:
                    return true;
            }
        }

        private bool TakeCost(string line)
        {
            int at = 0;
            for (int i = 0; i < _positions; i++)
            {
                at = line.IndexOf(' ', at) + 1;
                if (at == 0)
                {
                    // A line without costs stands for zero (left out at the end of a line).
                    return i == _positions - 1;
                }
            }

            if (_isCall)
            {
                // What a call cost inside is counted where it was spent.
                _isCall = false;
                return true;
            }

            if (Number(line.AsSpan(at)) is not long cost || _sum > long.MaxValue - cost)
            {
                return false;
            }

            _sum += cost;
            _functions[_function] = _functions.GetValueOrDefault(_function) + cost;
            return true;
        }

        private string Name(string value)
        {
            int end = value.Length > 0 && value[0] == '(' ? value.IndexOf(')', StringComparison.Ordinal) : -1;
            if (end < 2 || value.AsSpan(1, end - 1).ContainsAnyExceptInRange('0', '9'))
            {
                return value;
            }

            string id = value[..(end + 1)];
            if (end + 1 < value.Length)
            {
                _names[id] = value[(end + 1)..].Trim();
            }

            return _names.GetValueOrDefault(id, id);
        }

        private static long? Number(ReadOnlySpan<char> text) =>
            long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
