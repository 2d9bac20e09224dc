using System.CommandLine;
using System.Globalization;
using Hone.Cli.Steps.Comparing;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Parameters;

namespace Hone.Cli.Commands;

/// <summary>The options of <c>hone compare</c>, and the settings that they make. Where hyperfine has a short name for the same, it is ours too.</summary>
internal sealed class CompareOptions
{
    private const double MostAlpha = 0.4;
    private const string AllFailures = "all-non-zero";

    private static readonly string[] _shells = ["sh", "bash", "dash", "zsh", "ksh", "ash", "fish"];

    private readonly Argument<string[]> _commands = new("commands") { Description = "Command lines, each in quotes.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _params = Many("--param", "n=1,10,100", "Values that take the place of {n} in the commands; several make every combination.", "-L");
    private readonly Option<string[]> _ranges = Many("--param-range", "n=1..8[..step]", "The same for a range of numbers, both ends included.", "-P");
    private readonly Option<string[]> _names = Many("--name", "name", "What the first, second, … command is called.", "-n", "--command-name");
    private readonly Option<string?> _reference = One("--reference", "number|name", "The command that the others are compared with; the first by default.");
    private readonly Option<string?> _shell = new("--shell", "-S")
    {
        Description = "Run commands by a shell, /bin/sh or the given one; its start is then in every figure.",
        HelpName = "sh|bash|…",
    };

    private readonly Option<bool> _noShell = new("-N") { Hidden = true };
    private readonly Option<string[]> _setup = Many("--setup", "command", "Run before the first run: once for all commands, or given once for each.", "-s");
    private readonly Option<string[]> _prepare = Many("--prepare", "command", "Run before each run, untimed: one for all commands, or given once for each.", "-p");
    private readonly Option<string[]> _conclude = Many("--conclude", "command", "Run after each run, untimed: one for all commands, or given once for each.", "-C");
    private readonly Option<string[]> _cleanup = Many("--cleanup", "command", "Run after the last run: once for all commands, or given once for each.", "-c");
    private readonly Option<int> _warmup = new("--warmup", "-w") { Description = "Runs of each command that do not count; the first one also checks what it prints.", HelpName = "n", DefaultValueFactory = _ => 1 };
    private readonly Option<int?> _pairs = new("--pairs", "--runs", "-r") { Description = "Exactly so many runs of each command, however long they take.", HelpName = "n" };
    private readonly Option<string?> _budget = One("--time-budget", "4s", "Machine time for all counted runs together; 20 s for each command beside the reference by default, 5 s for one alone.");
    private readonly Option<int?> _least = new("--min-pairs", "--min-runs", "-m") { Description = "At least so many runs of each command; 10, or none when a time budget is given.", HelpName = "n" };
    private readonly Option<string?> _ignore = new("--ignore-failure", "-i")
    {
        Description = "Take runs that fail as they are: all, or those with these exit codes.",
        HelpName = "1,2",
    };

    private readonly Option<bool> _allow = new("--allow-different-output") { Description = "Compare commands although their outputs or exit codes differ." };
    private readonly Option<string?> _input = One("--input", "file", "Standard input of the commands; /dev/null by default.");
    private readonly Option<string> _output = new("--output")
    {
        Description = "Standard output of the timed runs: discard (/dev/zero, as cheap as /dev/null, for which some programs do less), pipe, null, inherit, or a file.",
        HelpName = "where",
        DefaultValueFactory = _ => "discard",
    };

    private readonly Option<string?> _folder = One("--cwd", "folder", "The folder that everything runs in.");
    private readonly Option<string[]> _environment = Many("--env", "NAME=VALUE", "A variable for the commands; may be given more than once.");
    private readonly Option<bool> _clear = new("--clear-env") { Description = "Give the commands no variables but PATH and those of --env." };
    private readonly Option<string?> _cpus = One("--cpus", "0,1", "The CPUs that the commands may run on.");
    private readonly Option<int?> _nice = new("--nice") { Description = "The priority of the commands, -20 (highest) to 19.", HelpName = "n" };
    private readonly Option<bool> _realTime = new("--real-time") { Description = "Run the commands before all other programs (SCHED_RR), for wall time on a busy machine; needs root or CAP_SYS_NICE." };
    private readonly Option<bool> _fixedAddresses = new("--no-aslr") { Description = "The same addresses in every run: no address space randomisation." };
    private readonly Option<string?> _timeout = One("--timeout", "30s", "Kill a run after this time; the comparison fails then.");
    private readonly Option<string> _metric = new("--metric") { Description = "What the verdict stands on: " + string.Join(", ", Metric.Standard.Select(metric => metric.Name)) + ", or a number that the commands print: 'qps=regex:([0-9.]+) req/s,higher' or 'p99=json:$.p99,stderr'.", HelpName = "name", DefaultValueFactory = _ => "wall" };
    private readonly Option<string> _same = new("--same-within") { Description = "Commands whose ratio is this near to 1 count as the same.", HelpName = "2%", DefaultValueFactory = _ => "2%" };
    private readonly Option<bool> _untilSame = new("--until-same") { Description = "Stop also when the commands are shown to be the same, not only when they differ." };
    private readonly Option<double> _alpha = new("--alpha") { Description = "The chance that equal commands are called different, in all.", HelpName = "0.008", DefaultValueFactory = _ => 0.008 };
    private readonly Option<ulong?> _seed = new("--seed") { Description = "What the random orders are drawn from.", HelpName = "n" };
    private readonly Option<string?> _journal = One("--journal", "file", "Keep each round in this file as it comes; the same command goes on where it was interrupted.");

    /// <summary>Everything, for the command.</summary>
    public IEnumerable<Symbol> All =>
    [
        _commands, _params, _ranges, _names, _reference, _pairs, _budget, _least, _warmup, _setup, _prepare, _conclude, _cleanup, _shell, _noShell,
        _ignore, _allow, _input, _output, _folder, _environment, _clear, _cpus, _nice, _realTime, _fixedAddresses, _timeout, _metric, _same, _untilSame, _alpha, _seed, _journal,
    ];

    /// <summary>
    /// The command line with a value for the options that may stand without one: the parser would take the command that comes after
    /// them for it.
    /// </summary>
    public static string[] Complete(string[] words)
    {
        if (words is not ["compare", ..])
        {
            return words;
        }

        string[] complete = [.. words];
        for (int i = 1; i < words.Length && words[i] != "--"; i++)
        {
            string next = i + 1 < words.Length ? words[i + 1] : "";
            complete[i] = words[i] switch
            {
                "--shell" or "-S" when !IsShell(next) => words[i] + "=default",
                "--ignore-failure" or "-i" when !AreExitCodes(next) => words[i] + "=" + AllFailures,
                _ => words[i],
            };
        }

        return complete;
    }

    /// <summary>The metric, where one was asked for.</summary>
    public Metric? ChosenMetric(ParseResult arguments) => arguments.GetResult(_metric) is { Implicit: false } ? MetricOf(arguments) : null;

    /// <summary>The command lines.</summary>
    public IReadOnlyList<string> Commands(ParseResult arguments) => arguments.GetValue(_commands) ?? [];

    /// <summary>The settings; what cannot be read is a usage problem.</summary>
    public CompareSettings Read(ParseResult arguments)
    {
        string folder = Path.GetFullPath(arguments.GetValue(_folder) ?? ".");
        double alpha = arguments.GetValue(_alpha);
        return new()
        {
            Commands = Commands(arguments),
            Names = arguments.GetValue(_names) ?? [],
            Parameters = [.. (arguments.GetValue(_params) ?? []).Select(Parameter.ParseList), .. (arguments.GetValue(_ranges) ?? []).Select(Parameter.ParseRange)],
            Reference = arguments.GetValue(_reference),
            Shell = ShellOf(arguments),
            Setup = arguments.GetValue(_setup) ?? [],
            Prepare = arguments.GetValue(_prepare) ?? [],
            Conclude = arguments.GetValue(_conclude) ?? [],
            Cleanup = arguments.GetValue(_cleanup) ?? [],
            Warmups = Within("--warmup", arguments.GetValue(_warmup), 0) ?? 0,
            Pairs = Within("--pairs", arguments.GetValue(_pairs), 1),
            LeastPairs = Within("--min-pairs", arguments.GetValue(_least), 1),
            Budget = Time("--time-budget", arguments.GetValue(_budget)),
            IgnoredExits = IgnoredOf(arguments.GetValue(_ignore)),
            AllowDifferentOutput = arguments.GetValue(_allow),
            Input = arguments.GetValue(_input),
            Output = arguments.GetValue(_output)!,
            Folder = folder,
            Environment = EnvironmentOf(arguments.GetValue(_environment) ?? []),
            ClearEnvironment = arguments.GetValue(_clear),
            Cpus = CpusOf(arguments.GetValue(_cpus)),
            Nice = arguments.GetValue(_nice) is int nice and (< -20 or > 19) ? throw Wrong("--nice", nice.ToString(CultureInfo.InvariantCulture), "a priority from -20 to 19") : arguments.GetValue(_nice),
            RealTime = arguments.GetValue(_realTime),
            FixedAddresses = arguments.GetValue(_fixedAddresses),
            Timeout = Time("--timeout", arguments.GetValue(_timeout)),
            Metric = MetricOf(arguments),
            Printed = PrintedOf(arguments),
            Design = alpha is > 0 and <= MostAlpha
                ? new() { SequentialAlpha = alpha * 3 / 8, FinalAlpha = alpha * 5 / 8, SameWithin = Part(arguments.GetValue(_same)!), UntilSame = arguments.GetValue(_untilSame) }
                : throw Wrong("--alpha", alpha.ToString(CultureInfo.InvariantCulture), $"a chance above 0, at most {MostAlpha.ToString(CultureInfo.InvariantCulture)}"),
            Seed = arguments.GetValue(_seed),
            Journal = arguments.GetValue(_journal),
        };
    }

    private static bool IsShell(string word) => word is "none" or "default" || _shells.Contains(Path.GetFileName(word));

    private static bool AreExitCodes(string word) => word == AllFailures || (word.Length > 0 && word.All(c => char.IsAsciiDigit(c) || c == ','));

    private static Option<string?> One(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static Option<string[]> Many(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value, AllowMultipleArgumentsPerToken = false };

    private static int? Within(string option, int? number, int least) =>
        number is null || number is >= 0 and <= 1_000_000 && number >= least ? number : throw Wrong(option, number.Value.ToString(CultureInfo.InvariantCulture), $"a whole number from {least} to 1000000");

    private static Duration? Time(string option, string? text) =>
        text is null ? null : DurationText.Parse(text) is Duration { Nanoseconds: > 0 } time ? time : throw Wrong(option, text, "a length of time such as 4s, 500ms or 1m30s");

    private static IReadOnlyList<int>? IgnoredOf(string? codes) => codes switch
    {
        null => [],
        AllFailures => null,
        _ => [.. codes.Split(',').Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int exit) && exit <= 255 ? exit : throw Wrong("--ignore-failure", codes, "exit codes such as 1,2"))],
    };

