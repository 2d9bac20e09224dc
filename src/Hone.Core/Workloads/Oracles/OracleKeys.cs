namespace Hone.Workloads.Oracles;

/// <summary>The tables and keys of <c>[oracle]</c>.</summary>
internal static class OracleKeys
{
    private const double Day = 24 * 3600;

    /// <summary>What a name of a case, a workload or an invariant looks like.</summary>
    private const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$";

    private const string NameInWords = "letters, digits, - and _, a letter or digit first, at most 60";

    private static readonly ManifestKey _workload = Named("workload", "The workload it is about, its cases included; without it and without `case`, every one.", "\"novel\"");

    private static readonly ManifestKey _case = Named("case", "The case it is about.", "\"ties\"");

    private static readonly ManifestTable _cases = new("oracle.case",
        "One more run of the program that is compared and never timed: a small input, an error path, a flag. What it leaves out is taken from its workload.",
        [
            Named("name", "Its name, unique among cases and workloads.", "\"ties\"") with { Required = true },
            Named("workload", "The workload it belongs to.", "\"novel\"") with { Required = true },
            new("command", ManifestKind.Words, "The program and its arguments, started without a shell.", """["bin/wordfreq", "--top", "3", "tests/ties.txt"]"""),
            new("shell", ManifestKind.ShellLine, "One line for `/bin/sh -c`, instead of `command`.", "\"bin/wordfreq < tests/ties.txt\""),
            new("cwd", ManifestKind.Path, "The folder the command runs in.", "\"tools\""),
            new("env", ManifestKind.Environment, "Variables set on top of the inherited environment.", "{ LC_ALL = \"C\" }"),
            new("stdin", ManifestKind.Path, "The file given as standard input; with a command of its own and without this, standard input is empty.", "\"tests/ties.txt\""),
            new("inputs", ManifestKind.Paths, "Files and folders it reads; with a command of its own and without this, none.", """["tests/ties.txt"]"""),
            new("outputs", ManifestKind.Paths, "Files and folders it writes; the workload's when left out.", """["out/ties.csv"]"""),
            new("prepare", ManifestKind.Table, "Makes the inputs; as `[workload.prepare]`.", """{ command = ["python3", "make_input.py"] }""") { Table = ManifestKeys.Prepare },
            new("expect-exit", ManifestKind.WholeNumber, "The exit code that the unchanged program ends with.", "2") { Least = 0, Greatest = 255 },
            new("timeout", ManifestKind.Duration, "How long one run may take before its whole process tree is killed; the workload's when left out.", "\"10s\"") { Least = 0.001, Greatest = Day },
        ])
    { Repeated = true };

    private static readonly ManifestTable _normalisers = new("oracle.normalise",
        "Takes out of the comparison what differs between recordings of the unchanged program, and nothing else: a place that was the same in all recordings is compared byte by byte whatever stands here. One that changes nothing between the recordings, and one that takes out more than 2 % of a channel, is refused when the golden output is recorded. See [oracle.md](oracle.md).",
        [
            _workload,
            _case,
            new("channel", ManifestKind.Name, "What is normalised: `exit`, `stdout`, `stderr`, `http`, `writes`, or `file:PATH` of a declared output.", "\"stdout\"")
            {
                Required = true,
                Pattern = @"^(exit|stdout|stderr|http|writes|file:.+)$",
                PatternInWords = "exit, stdout, stderr, http, writes or file:PATH",
            },
            new("kind", ManifestKind.Name, "What is taken out.", "\"timestamp\"")
            {
                Required = true,
                Pattern = "^(" + string.Join('|', NormaliserSettings.Names) + ")$",
                PatternInWords = string.Join(", ", NormaliserSettings.Names.SkipLast(1)) + " or " + NormaliserSettings.Names[^1],
            },
            new("path", ManifestKind.Text, "The values of `json-drop` and `json-tolerate`: `$`, `.name`, `['name']`, `[0]`, `[-1]`, `[*]`.", "\"$.items[*].id\""),
            new("columns", ManifestKind.Texts, "The columns of `csv`, by their names in the first row.", """["id", "seconds"]"""),
            new("relative", ManifestKind.Number, "The tolerance of `float` and `json-tolerate` as a part of the larger number.", "1e-12") { Least = 0, Greatest = 1 },
            new("absolute", ManifestKind.Number, "The tolerance of `float` and `json-tolerate` in the number's own unit.", "0.001") { Least = 0, Greatest = 1e15 },
            new("ulp", ManifestKind.WholeNumber, "The tolerance of `float` and `json-tolerate` in units in the last place.", "4") { Least = 0, Greatest = 1e9 },
            Named("invariant", "The invariant that makes up for the order that `multiset` gives up, such as one that says what the lines are sorted by.", "\"sorted\""),
        ])
    { Repeated = true };

