namespace Hone.Workloads;

/// <summary>
/// Every table and key of <c>hone.toml</c>, in one place: the reader, the JSON schema (docs/hone.schema.json) and the
/// reference page (docs/manifest.md) all follow this table.
/// </summary>
public static class ManifestKeys
{
    private const double Day = 24 * 3600;
    private const string Url = "^http://[!-~]+$";
    private const string UrlInWords = "a URL such as \"http://127.0.0.1:8080/\"";

    private static readonly ManifestKey _words = new("command", ManifestKind.Words,
        "The program and its arguments, started without a shell. A program without `/` is looked up in `PATH`; one with `/` is taken from `cwd`.",
        """["bin/wordfreq", "input/novel.txt"]""");

    private static readonly ManifestKey _shell = new("shell", ManifestKind.ShellLine,
        "One line for `/bin/sh -c`, instead of `command`: for pipes and `&&`. The shell's own start is then part of what is measured.",
        "\"make && make install DESTDIR=out\"");

    private static readonly ManifestKey _folder = new("cwd", ManifestKind.Path,
        "The folder the command runs in.", "\"tools\"")
    { Default = "\".\"" };

    private static readonly ManifestKey _environment = new("env", ManifestKind.Environment,
        "Variables set on top of the inherited environment.", "{ LC_ALL = \"C\" }")
    { Default = "{}" };

    private static readonly ManifestKey _timeout = new("timeout", ManifestKind.Duration,
        "How long it may take before its whole process tree is killed.", "\"10m\"")
    { Default = "\"10m\"", Least = 0.001, Greatest = Day };

    /// <summary>The project itself.</summary>
    public static ManifestTable Project { get; } = new("project", "What the project is called.",
    [
        new("name", ManifestKind.Name, "The project's name; it stands in bead keys such as `bd-wordfreq.flamegraph`.", "\"wordfreq\"")
        {
            Required = true,
            Pattern = "^[a-z][a-z0-9-]{0,39}$",
            PatternInWords = "lower-case letters, digits and -, a letter first, at most 40",
        },
        new("bead-prefix", ManifestKind.Name, "The tracker's prefix of bead keys.", "\"bd\"")
        {
            Default = "\"bd\"",
            Pattern = "^[a-z][a-z0-9_-]{0,19}$",
            PatternInWords = "lower-case letters, digits, - and _, a letter first, at most 20",
        },
    ])
    { Required = true };

    /// <summary>How the program is built.</summary>
    public static ManifestTable Build { get; } = new("build",
        "Builds the program, as optimised as it is shipped. Leave the table out when nothing needs building.",
        [_words with { Example = """["dotnet", "build", "-c", "Release"]""" }, _shell, _folder, _environment, _timeout])
    { HasCommand = true };

    /// <summary>How the tests are run.</summary>
    public static ManifestTable Test { get; } = new("test",
        "Runs the tests; exit code 0 means that they pass. Without it no change can be shown to keep them passing.",
        [_words with { Example = """["make", "check"]""" }, _shell with { Example = "\"make -s check && ./smoke.sh\"" }, _folder, _environment, _timeout])
    { HasCommand = true };

    /// <summary>How a workload's inputs are made.</summary>
    public static ManifestTable Prepare { get; } = new("workload.prepare",
        "Makes the workload's inputs: run once, before the first run, when one of `inputs` or `stdin` is missing; with `{n}`, for each size whose input is missing. `cwd` and `env` are the workload's unless stated.",
        [
            _words with { Example = """["python3", "make_input.py", "--seed", "1"]""" },
            _shell with { Example = "\"gunzip -k input/novel.txt.gz\"" },
            _folder with { Doc = "The folder the command runs in; the workload's when left out.", Default = null },
            _environment with { Doc = "Variables set on top of the inherited environment; the workload's when left out.", Default = null },
            _timeout,
        ])
    { HasCommand = true };

