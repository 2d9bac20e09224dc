using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;

namespace Hone.Tests.Processes;

/// <summary>What is counted of a run beyond its time.</summary>
public sealed class RunFiguresTests
{
    private const long Megabyte = 1 << 20;

    // What the shell, dd and the loader read and write for themselves is far less than this.
    private const long Slack = Megabyte / 2;

    [Fact]
    public void Bytes_of_a_child_of_the_child_are_counted()
    {
        RunOutcome outcome = Shell("sh -c 'dd if=/dev/zero of=/dev/null bs=1M count=7 status=none; exit 0'; exit 0");
        Assert.InRange(outcome.BytesRead!.Value, 7 * Megabyte, (7 * Megabyte) + Slack);
        Assert.InRange(outcome.BytesWritten!.Value, 7 * Megabyte, (7 * Megabyte) + Slack);
    }

    [Fact]
    public void Bytes_of_a_program_that_outlives_its_parent_are_counted()
    {
        RunOutcome outcome = Shell("(sleep 0.3; dd if=/dev/zero of=/dev/null bs=1M count=5 status=none) & exit 0");
        Assert.NotEmpty(outcome.Orphans);
        Assert.InRange(outcome.BytesWritten!.Value, 5 * Megabyte, (5 * Megabyte) + Slack);
    }

    [Fact]
    public void Bytes_of_one_run_are_not_those_of_another()
    {
        _ = Shell("head -c 9000000 /dev/zero >/dev/null");
        Assert.InRange(Shell("exit 0").BytesWritten!.Value, 0, 1000);
    }

    [Theory]
    [InlineData("rchar: 12\nwchar: 34\nsyscr: 5\n", 12L, 34L)]
    [InlineData("rchar: 9223372036854775807\nwchar: 0", long.MaxValue, 0L)]
    public void The_kernels_counts_are_read(string text, long read, long written) =>
        Assert.Equal(new IoCounts(read, written), IoCounts.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("rchar: 12\n")]
    [InlineData("rchar: x\nwchar: 1\n")]
    [InlineData("rchar: 99999999999999999999\nwchar: 1\n")]
    public void What_is_not_a_count_is_no_count(string text) => Assert.Null(IoCounts.Parse(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void One_unknown_part_makes_the_sum_unknown() => Assert.Null(IoCounts.Add(new(1, 2), null));

    [Fact]
    public void The_hash_of_the_output_is_that_of_sha256sum()
    {
        RunOutcome outcome = Shell("seq 1 400000; seq 5 >&2", new OutputTarget.Hash(), new OutputTarget.Hash());
        Assert.Equal(Encoding.ASCII.GetString(Shell("seq 1 400000 | sha256sum | cut -d' ' -f1", new OutputTarget.Capture(100)).Stdout).Trim(), outcome.StdoutSha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("1\n2\n3\n4\n5\n"u8)), outcome.StderrSha256);
        Assert.Equal(2_688_895, outcome.StdoutBytes);
    }

    [Fact]
    public void The_hash_of_nothing_is_that_of_no_bytes_and_without_hashing_there_is_none()
    {
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), Shell("exit 0", new OutputTarget.Hash()).StdoutSha256);
        Assert.Null(Shell("echo x").StdoutSha256);
    }

    // The reader leaves a pipe alone for a while after each look at it: nothing may be lost or wait for it.
    [Fact]
    public void Output_in_bursts_and_in_single_lines_arrives_whole()
    {
        RunOutcome outcome = Shell("for i in $(seq 200); do echo $i; done; head -c 30000000 /dev/zero; sleep 0.05; echo end", new OutputTarget.Drain());
        Assert.Equal(692 + 30_000_000 + 4, outcome.StdoutBytes);
    }

    [Fact]
    public void A_reader_is_not_woken_by_every_write()
    {
        const int Writes = 20_000;
        long before = Switches();
        RunOutcome outcome = Shell($"i=0; while [ $i -lt {Writes} ]; do echo 0123456789; i=$((i+1)); done", new OutputTarget.Drain());
        Assert.Equal(11 * Writes, outcome.StdoutBytes);
        Assert.InRange(Switches() - before, 1, Writes / 10);

        static long Switches() => long.Parse(
            File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Split('\t')[1],
            CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_sample_holds_all_that_the_kernel_said()
    {
        RunOutcome outcome = Shell("head -c 100000 /dev/zero");
        RunSample sample = RunSamples.From(outcome);
        Assert.Equal(outcome.Wall.Nanoseconds, sample.WallNanoseconds);
        Assert.Equal(outcome.User + outcome.System, sample.Cpu);
        Assert.Equal(outcome.PeakRss.Value, sample.PeakRssBytes);
        Assert.Equal(outcome.BytesRead, sample.BytesRead);
        Assert.Equal(outcome.BytesWritten, sample.BytesWritten);
        string json = Encoding.UTF8.GetString(new Samples { Workload = "w", Command = "c", Warmups = 0, Runs = [sample] }.Write());
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement run = document.RootElement.GetProperty("runs")[0];
        Assert.Equal(outcome.BytesWritten!.Value.ToString(CultureInfo.InvariantCulture), run.GetProperty("bytes_written").GetRawText());
        Assert.Equal(outcome.BytesRead!.Value.ToString(CultureInfo.InvariantCulture), run.GetProperty("bytes_read").GetRawText());
    }

    [Fact]
    public void Samples_of_before_have_no_bytes()
    {
        Samples? old = Samples.Read("""{"schema":"hone.samples/1","workload":"w","command":"c","warmups":0,"runs":[{"wall_ns":1,"user_ns":1,"system_ns":1,"peak_rss_bytes":1}]}"""u8);
        Assert.Null(Assert.Single(old!.Runs).BytesWritten);
    }

    private static RunOutcome Shell(string line, OutputTarget? stdout = null, OutputTarget? stderr = null) => ProcessRunner.Run(
        new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/", Stdout = stdout ?? new OutputTarget.Null(), Stderr = stderr ?? new OutputTarget.Capture(1000) },
        CancellationToken.None);
}