    private static readonly ManifestTable _invariants = new("oracle.invariant",
        "A rule in one line that must hold of every run. See [invariants.md](invariants.md).",
        [
            Named("name", "Its name, unique in the manifest.", "\"sorted\"") with { Required = true },
            _workload,
            _case,
            new("holds", ManifestKind.Text, "The rule.", "\"sorted(column(csv(stdout), 'count'), desc)\"") { Required = true },
        ])
    { Repeated = true };

    private static readonly ManifestTable _fuzz = new("oracle.fuzz",
        "How `hone oracle fuzz` and `hone oracle strength` generate inputs, on which two builds are compared.",
        [
            Named("workload", "The workload that is run on them; the first primary one when left out.", "\"novel\""),
            new("input", ManifestKind.Text, "The file that is varied, or `stdin`.", "\"input/novel.txt\"") { Required = true },
            new("seeds", ManifestKind.Paths, "Files that the inputs are made from; what the workload and its cases read at that place when left out.", """["tests/data"]"""),
            new("flags", ManifestKind.WordLists, "Arguments that may be put behind the command, one of these lists at a time.", """[["--top", "5"], ["--format", "json"]]""") { Default = "[]" },
            new("inputs", ManifestKind.WholeNumber, "How many inputs are tried.", "1000") { Default = "200", Least = 1, Greatest = 1e6 },
            new("time-budget", ManifestKind.Duration, "It ends before that once this much time is spent.", "\"5m\"") { Default = "\"60s\"", Least = 0.1, Greatest = Day },
        ]);

    private static readonly ManifestTable _strength = new("oracle.strength",
        "How `hone oracle strength` measures how many faults the oracle would notice.",
        [
            new("mutants", ManifestKind.WholeNumber, "How many faults are planted at most.", "100") { Default = "40", Least = 1, Greatest = 10_000 },
            new("timeout-factor", ManifestKind.Number, "How many times longer than the unchanged program a mutant may run.", "20") { Default = "10", Least = 1.5, Greatest = 1000 },
            new("sources", ManifestKind.Paths, "Files and folders in which faults are planted; the files of the hotspots when left out.", """["src"]"""),
        ]);

    /// <summary>All of it.</summary>
    public static ManifestTable Oracle { get; } = new("oracle",
        "What \"the program behaves the same\" means. Without this table each workload is compared byte by byte with its golden output.",
        [
            new("recordings", ManifestKind.WholeNumber, "How often a golden output is recorded, each time under another time zone, locale, umask, home folder, hash seed and number of CPUs; four times as often when anything differs.", "10") { Default = "5", Least = 2, Greatest = 100 },
            new("headers", ManifestKind.Texts, "Headers of HTTP answers that belong to the behaviour of a server, besides status and body.", """["content-type", "etag"]""") { Default = """["allow", "content-encoding", "content-type", "location", "www-authenticate"]""" },
            new("case", ManifestKind.Tables, "More runs that are compared; see `[[oracle.case]]`.", """[{ name = "ties", workload = "novel", stdin = "tests/ties.txt" }]""") { Table = _cases },
            new("normalise", ManifestKind.Tables, "What is not compared byte by byte; see `[[oracle.normalise]]`.", """[{ channel = "stdout", kind = "timestamp" }]""") { Table = _normalisers },
            new("invariant", ManifestKind.Tables, "What must hold of every run; see `[[oracle.invariant]]`.", """[{ name = "sorted", holds = "sorted(lines(stdout))" }]""") { Table = _invariants },
            new("fuzz", ManifestKind.Table, "How inputs are generated; see `[oracle.fuzz]`.", """{ input = "stdin" }""") { Table = _fuzz },
            new("strength", ManifestKind.Table, "How strength is measured; see `[oracle.strength]`.", "{ mutants = 100 }") { Table = _strength },
        ]);

    private static ManifestKey Named(string name, string doc, string example) =>
        new(name, ManifestKind.Name, doc, example) { Pattern = NamePattern, PatternInWords = NameInWords };
}