    /// <summary>A number that a workload prints.</summary>
    public static ManifestTable Metric { get; } = new("workload.metric",
        "A number that the program itself prints or writes, recorded with each run: one table for each, below its `[[workload]]`. Exactly one of `regex` and `json` finds it.",
        [
            new("name", ManifestKind.Name, "What the number is called; unique in the workload.", "\"qps\"")
            {
                Required = true,
                Pattern = WorkloadMetric.NamePattern,
                PatternInWords = "letters, digits, - and _, a letter first, at most 40",
            },
            new("regex", ManifestKind.Text, "A regular expression (of .NET; `^` and `$` stand at lines) whose only group is the number, such as `1204.5`, `1,204.5` or `3e6`.", "'Throughput: ([0-9.]+) req/s'"),
            new("json", ManifestKind.Text, "The path of the number in a JSON document, the whole output or its last line: `$`, `.name`, `['name']`, `[0]`, `[-1]`.", "\"$.results[0].mean\""),
            new("from", ManifestKind.Text, "Where the number stands: `stdout`, `stderr`, or a file that the run writes. The first 16 MiB are searched.", "\"out/summary.json\"") { Default = "\"stdout\"" },
            new("take", ManifestKind.Name, "Which matches of `regex` count, where there are several: the `last`, the `first`, or the `sum` of all.", "\"sum\"")
            {
                Default = "\"last\"",
                Pattern = "^(last|first|sum)$",
                PatternInWords = "last, first or sum",
            },
            new("unit", ManifestKind.Text, "The number's unit, for people.", "\"req/s\""),
            new("better", ManifestKind.Name, "Whether a `lower` or a `higher` number is better.", "\"higher\"")
            {
                Default = "\"lower\"",
                Pattern = "^(lower|higher)$",
                PatternInWords = "lower or higher",
            },
        ])
    { Repeated = true, OneOf = ["regex", "json"] };

    /// <summary>How a server tells that it is ready.</summary>
    public static ManifestTable Ready { get; } = new("workload.service.ready",
        "When the server is ready for load: one of `http`, `tcp` and `output`. Without this table, when the port of the load takes connections.",
        [
            new("http", ManifestKind.Name, "A GET of this URL is answered with a status below 400.", "\"http://127.0.0.1:{port}/health\"") { Pattern = Url, PatternInWords = UrlInWords },
            new("tcp", ManifestKind.WholeNumber, "This port takes connections.", "8080") { Least = 1, Greatest = 65535 },
            new("output", ManifestKind.Name, "A line of the server's output matches this regular expression (without look-around and back-references).", "\"listening on\"")
            {
                Pattern = "^.{1,1000}$",
                PatternInWords = "a regular expression, at most 1000 characters",
            },
            _timeout with { Doc = "How long that may take.", Example = "\"1m\"", Default = "\"30s\"" },
        ]);

    /// <summary>The load on a workload that is a server.</summary>
    public static ManifestTable Service { get; } = new("workload.service",
        "The workload is a server: its command is started, load is offered to it, and it is asked to end. `{port}` in the command, in URLs and in the request file stands for a free port that Hone chooses. Its baseline is the latency of its answers, from the intended start of each request, at each rate; its CPU profile is taken under the lowest one. Not recorded of a server: profiles of allocations and I/O. Its golden output is what it answers to its requests, asked one after another. `hone load -w NAME` offers the same load alone.",
        [
            new("ready", ManifestKind.Table, "When the server is ready; see `[workload.service.ready]`.", "{ http = \"http://127.0.0.1:{port}/health\" }") { Table = Ready },
            new("url", ManifestKind.Name, "What is asked for with GET; with `requests`, the server that paths without a host belong to.", "\"http://127.0.0.1:{port}/\"") { Pattern = Url, PatternInWords = UrlInWords },
            new("requests", ManifestKind.Path, "A file of requests that are sent in turn (`.http`: METHOD URL, headers, a blank line, a body; `###` between; `{n}` is the request's number).", "\"load/shop.http\""),
            new("rate", ManifestKind.Number, "Requests a second.", "500") { Least = 0.001, Greatest = 1_000_000 },
            new("rates", ManifestKind.WholeNumbers, "Rates that are offered one after the other, ascending, at least two: where the server saturates.", "[500, 1000, 2000]") { Least = 1, Greatest = 1_000_000 },
            new("duration", ManifestKind.Duration, "How long each rate is counted.", "\"30s\"") { Default = "\"10s\"", Least = 0.01, Greatest = Day },
            new("warmup", ManifestKind.Duration, "How long each rate is offered before that, uncounted.", "\"5s\"") { Default = "\"1s\"", Least = 0, Greatest = Day },
            new("connections", ManifestKind.WholeNumber, "The most connections at once; as many as are needed are opened.", "1000") { Default = "256", Least = 1, Greatest = 100_000 },
            new("arrivals", ManifestKind.Name, "How requests are spaced: `constant`, or `poisson` as independent users come.", "\"poisson\"") { Default = "\"constant\"", Pattern = "^(constant|poisson)$", PatternInWords = "\"constant\" or \"poisson\"" },
            new("stop-signal", ManifestKind.Name, "The signal that asks the server to end; its tree is killed when it does not within 10 s.", "\"INT\"") { Default = "\"TERM\"", Pattern = "^(TERM|INT|QUIT|HUP|USR1|USR2|KILL)$", PatternInWords = "TERM, INT, QUIT, HUP, USR1, USR2 or KILL" },
        ]);

