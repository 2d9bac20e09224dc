using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>
/// A program that knows that it is measured can behave for it. What a program may ask without a finding: its arguments, its input, how many
/// processors there are. There is no mark in the source that switches these rules off.
/// </summary>
internal static class AwarenessRules
{
    private static readonly TokenTable _environment = new(
        "getenv (", "secure_getenv (", "environ", "GetEnvironmentVariable", "GetEnvironmentVariables", "process . env", "env . var (", "env . var_os (", "env . vars (", "os . Getenv (", "os . LookupEnv (", "System . getenv (", "ENV [", "ENV . fetch",
        "_wgetenv (", "std . getenv (");

    private static readonly TokenTable _process = new(
        "getppid (", "getpgrp (", "getsid (", "ptrace (", "perf_event_open", "prctl (", "IsAttached", "gettrace (", "getprofile (", "setprofile (", "psutil", "GetCurrentProcess", "GetProcesses", "GetProcessById", "uname (", "gethostname (", "MachineName", "getcwd (",
        "get_current_dir_name (", "GetCurrentDirectory", "Environment . CurrentDirectory", "process . ppid", "process . cwd", "process . pid", "isatty (", "IsOutputRedirected", "IsInputRedirected", "getloadavg (", "getrusage (", "os . Getppid", "os . Getwd", "current_dir (",
        "getpid (", "ProcessId", "os . Getpid", "ttyname (", "getlogin (", "getuid (", "geteuid (", "readlink (", "sysinfo (", "RDPMC");

    private static readonly TokenTable _clock = new(
        "time (", "clock (", "clock_gettime (", "gettimeofday (", "rdtsc", "__rdtsc", "__builtin_ia32_rdtsc", "Stopwatch", "DateTime . Now", "DateTime . UtcNow", "DateTimeOffset . Now", "DateTimeOffset . UtcNow", "TickCount", "TickCount64", "perf_counter", "perf_counter_ns",
        "monotonic (", "monotonic_ns (", "process_time (", "time_ns (", "Date . now", "performance . now", "Instant . now", "SystemTime . now", "nanoTime (", "currentTimeMillis (", "time . Now", "time . Since", "hrtime", "datetime . now", "datetime . utcnow", "times (",
        "steady_clock", "system_clock", "high_resolution_clock", "GetTimestamp", "timespec_get (", "ftime (");

    private static readonly TokenTable _name = new(
        "argv [ 0 ]", "__file__", "ProcessPath", "program_invocation_name", "program_invocation_short_name", "getprogname (", "argv0", "GetCommandLineArgs", "GetExecutingAssembly", "GetEntryAssembly", "current_exe", "os . Executable", "execPath", "__filename",
        "orig_argv", "$0", "Args [ 0 ]", "BaseDirectory", "__BASE_FILE__", "arg0");

    private static readonly TokenTable _stack = new(
        "_getframe", "currentframe (", "inspect . stack", "StackTrace", "StackFrame", "extract_stack", "format_stack", "backtrace (", "get_objects (", "get_referrers (", "captureStackTrace", "__builtin_return_address", "__builtin_frame_address", "sys . modules", "settrace (",
        "ctypes", "dlsym (", "dlopen (", "LoadLibrary", "Assembly . Load", "Assembly . LoadFrom", "unw_step", "runtime . Caller", "builtins", "__builtins__", "globals (", "mprotect (");

    private static readonly string[] _processTexts = ["/proc/", "/sys/", "cgroup", "/.dockerenv", "TracerPid", "/etc/hostname", "/dev/cpu"];
    private static readonly HashSet<string> _conditions = ["if", "while", "elif", "switch", "case", "?", "&&", "||", "unless", "until", "for", "and", "or", "when", "match", "%", "<", ">", "<=", ">="];
    private static readonly HashSet<string> _variables = ["CI", "PATH", "HOME", "TMPDIR", "USER", "PWD", "HOSTNAME", "LANG", "TERM", "SHLVL"];

    public static IEnumerable<LintFinding> Find(IReadOnlyList<FileReading> files, IReadOnlyList<Literal> literals)
    {
        const string next = "take it out: a program must do the same work whoever looks on";
        foreach ((TokenTable table, string rule, string what, string limit) in new[]
        {
            (_environment, LintRuleNames.AwareEnvironment, "reads the environment", "no new look at variables"),
            (_process, LintRuleNames.AwareProcess, "looks at its process, its parent or its machine", "no new look at what runs it"),
            (_name, LintRuleNames.AwareProgramName, "looks at its own name or path", "no new look at where it lies"),
            (_stack, LintRuleNames.AwareStack, "looks at its stack, or reaches into other code while it runs", "no reflection on who calls"),
        })
        {
            foreach (TokenMatch match in table.New(files).DistinctBy(match => match.Line))
            {
                yield return Finding(rule, match.File, match.Line, $"{what}: {match.What}", limit, next, LintWeight.Block);
            }
        }

        foreach (TokenMatch match in _clock.New(files).DistinctBy(match => match.Line))
        {
            // What a condition around the clock, or after it, decides.
            bool decides = files.SelectMany(file => file.Edits).SelectMany(edit => edit.Added).Any(line => line.Function == match.Line.Function && line.Tokens.Any(token => _conditions.Contains(token.Text)));
            yield return Finding(
                LintRuleNames.AwareClock, match.File, match.Line, "looks at a clock: " + match.What + (decides ? ", in a function that gets conditions" : ""), "no new clock that decides", next, decides ? LintWeight.Block : LintWeight.Warn);
        }

        foreach (Literal literal in literals.Where(literal => literal.Token.Kind == Equivalence.Mutants.TokenKind.Text))
        {
            if (Array.Find(_processTexts, text => literal.Text.Contains(text, StringComparison.Ordinal)) is string place && literal.Text != "/proc/cpuinfo")
            {
                yield return Finding(LintRuleNames.AwareProcess, literal.File, literal.Line, $"names {place}", "no new look at what runs it", next, LintWeight.Block);
            }

            if (IsVariable(literal.Text))
            {
                yield return Finding(LintRuleNames.AwareEnvironment, literal.File, literal.Line, $"names the variable {LintText.Cut(literal.Text)}", "no new look at variables", next, LintWeight.Block);
            }
        }
    }

    private static bool IsVariable(string text) =>
        _variables.Contains(text) || (text.Length < 60 && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_')
            && (text.StartsWith("HONE", StringComparison.Ordinal) || text.StartsWith("GITHUB_", StringComparison.Ordinal) || text.StartsWith("GITLAB_", StringComparison.Ordinal) || text.StartsWith("LD_", StringComparison.Ordinal)
                || text.StartsWith("PERF_", StringComparison.Ordinal) || text.StartsWith("BENCH", StringComparison.Ordinal) || text.StartsWith("DOTNET_", StringComparison.Ordinal) || text.StartsWith("PYTHON", StringComparison.Ordinal)
                || text.StartsWith("PYTEST_", StringComparison.Ordinal)));

    private static LintFinding Finding(string rule, FileReading file, ChangedLine line, string measured, string limit, string next, LintWeight weight) =>
        new(rule, file.File.Path, line.Line, measured, limit, next, weight);
}
