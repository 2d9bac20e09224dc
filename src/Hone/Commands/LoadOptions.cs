using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hone.Linux.Load;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Formats;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary>The words of <c>hone load</c>, and what they mean.</summary>
internal sealed class LoadOptions
{
    private const double Highest = 1_000_000;
    private const int MostConnections = 100_000;
    private const string Help = "hone load --help";

    private readonly Argument<string[]> _words = new("url") { Description = "The server's URL; then, after --, the command of a server to start.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<double?> _rate = new("--rate", "-r") { Description = "Requests a second.", HelpName = "number" };
    private readonly Option<string?> _rates = new("--rates") { Description = "Several rates, one after the other: where does the server saturate?", HelpName = "500,1000,2000" };
    private readonly Option<string> _duration = new("--duration", "-d") { Description = "How long each rate is counted.", HelpName = "time", DefaultValueFactory = _ => "10s" };
    private readonly Option<string> _warmup = new("--warmup") { Description = "How long each rate is offered before that, uncounted.", HelpName = "time", DefaultValueFactory = _ => "1s" };
    private readonly Option<int> _connections = new("--connections", "-c") { Description = "The most connections at once; as many as are needed are opened.", HelpName = "number", DefaultValueFactory = _ => 256 };
    private readonly Option<string?> _requests = new("--requests") { Description = "A .http file; its requests are sent in turn.", HelpName = "file" };
    private readonly Option<string[]> _headers = new("--header", "-H") { Description = "A header that every request gets.", HelpName = "Name: value", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string> _arrivals = new("--arrivals") { Description = "constant, or poisson as independent users come.", HelpName = "spacing", DefaultValueFactory = _ => "constant" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seeds poisson.", HelpName = "number", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _timeout = new("--timeout") { Description = "A request that is not answered so long after its intended start has failed.", HelpName = "time", DefaultValueFactory = _ => "10s" };
    private readonly Option<bool> _closed = new("--closed") { Description = "A closed loop of --connections, to show what it misses. Without --rate as fast as answers come." };
    private readonly Option<string?> _ready = new("--ready") { Description = "When the started server is ready: a URL, tcp:PORT, or output:REGEX. By default when the URL's port takes connections.", HelpName = "sign" };
    private readonly Option<string> _readyTimeout = new("--ready-timeout") { Description = "How long that may take.", HelpName = "time", DefaultValueFactory = _ => "30s" };
    private readonly Option<string> _stopSignal = new("--stop-signal") { Description = "What asks the started server to end.", HelpName = "signal", DefaultValueFactory = _ => "TERM" };
    private readonly Option<string?> _unit = new("--unit") { Description = "The unit of an HdrHistogram log, which does not state it: ns, us or ms.", HelpName = "unit" };
    private readonly Option<string?> _maxErrors = new("--max-errors") { Description = "Exit code 1 when a larger share of the requests failed.", HelpName = "share" };
    private readonly (double P, Option<string?> Option)[] _limits =
    [
        .. LatencyQuantile.Shown.Select(p =>
        {
            string name = "p" + (p * 100).ToString("0.###", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
            return (p, new Option<string?>("--max-" + name) { Description = $"Exit code 1 when {name} is above this.", HelpName = "time" });
        }),
    ];

    /// <summary>Another program's log to read instead.</summary>
    public Option<string?> Read { get; } = new("--read") { Description = "Read the latency log of wrk, wrk2, k6, hey, oha or HdrHistogram instead; - for standard input.", HelpName = "file" };

    /// <summary>A workload of the project that is a server.</summary>
    public Option<string?> Workload { get; } = new("--workload", "-w") { Description = "Load this workload of the project as its [workload.service] in hone.toml says.", HelpName = "name" };

    public Option<string?> Project { get; } = CommandOptions.ProjectOption();

    public Option<bool> Json { get; } = CommandOptions.Json();

    public void AddTo(Command command)
    {
        _arrivals.AcceptOnlyFromAmong("constant", "poisson");
        _unit.AcceptOnlyFromAmong("ns", "us", "ms");
        command.Add(_words);
        foreach (Option option in (Option[])[_rate, _rates, _duration, _warmup, _connections, _requests, _headers, _arrivals, _seed, _timeout, _closed, _ready, _readyTimeout, _stopSignal, .. _limits.Select(limit => limit.Option), _maxErrors, Workload, Project, Read, _unit, Json])
        {
            command.Add(option);
        }
    }

    /// <summary>The loads, lowest rate first.</summary>
    public IReadOnlyList<LoadPlan> Plans(ParseResult arguments)
    {
        bool closed = arguments.GetValue(_closed);
        if (arguments.GetValue(_rate) is not null && arguments.GetValue(_rates) is not null)
        {
            throw Usage("two-rates", "both --rate and --rates are given", "keep one of them");
        }

        IReadOnlyList<double> rates = (arguments.GetValue(_rate), arguments.GetValue(_rates)) switch
        {
            (double rate, _) => [InRange(rate)],
            (_, string list) => [.. list.Split(',').Select(Number).Select(InRange).Order()],
            _ when closed => [double.PositiveInfinity],
            _ => throw Usage("no-rate", "neither --rate nor --rates is given", "say how many requests a second: --rate 500"),
        };
        int connections = arguments.GetValue(_connections);
        if (connections is < 1 or > MostConnections)
        {
            throw Usage("connections-range", $"--connections is {connections}, expected 1 to {MostConnections}", Help);
        }

        return
        [
            .. rates.Select(rate => new LoadPlan
            {
                Rate = rate,
                Duration = Time(arguments, _duration, least: 0.01),
                Warmup = Time(arguments, _warmup, least: 0),
                Connections = connections,
                Arrivals = arguments.GetValue(_arrivals) == "poisson" ? Arrivals.Poisson : Arrivals.Constant,
                Seed = arguments.GetValue(_seed),
                Timeout = Time(arguments, _timeout, least: 0.01),
                Closed = closed,
            }),
        ];
    }

    /// <summary>What is asked, and the server to start first.</summary>
    public (IReadOnlyList<RequestTemplate> Requests, ServiceRequest? Service) Requests(ParseResult arguments)
    {
        (string? url, IReadOnlyList<string> command) = Words(arguments);
        int? port = command.Count == 0 ? null : ServiceProcess.FreePort();
        RequestHeader[] headers = [.. (arguments.GetValue(_headers) ?? []).Select(header => RequestFile.Header(header, "--header"))];
        IReadOnlyList<RequestTemplate> requests = (arguments.GetValue(_requests), url) switch
        {
            (string path, _) => RequestFile.Parse(Text(path), path, url, port, headers),
            (_, string only) => [RequestFile.Get(only, port, headers)],
            _ => throw Usage("no-url", "neither a URL nor --requests is given", "hone load --rate 500 http://127.0.0.1:8080/"),
        };
        if (command.Count == 0)
        {
            return arguments.GetValue(_ready) is null
                ? (requests, null)
                : throw Usage("no-server", "--ready is given, and no server to start", "write -- and the server's command at the end");
        }

        return (requests, new ServiceRequest
        {
            Spawn = new() { Argv = [.. command.Select(word => RequestFile.Fill(word, port, word))], WorkingDirectory = Environment.CurrentDirectory },
            Ready = ReadinessText.Parse(arguments.GetValue(_ready), requests[0].Address, port),
            ReadyTimeout = Time(arguments, _readyTimeout, least: 0.01),
            StopSignal = SignalName.Parse(arguments.GetValue(_stopSignal)!) ?? throw Usage("unknown-signal", $"there is no signal '{arguments.GetValue(_stopSignal)}'", "write TERM, INT, QUIT, HUP, USR1, USR2, KILL or a number"),
        });
    }

    /// <summary>The limits that decide the exit code.</summary>
    public LoadLimits Limits(ParseResult arguments) => new(
        [.. _limits.Where(limit => arguments.GetValue(limit.Option) is not null).Select(limit => (limit.P, Time(arguments, limit.Option!, least: 0)))],
        arguments.GetValue(_maxErrors) is string errors ? Share(errors) : null);

    /// <summary>What "held" means with several rates.</summary>
    public SaturationLimits Saturates(ParseResult arguments)
    {
        SaturationLimits standard = new();
        LoadLimits stated = Limits(arguments);
        return stated.Quantiles.Any(limit => limit.P != 0.99)
            ? throw Usage("limit-of-steps", "with --rates only --max-p99 and --max-errors say what a held rate is", "ask for one rate")
            : standard with { Errors = stated.Errors ?? standard.Errors, P99 = stated.Quantiles.Count > 0 ? stated.Quantiles[0].Most : null };
    }

    /// <summary>Reads another program's log.</summary>
    public LatencyReading ReadLog(ParseResult arguments, string path)
    {
        double unit = arguments.GetValue(_unit) switch { "us" => 1e3, "ms" => 1e6, _ => 1 };
        try
        {
            using Stream file = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            return LatencyLogFile.Read(file, path, unit);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw Missing(error, path);
        }
    }

    private (string? Url, IReadOnlyList<string> Command) Words(ParseResult arguments)
    {
        string[] words = arguments.GetValue(_words) ?? [];
        int dashes = arguments.Tokens.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        int after = dashes < 0 ? 0 : arguments.Tokens.Count - dashes - 1;
        string[] before = words[..(words.Length - after)];
        return before switch
        {
            [] => (null, words[^after..]),
            [string url] when url.StartsWith('-') => throw Usage("unknown-option", $"Unrecognized option '{url}'.", Help),
            [string url] => (url, words[^after..]),
            _ => throw Usage("two-urls", $"one URL is taken, and '{before[1]}' is a second word", "a server's command goes after --"),
        };
    }

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path).Length > RequestFile.MostLetters ? throw Usage("request-too-long", $"{path} is larger than {RequestFile.MostLetters >> 20} MiB", "keep the requests that stand for real use") : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Missing(error, path);
        }
    }

    private static ProblemException Missing(Exception error, string path) => error is FileNotFoundException or DirectoryNotFoundException
        ? new(new(ExitCode.Usage, "file-missing", "the file does not exist", "check the path") { Place = path })
        : DiskProblem.From(error, path);

    private static double Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw Usage("bad-rate", $"'{text}' is no rate", "write numbers with commas between: --rates 500,1000,2000");

    private static double InRange(double rate) => rate is >= 0.001 and <= Highest
        ? rate
        : throw Usage("rate-range", FormattableString.Invariant($"the rate is {rate}, expected 0.001 to {Highest:0} a second"), Help);

    private static Ratio Share(string text)
    {
        string number = text.TrimEnd('%', ' ');
        bool percent = text.Contains('%', StringComparison.Ordinal);
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share >= 0
            ? new(percent ? share / 100 : share)
            : throw Usage("bad-share", $"--max-errors is '{text}', expected a share such as 0.01 or 1%", Help);
    }

    private static Duration Time<T>(ParseResult arguments, Option<T> option, double least)
    {
        string text = (string)(object)arguments.GetValue(option)!;
        return DurationText.Parse(text) is Duration time && time.Seconds >= least && time.Seconds <= 24 * 3600
            ? time
            : throw Usage("bad-duration", $"{option.Name} is '{text}', expected a time with its unit, such as 500ms or 10s", Help);
    }

    private static ProblemException Usage(string rule, string what, string next) => new(new(ExitCode.Usage, rule, what, next));
}