    /// <summary>What is measured.</summary>
    public static ManifestTable Workload { get; } = new("workload",
        "A command with its inputs that stands for real use of the program. One table for each workload, at least one in all.",
        [
            new("name", ManifestKind.Name, "The workload's name, unique in the manifest.", "\"novel\"")
            {
                Required = true,
                Pattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$",
                PatternInWords = "letters, digits, - and _, a letter or digit first, at most 60",
            },
            _words with { Doc = _words.Doc + " `{n}` stands for a size: the last of `sizes`, and each of them where growth is measured." },
            _shell with { Example = "\"zcat input/novel.txt.gz | bin/wordfreq\"" },
            _folder,
            _environment,
            new("stdin", ManifestKind.Path, "The file given as standard input; without it standard input is empty. `{n}` stands for the size.", "\"input/novel.txt\""),
            new("inputs", ManifestKind.Paths, "Files and folders the workload reads; their hashes are part of the evidence. `{n}` stands for the size.", """["input/novel.txt"]""") { Default = "[]" },
            new("outputs", ManifestKind.Paths, "Files and folders the workload writes; they belong to its golden output.", """["out/counts.csv"]""") { Default = "[]" },
            new("prepare", ManifestKind.Table, "Makes the inputs; see `[workload.prepare]`.", """{ command = ["python3", "make_input.py"] }""") { Table = Prepare },
            new("service", ManifestKind.Table, "The workload is a server under load; see `[workload.service]`.", "{ url = \"http://127.0.0.1:8080/\", rate = 500 }") { Table = Service },
            new("expect-exit", ManifestKind.WholeNumber, "The exit code that counts as success.", "1") { Default = "0", Least = 0, Greatest = 255 },
            _timeout with { Doc = "How long one run may take before its whole process tree is killed.", Example = "\"1m30s\"", Default = "\"60s\"" },
            new("runs", ManifestKind.WholeNumber, "How many runs are counted.", "50") { Default = "30", Least = 3, Greatest = 100_000 },
            new("time-budget", ManifestKind.Duration, "Runs stop early, never below 3, once this much time went into them.", "\"30s\"") { Least = 0.001, Greatest = 7 * Day },
            new("warmups", ManifestKind.WholeNumber, "Uncounted runs before the counted ones.", "5") { Default = "3", Least = 0, Greatest = 1000 },
            new("items", ManifestKind.WholeNumber, "Items processed in one run (lines, requests, rows), for throughput.", "100000") { Least = 1, Greatest = 1e15 },
            new("sizes", ManifestKind.WholeNumbers, "The sizes that `{n}` stands for in `command`, `stdin`, `inputs` and `prepare`, ascending: how cost grows is read off them (`hone growth`). The last one is the workload's usual size, which everything else runs. A single one is doubled as often as the budget allows.", "[1000, 2000, 4000, 8000]") { Least = 1, Greatest = 1e15, Fewest = 1 },
            new("metric", ManifestKind.Tables, "Numbers that the program prints; see `[[workload.metric]]`.", "[{ name = \"qps\", regex = '([0-9.]+) req/s' }]") { Table = Metric },
            new("primary", ManifestKind.Flag, "Whether the workload is one of those that decide.", "false") { Default = "true" },
            new("weight", ManifestKind.Number, "How much the workload counts beside the others that decide, when the matrix adds up what a change could save.", "3") { Default = "1.0", Least = 0.001, Greatest = 1000 },
        ])
    { Repeated = true, Required = true, HasCommand = true };

