using System.Globalization;

namespace Hone.Measurement.Instructions;

/// <summary>Who a process under valgrind was: the banner of its own log file (<c>--log-file=…%p</c>, not quiet).</summary>
/// <param name="Pid">The process.</param>
/// <param name="Parent">The process that it came from.</param>
/// <param name="Command">The command line as valgrind prints it.</param>
public sealed record ValgrindLog(int Pid, int Parent, string Command)
{
    private const int BannerLines = 40;

    /// <summary>Reads the banner; null when the file has none.</summary>
    public static ValgrindLog? Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? command = null;
        for (int i = 0; i < BannerLines && text.ReadLine() is { } line; i++)
        {
            string[] parts = line.Split(' ', 2);
            if (parts.Length < 2 || parts[0].Length < 5 || Number(parts[0].AsSpan().Trim('=')) is not int pid)
            {
                continue;
            }

            const string Command = "Command: ";
            const string Parent = "Parent PID: ";
            if (parts[1].StartsWith(Command, StringComparison.Ordinal))
            {
                command = parts[1][Command.Length..];
            }
            else if (command is not null && parts[1].StartsWith(Parent, StringComparison.Ordinal) && Number(parts[1].AsSpan(Parent.Length)) is int parent)
            {
                return new(pid, parent, command);
            }
        }

        return null;
    }

    /// <summary>
    /// The processes that look like copies of their parents: forked, and no new program started. Valgrind's tools hand what the
    /// parent had counted on to such a copy.
    /// </summary>
    public static IReadOnlyList<int> Copies(IReadOnlyList<ValgrindLog> logs) =>
        [.. logs.Where(log => logs.Any(other => other.Pid == log.Parent && other.Command == log.Command)).Select(log => log.Pid)];

    private static int? Number(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
