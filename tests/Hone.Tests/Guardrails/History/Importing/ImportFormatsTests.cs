using System.Text;
using CsCheck;
using Hone.Guardrails.History;
using Hone.Guardrails.History.Exporting;
using Hone.Guardrails.History.Importing;
using Hone.Problems;

namespace Hone.Tests.Guardrails.History.Importing;

/// <summary>Results as the tools write them, cut to what is read; each was made by the tool or taken from its documentation.</summary>
public sealed class ImportFormatsTests
{
    private const string Hyperfine = """
        { "results": [ { "command": "sleep 0.01", "mean": 0.0112, "stddev": 0.0003, "median": 0.0111, "user": 0.0004, "system": 0.0006,
          "min": 0.0105, "max": 0.0121, "times": [0.0105, 0.0111, 0.0121], "memory_usage_byte": [3538944, 3538944, 3670016], "exit_codes": [0, 0, 0] } ] }
        """;

    private const string BenchmarkDotNet = """
        { "Title": "Bench", "HostEnvironmentInfo": { "BenchmarkDotNetCaption": "BenchmarkDotNet", "OsVersion": "Debian GNU/Linux 12", "ProcessorName": "AMD EPYC", "RuntimeVersion": ".NET 10.0.0", "HasRyuJit": true },
          "Benchmarks": [ { "DisplayInfo": "Sorts.Quick", "FullName": "App.Sorts.Quick(N: 100)", "Method": "Quick",
            "Statistics": { "N": 15, "Min": 1010.0, "Median": 1050.5, "Mean": 1052.25, "ConfidenceInterval": { "N": 15, "Mean": 1052.25, "Level": 12, "Lower": 1040.0, "Upper": 1064.5 } },
            "Memory": { "Gen0Collections": 2, "BytesAllocatedPerOperation": 424 } } ] }
        """;

    private const string GoogleBenchmark = """
        { "context": { "date": "2026-11-27T10:00:00+01:00", "host_name": "builder", "num_cpus": 2, "mhz_per_cpu": 2450, "library_build_type": "release" },
          "benchmarks": [
            { "name": "BM_Parse/64", "run_name": "BM_Parse/64", "run_type": "iteration", "repetition_index": 0, "iterations": 1000, "real_time": 1.5, "cpu_time": 1.4, "time_unit": "us" },
            { "name": "BM_Parse/64", "run_name": "BM_Parse/64", "run_type": "iteration", "repetition_index": 1, "iterations": 1000, "real_time": 1.7, "cpu_time": 1.6, "time_unit": "us" },
            { "name": "BM_Parse/64_mean", "run_name": "BM_Parse/64", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 1.6, "cpu_time": 1.5, "time_unit": "us" },
            { "name": "BM_Broken", "run_name": "BM_Broken", "run_type": "iteration", "error_occurred": true, "error_message": "no file", "real_time": 0, "cpu_time": 0, "time_unit": "ns" } ] }
        """;

    private const string Go = """
        goos: linux
        goarch: amd64
        pkg: example.org/sorts
        cpu: AMD EPYC 7B13
        BenchmarkQuick-2   	    1000	      1200 ns/op	     424 B/op	       7 allocs/op
        BenchmarkQuick-2   	    1000	      1300 ns/op	     424 B/op	       7 allocs/op
        BenchmarkCopy-2    	     500	   2400000 ns/op	 436.91 MB/s
        PASS
        ok  	example.org/sorts	3.021s
        """;

    private const string Pytest = """
        { "machine_info": { "node": "builder", "release": "6.1.0-18-amd64", "python_version": "3.11.2", "cpu": { "brand_raw": "AMD EPYC" } },
          "commit_info": { "id": "0123456789abcdef0123456789abcdef01234567", "time": "2026-11-26T10:00:00+01:00", "dirty": false, "branch": "main" },
          "benchmarks": [ { "group": null, "name": "test_parse", "fullname": "tests/test_parse.py::test_parse", "stats": { "min": 0.001, "max": 0.003, "mean": 0.0021, "median": 0.002, "rounds": 50 } } ],
          "datetime": "2026-11-27T09:00:00.000000+00:00", "version": "4.0.0" }
        """;

    private const string CriterionMessages = """
        {"reason":"benchmark-complete","id":"sort/quick/100","report_directory":"target/criterion/reports/sort","iteration_count":[1,2],"measured_values":[1.0,2.0],"unit":"ns","typical":{"estimate":1050.0,"lower_bound":1040.0,"upper_bound":1062.0,"unit":"ns"},"mean":{"estimate":1052.0,"lower_bound":1041.0,"upper_bound":1065.0,"unit":"ns"}}
        {"reason":"group-complete","group_name":"sort","benchmarks":["sort/quick/100"]}
        """;