    /// <summary>The limits that decide.</summary>
    public static ManifestTable Thresholds { get; } = new("thresholds", "The limits of the stop condition and of the opportunity matrix.",
    [
        new("hotspot-share", ManifestKind.Share, "A function at or above this cumulative share of a profile is a hotspot.", "\"5 %\"") { Default = "0.05", Least = 0.001, Greatest = 1 },
        new("score", ManifestKind.Number, "An opportunity at or above this score (Impact × Confidence / Effort) is worth implementing.", "3.0") { Default = "2.0", Least = 0.2, Greatest = 25 },
    ]);

    /// <summary>The limits of the rules by which levers are recognised.</summary>
    public static ManifestTable Levers { get; } = new("levers",
        "The limits of the rules by which levers are recognised in the evidence; `hone levers explain NAME` shows a rule with the limits in force.",
        [.. RuleThresholds.All.Select(threshold => threshold.Key)]);

    /// <summary>How growth over sizes is measured.</summary>
    public static ManifestTable Growth { get; } = new("growth", "How the cost of workloads with `sizes` over these sizes is measured (`hone growth`).",
    [
        new("budget", ManifestKind.Duration, "How much time each workload's ladder of sizes may take in `hone run`.", "\"2m\"") { Default = "\"30s\"", Least = 1, Greatest = Day },
        new("run", ManifestKind.Flag, "Whether `hone run` measures it; `hone growth` always does.", "false") { Default = "true" },
    ]);

    /// <summary>When a round is due.</summary>
    public static ManifestTable Schedule { get; } = new("schedule",
        "When a round of the phase is due; each key that is stated makes one due by itself, and `hone due` answers. While a phase is open (a bead of it, or a hone at work) none is due; times that passed meanwhile, or while the machine was off, are made up for by one round.",
    [
        new("cron", ManifestKind.Text, "The times, as five fields: minute, hour, day of the month, month, day of the week; or `@daily`, `@weekly`, `@monthly`.", "\"0 3 * * 1-5\""),
        new("time-zone", ManifestKind.Name, "The time zone of `cron`, by its name in the tz database. When clocks are changed, a time that is skipped comes right after the gap, and one that occurs twice comes once.", "\"Europe/Berlin\"")
        {
            Default = "\"UTC\"",
            Pattern = "^[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,3}$",
            PatternInWords = "the name of a time zone, such as Europe/Berlin or UTC",
        },
        new("every-commits", ManifestKind.WholeNumber, "A round is due when there are so many commits since the last round's.", "50") { Least = 1, Greatest = 1_000_000 },
        new("hot-code-share", ManifestKind.Share, "A round is due when so large a share of the functions that the last round's profiles found hot has another text now.", "\"5 %\"") { Least = 0.001, Greatest = 1 },
    ]);

    /// <summary>Every top-level table, in the order of the reference page.</summary>
    public static IReadOnlyList<ManifestTable> Tables { get; } =
    [
        Project, Build, Test, Workload, Thresholds, Growth, Levers, Oracles.OracleKeys.Oracle,
        Agents.AgentKeys.Agent,
        Reserved("guard", "the limits that later commits must keep"),
        Schedule,
    ];

    private static ManifestTable Reserved(string name, string purpose) => new(name, "Reserved for " + purpose + ".", []) { ReservedFor = purpose };
}
