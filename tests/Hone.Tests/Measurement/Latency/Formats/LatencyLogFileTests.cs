using System.Text;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Formats;
using Hone.Problems;
using Hone.Tests.Profiling;
using Hone.Units;

namespace Hone.Tests.Measurement.Latency.Formats;

public sealed class LatencyLogFileTests
{
    [Fact]
    public void Wrk_gives_its_quantiles_and_all_its_errors()
    {
        LatencyReading read = Logs.Read(Logs.Wrk);
        Assert.Equal(("wrk with --latency", 22464657L, 15L, 748868.53), (read.Format, read.Requests, read.Errors, read.Rate));
        Assert.Null(read.Latencies);
        Assert.Equal([(0.5, new Duration(635_910)), (0.75, new(1_200_000)), (0.9, new(2_500_000)), (0.99, new(1_010_000_000))], read.Points);
        Assert.Contains("waits for an answer", read.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Wrk2_gives_the_counts_of_its_spectrum()
    {
        LatencyReading read = Logs.Read(Logs.Wrk2);
        LatencyHistogram counts = read.Latencies!.All;
        Assert.Equal(10_000, counts.Count);
        Assert.Equal(12_503_000, counts.Max);
        Assert.InRange(counts.AtRank(9900), 11_183_000 * 0.9995, 11_183_000 * 1.0005);
        Assert.Equal(10017, read.Requests);
    }

    [Fact]
    public void K6_gives_request_durations_and_says_what_it_dropped()
    {
        LatencyReading csv = Logs.Read(Logs.K6Csv);
        Assert.Equal((3L, 1L, 2L, 221_899_000L, 100_000_000L), (csv.Requests, csv.Errors, csv.Latencies!.All.Count, csv.Latencies.All.Max, csv.Latencies.All.Min));
        Assert.Contains(csv.Notes, note => note.Contains("dropped 7 iterations", StringComparison.Ordinal));

        LatencyReading json = Logs.Read(Logs.K6Json);
        Assert.Equal((2L, 1L, 1L, 459_865_729L), (json.Requests, json.Errors, json.Latencies!.All.Count, json.Latencies.All.Max));
    }

    [Fact]
    public void Hey_is_put_back_into_the_order_of_time()
    {
        LatencyReading read = Logs.Read(Logs.Hey);
        Assert.Equal((3L, 1L), (read.Requests, read.Errors));
        Assert.Equal([2_000_000L, 10_300_000L], read.Latencies!.Blocks.Select(block => block.Max));
    }

    [Fact]
    public void Oha_gives_its_quantiles()
    {
        LatencyReading read = Logs.Read(Logs.Oha);
        Assert.Equal((2002L, 12L, 400.5), (read.Requests, read.Errors, read.Rate));
        Assert.Contains((0.999, new Duration(20_000_000)), read.Points);
        Assert.Equal(8, read.Points.Count);
    }

    [Fact]
    public void An_interval_of_the_java_library_has_the_maximum_that_its_line_states()
    {
        // It has two significant digits: the line states the upper end of the last bucket, and the middle is what is read.
        LatencyReading read = Logs.Read(string.Join('\n', Logs.Hdr.Split('\n')[..4]));
        Assert.InRange(read.Latencies!.All.Max / 1e6, 2.769 - 16_384 / 2e6 - 0.001, 2.769 - 16_384 / 2e6 + 0.001);
        Assert.InRange(Logs.Read(string.Join('\n', Logs.Hdr.Split('\n')[..4]), unit: 1000).Latencies!.All.Max / 1e9, 2.760, 2.762);
    }

    [Fact]
    public void The_values_of_a_known_histogram_come_back()
    {
        LatencyReading read = Logs.Read("0.0,1.0,0.0,HISTFAAAACV4nJNpmSzMwMDAwQABzFCaEUrp2H+AsI4zMh1lZEpkAgBdIQSk");
        Assert.Equal([(100L, 1L), (200L, 1L), (250L, 1L)], read.Latencies!.All.Buckets());
        Assert.Equal(3, read.Rate);
    }

    [Fact]
    public void Version_1_of_the_payload_is_read_too()
    {
        // With 2,048 sub-buckets index 2048 is 2048–2049, and 3072 is 4096–4099.
        LatencyHistogram counts = Logs.Read("0,1,0," + Logs.HdrVersion1((5, 2), (2048, 3), (3072, 1))).Latencies!.All;
        Assert.Equal((6L, 5L, 4098L), (counts.Count, counts.Min, counts.Max));
        Assert.Equal(2049, counts.AtRank(3));
    }

    [Theory]
    [InlineData("", "latency-log-empty")]
    [InlineData("\n\n", "latency-log-empty")]
    [InlineData("hello\n", "latency-log-unknown")]
    [InlineData("Running 10s test @ http://a/\n  2 threads and 10 connections\n", "latency-log-malformed")]
    [InlineData("Running 10s test @ http://a/\n  3 requests in 1.0s, 1B read\n", "latency-log-empty")]
    [InlineData("response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n", "latency-log-empty")]
    [InlineData("response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n0.1,0.1", "latency-log-malformed")]
    [InlineData("response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n-1,0,0,0,0,0,200,0", "latency-log-malformed")]
    [InlineData("metric_name,timestamp,metric_value\nhttp_req_duration,1,NaN\n", "latency-log-malformed")]
    [InlineData("metric_name,timestamp,metric_value\nvus,1,1\n", "latency-log-empty")]
    [InlineData("{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"value\":1e300}}", "latency-log-malformed")]
    [InlineData("{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{", "latency-log-malformed")]
    [InlineData("{\"latencyPercentiles\":{\"p50\":1", "latency-log-malformed")]
    [InlineData("{\"latencyPercentiles\":{\"q50\":1}}", "latency-log-malformed")]
    [InlineData("#[comment]\n", "latency-log-empty")]
    [InlineData("0,1,0,HISTnotbase64!", "latency-log-malformed")]
    [InlineData("0,1,0,HISTFAAAACV4nJNpmSzMwMDAwQABzFCaEUrp2H", "latency-log-malformed")]
    [InlineData("#[x]\n0,1,HISTFAAAACV4nJNpmSzMwMDAwQABzFCaEUrp2H+AsI4zMh1lZEpkAgBdIQSk", "latency-log-malformed")]
    public void What_cannot_be_read_is_told(string log, string rule)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Logs.Read(log)).Problem;
        Assert.Equal((rule, ExitCode.Usage), (problem.Rule, problem.Exit));
        Assert.StartsWith("log", problem.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_cut_off_anywhere_is_told_or_read_as_far_as_it_is_whole()
    {
        foreach (string log in Logs.All)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(log);
            for (int length = 0; length < bytes.Length; length += 7)
            {
                ReadOrTold(bytes[..length]);
            }
        }
    }

    [Fact]
    public void Whatever_is_damaged_is_told_or_read()
    {
        Random random = new(1);
        foreach (string log in Logs.All)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(log);
            for (int i = 0; i < 1500; i++)
            {
                ReadOrTold(Mutation.Of(bytes, random));
            }
        }
    }