    private const string CriterionEstimates = """
        {"mean":{"confidence_interval":{"confidence_level":0.95,"lower_bound":1041.0,"upper_bound":1065.0},"point_estimate":1052.0,"standard_error":6.0},"slope":{"confidence_interval":{"confidence_level":0.95,"lower_bound":1040.0,"upper_bound":1062.0},"point_estimate":1050.0,"standard_error":5.0}}
        """;

    private const string ActionBenchmark = """
        window.BENCHMARK_DATA = {
          "lastUpdate": 1700000100000, "repoUrl": "https://example.org/r",
          "entries": { "Rust": [ { "commit": { "id": "0123456789abcdef0123456789abcdef01234567", "message": "faster", "timestamp": "2023-11-14T22:00:00Z" }, "date": 1700000000000, "tool": "cargo",
              "benches": [ { "name": "parse", "value": 135, "range": "± 24", "unit": "ns/iter" } ] } ],
            "Rates": [ { "commit": { "id": "fedcba9876543210fedcba9876543210fedcba98" }, "date": 1700000000000, "tool": "customBiggerIsBetter",
              "benches": [ { "name": "throughput", "value": 70.5, "unit": "req/s" } ] } ] } };
        """;

    private static readonly (string Text, string Place)[] _all =
    [
        (Hyperfine, "a.json"), (BenchmarkDotNet, "b.json"), (GoogleBenchmark, "c.json"), (Go, "d.txt"), (Pytest, "e.json"), (CriterionMessages, "f.json"),
        (CriterionEstimates, "target/criterion/sort/quick/100/new/estimates.json"), (ActionBenchmark, "data.js"),
    ];

    private static ImportDefaults Defaults { get; } = new(Entries.Commit(9), Entries.Start, new Dictionary<string, string> { ["kernel"] = "here" });

    [Fact]
    public void Hyperfine_gives_medians_of_its_runs()
    {
        HistoryEntry entry = One(Hyperfine, "hyperfine", "a.json");
        Assert.Equal(("sleep 0.01", Entries.Commit(9), Entries.Start, "import:hyperfine"), (entry.Workload, entry.Commit, entry.Time, entry.Source));
        Assert.Equal([("wall", "ns", 11.1e6), ("cpu", "ns", 1e6), ("peak-rss", "bytes", 3538944)], entry.Figures.Select(figure => (figure.Metric, figure.Unit, Math.Round(figure.Value, 3))));
        Assert.Equal(3, entry.Figures[0].Runs);
        Assert.Equal("here", entry.Environment["kernel"]);
    }

    [Fact]
    public void BenchmarkDotNet_gives_time_with_its_interval_and_allocations()
    {
        HistoryEntry entry = One(BenchmarkDotNet, "benchmarkdotnet", "b.json");
        Assert.Equal("App.Sorts.Quick(N: 100)", entry.Workload);
        Assert.Equal(new HistoryFigure("time", "ns", 1050.5) { Low = 1040, High = 1064.5, Runs = 15 }, entry.Figures[0]);
        Assert.Equal(new HistoryFigure("allocated", "bytes", 424), entry.Figures[1]);
        Assert.Equal(".NET 10.0.0", entry.Environment[HistoryEnvironment.Toolchain]);
    }