    private static int[]? CpusOf(string? list) => list is null ? null
        : [.. list.Split(',').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu) && cpu < 1024 ? cpu : throw Wrong("--cpus", list, "numbers from 0, such as 0,1"))];

    private static double Part(string text)
    {
        string digits = text.TrimEnd('%', ' ');
        bool percent = text.TrimEnd(' ').EndsWith('%');
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && (percent ? number / 100 : number) is > 0 and <= 0.5 and double part
            ? part
            : throw Wrong("--same-within", text, "a part such as 2% or 0.02, at most a half");
    }

    private static Dictionary<string, string> EnvironmentOf(string[] given)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach (string pair in given)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            environment[equals > 0 ? pair[..equals] : throw Wrong("--env", pair, "NAME=VALUE")] = pair[(equals + 1)..];
        }

        return environment;
    }

    private string? ShellOf(ParseResult arguments) => arguments.GetValue(_shell) switch
    {
        null or "none" => null,
        "default" => "/bin/sh",
        string shell => shell,
    };

    private WorkloadMetric? PrintedOf(ParseResult arguments) =>
        arguments.GetValue(_metric) is string text && text.Contains('=', StringComparison.Ordinal) ? MetricOption.Parse(text) : null;

    private Metric MetricOf(ParseResult arguments)
    {
        if (PrintedOf(arguments) is WorkloadMetric printed)
        {
            return Metric.Standard.Any(metric => metric.Name == printed.Name)
                ? throw Wrong("--metric", printed.Name, "a name that no other metric has")
                : Metric.Printed(printed.Name, lowerIsBetter: !printed.HigherIsBetter);
        }

        string name = arguments.GetValue(_metric)!;
        if (name == "instructions")
        {
            // A count needs no pairs, and no clock: two repeat exactly, or show their spread.
            throw new ProblemException(new(ExitCode.Usage, "option-value", "instructions are counted, not timed in pairs", "hone count 'A' 'B'"));
        }

        return Metric.Standard.FirstOrDefault(metric => metric.Name == name)
            ?? throw Wrong("--metric", name, "one of " + string.Join(", ", Metric.Standard.Select(metric => metric.Name)));
    }

    private static ProblemException Wrong(string option, string value, string expected) =>
        new(new(ExitCode.Usage, "option-value", $"{option} cannot be '{value}': expected {expected}", "hone compare --help"));
}