    [Fact]
    public void A_damaged_histogram_inside_its_compression_is_told_or_read()
    {
        Random random = new(2);
        byte[] counts = [.. Enumerable.Range(0, 300).Select(_ => (byte)random.Next(256))];
        for (int i = 0; i < 2000; i++)
        {
            ReadOrTold(Encoding.UTF8.GetBytes("0,1,0," + Logs.HdrPayload(0x1c849314, 0x1c849313, Mutation.Of(counts, random))));
        }
    }

    [Fact]
    public void A_payload_that_grows_without_end_and_a_line_without_end_are_refused()
    {
        string bomb = "0,1,0," + Logs.HdrPayload(0x1c849314, 0x1c849313, new byte[64 << 20]);
        Assert.Contains("32 MiB", Assert.Throws<ProblemException>(() => Logs.Read(bomb)).Problem.What, StringComparison.Ordinal);
        using Stream endless = new Endless();
        Assert.Contains("16 MiB", Assert.Throws<ProblemException>(() => LatencyLogFile.Read(endless, "log")).Problem.What, StringComparison.Ordinal);
    }

    private static void ReadOrTold(byte[] log)
    {
        try
        {
            LatencyReading read = Logs.Read(log);
            foreach (double p in LatencyQuantile.Shown)
            {
                _ = read.Latencies is LatencyLog latencies ? LatencyQuantile.Of(latencies, p) : null;
            }
        }
        catch (ProblemException)
        {
            // What a person gets to read.
        }
    }

    private sealed class Endless : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            return count;
        }
    }
}