    [Fact]
    public void Google_Benchmark_gives_the_median_of_repetitions_and_no_aggregates_or_errors()
    {
        HistoryEntry entry = One(GoogleBenchmark, "google-benchmark", "c.json");
        Assert.Equal("BM_Parse/64", entry.Workload);
        Assert.Equal([("wall", 1600), ("cpu", 1500)], entry.Figures.Select(figure => (figure.Metric, Math.Round(figure.Value, 6))));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero), entry.Time);
    }

    [Fact]
    public void Go_gives_medians_of_counts_in_units_of_their_own()
    {
        IReadOnlyList<StoredEntry> entries = Read(Go, "go", "d.txt");
        Assert.Equal(["example.org/sorts.BenchmarkQuick-2", "example.org/sorts.BenchmarkCopy-2"], entries.Select(entry => entry.Entry.Workload));
        Assert.Equal(
            [new HistoryFigure("time", "ns", 1250) { Runs = 2 }, new HistoryFigure("allocated", "bytes", 424) { Runs = 2 }, new HistoryFigure("allocations", "", 7) { Runs = 2 }],
            entries[0].Entry.Figures);
        Assert.Equal(new HistoryFigure("MB/s", "MB/s", 436.91, LowerIsBetter: false) { Runs = 1 }, entries[1].Entry.Figures[1]);
        Assert.Equal("AMD EPYC 7B13", entries[0].Entry.Environment[HistoryEnvironment.Cpu]);
    }

    [Fact]
    public void Pytest_says_its_commit_its_time_and_its_machine()
    {
        HistoryEntry entry = One(Pytest, "pytest-benchmark", "e.json");
        Assert.Equal(("tests/test_parse.py::test_parse", "0123456789abcdef0123456789abcdef01234567"), (entry.Workload, entry.Commit));
        Assert.Equal(new HistoryFigure("time", "ns", 2e6) { Runs = 50 }, Assert.Single(entry.Figures));
        Assert.Equal("6.1.0-18-amd64", entry.Environment[HistoryEnvironment.Kernel]);
        Assert.EndsWith("+dirty", One(Pytest.Replace("\"dirty\": false", "\"dirty\": true", StringComparison.Ordinal), "pytest-benchmark", "e.json").Commit, StringComparison.Ordinal);
    }

    [Fact]
    public void Criterion_gives_its_typical_time_from_messages_and_from_its_folder()
    {
        Assert.Equal(new HistoryFigure("time", "ns", 1050) { Low = 1040, High = 1062, Runs = 2 }, One(CriterionMessages, "criterion", "f.json").Figures[0]);
        HistoryEntry entry = One(CriterionEstimates, "criterion", "/r/target/criterion/sort/quick/100/new/estimates.json");
        Assert.Equal("sort/quick/100", entry.Workload);
        Assert.Equal(new HistoryFigure("time", "ns", 1050) { Low = 1040, High = 1062 }, Assert.Single(entry.Figures));
    }

    [Fact]
    public void Github_action_benchmark_gives_a_whole_history_with_its_directions()
    {
        IReadOnlyList<StoredEntry> entries = Read(ActionBenchmark, "github-action-benchmark", "data.js");
        Assert.Equal([("Rust/parse", "ns", 135.0, true), ("Rates/throughput", "req/s", 70.5, false)], entries.Select(entry => (entry.Entry.Workload, entry.Entry.Figures[0].Unit, entry.Entry.Figures[0].Value, entry.Entry.Figures[0].LowerIsBetter)));
        Assert.Equal("fedcba9876543210fedcba9876543210fedcba98", entries[1].Entry.Commit);
        Assert.Equal(1700000000000, entries[0].Entry.Time.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void The_same_file_gives_the_same_entries() =>
        Assert.All(_all, file => Assert.Equal(Read(file.Text, null, file.Place).Select(entry => entry.Id), Read(file.Text, null, file.Place).Select(entry => entry.Id)));

    [Fact]
    public void What_Hone_exports_as_lines_comes_back_as_it_was()
    {
        StoredEntry[] entries = [.. Enumerable.Range(0, 5).Select(i => HistoryLine.Store(Entries.Of(i, 10)))];
        Assert.Equal(entries.Select(entry => entry.Line), Read(JsonExport.Lines(entries), "hone", "x").Select(entry => entry.Line));
    }

    /// <summary>Bytes changed, cut out and doubled: a problem or entries, never a crash, and whatever comes can be stored.</summary>
    [Fact]
    public void Damaged_files_are_a_problem_or_entries_and_never_a_crash() => Gen.Select(Gen.Int[0, _all.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 3]).Sample((which, at, to, with, how) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_all[which].Text);
        int place = at % bytes.Length;
        int other = to % bytes.Length;
        byte[] damaged = how switch
        {
            0 => bytes[..place],
            1 => [.. bytes[..place], with, .. bytes[(place + 1)..]],
            2 => [.. bytes[..place], .. bytes[other..]],
            _ => [.. bytes[..place], .. bytes[other..], .. bytes[place..]],
        };
        try
        {
            foreach (StoredEntry entry in ImportFormats.Read(new(damaged, _all[which].Place), null, Defaults).Entries)
            {
                Assert.NotNull(HistoryLine.Read(entry.Line));
            }
        }
        catch (ProblemException error)
        {
            Assert.Equal(ExitCode.Usage, error.Problem.Exit);
        }
    }, iter: 3000);

    [Fact]
    public void A_file_that_nobody_knows_is_a_problem()
    {
        foreach (string text in new[] { "", "{}", "[]", "hello", "{\"results\":[{}]}", new string('[', 100_000), "window.BENCHMARK_DATA = 1" })
        {
            Assert.Equal("import-unreadable", Assert.Throws<ProblemException>(() => Read(text, null, "x")).Problem.Rule);
        }
    }

    private static HistoryEntry One(string text, string format, string place) => Assert.Single(Read(text, format, place)).Entry;

    private static IReadOnlyList<StoredEntry> Read(string text, string? format, string place)
    {
        (string found, IReadOnlyList<StoredEntry> entries) = ImportFormats.Read(new(Encoding.UTF8.GetBytes(text), place), null, Defaults);
        Assert.True(format is null || found == format, $"{found} instead of {format}");
        return entries;
    }
}
