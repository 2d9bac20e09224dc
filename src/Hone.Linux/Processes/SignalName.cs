using System.Globalization;

namespace Hone.Linux.Processes;

/// <summary>The names of the signals that ask a program to end (signal(7), numbers of x86 and arm).</summary>
public static class SignalName
{
    private const int Highest = 64;

    private static readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ABRT"] = 6,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["USR2"] = 12,
        ["ALRM"] = 14,
        ["TERM"] = 15,
        ["WINCH"] = 28,
    };

    // signal(7), x86 and arm, from 1 on.
    private static readonly string[] _names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The name of a signal, <c>SIGSEGV</c>; its number where it has no name.</summary>
    public static string Of(int signal) => signal >= 1 && signal <= _names.Length ? "SIG" + _names[signal - 1] : signal.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c> or <c>15</c>; null for no signal.</summary>
    public static int? Parse(string text)
    {
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return _numbers.TryGetValue(name, out int number) ? number
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int stated) && stated is > 0 and <= Highest ? stated
            : null;
    }
}
