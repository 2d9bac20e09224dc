using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Formats;

namespace Hone.Tests.Measurement.Latency.Formats;

/// <summary>Small logs of each program, in the words that the program has them.</summary>
internal static class Logs
{
    public const string Wrk = """
        Running 10s test @ http://127.0.0.1:8080/
          2 threads and 10 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   635.91us    0.89ms  12.92ms   93.69%
            Req/Sec    56.20k     8.07k   62.00k    86.54%
          Latency Distribution
             50%  635.91us
             75%    1.20ms
             90%    2.50ms
             99%    1.01s 
          22464657 requests in 30.00s, 17.76GB read
          Socket errors: connect 1, read 2, write 3, timeout 4
          Non-2xx or 3xx responses: 5
        Requests/sec: 748868.53
        Transfer/sec:    606.33MB
        """;

    public const string Wrk2 = """
        Running 30s test @ http://127.0.0.1:80/index.html
          2 threads and 100 connections
          Thread calibration: mean lat.: 9747 usec, rate sampling interval: 21 msec
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     6.46ms    1.93ms  12.34ms   67.66%
            Req/Sec     1.05k     1.12k    2.50k    64.84%
          Latency Distribution (HdrHistogram - Recorded Latency)
         50.000%    6.67ms
         99.000%   11.18ms
        100.000%   12.50ms

          Detailed Percentile spectrum:
               Value   Percentile   TotalCount 1/(1-Percentile)

               0.921     0.000000            1         1.00
               6.671     0.500000         5000         2.00
               9.143     0.900000         9000        10.00
              11.183     0.990000         9900       100.00
              12.503     1.000000        10000          inf
        #[Mean    =        6.602, StdDeviation   =        1.919]
        #[Max     =       12.500, Total count    =        10000]
        #[Buckets =           27, SubBuckets     =         2048]
        ----------------------------------------------------------
          10017 requests in 30.01s, 19.81MB read
        Requests/sec:   2000.28
        Transfer/sec:    676.18KB
        """;

    public const string K6Csv = """
        metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata
        http_reqs,1595325560,1.000000,,,,true,,GET,http://a/,HTTP/1.1,default,,200,,,http://a/,,
        http_req_duration,1595325560,221.899000,,,,true,,GET,http://a/,HTTP/1.1,default,,200,,,http://a/,,
        http_req_duration,1595325561,100.000000,,,,true,,GET,"http://a/?x=1,2",HTTP/1.1,default,,200,,,"http://a/?x=1,2",,
        http_req_duration,1595325561,1.500000,,,1503,false,,GET,http://a/,HTTP/1.1,default,,503,,,http://a/,,
        dropped_iterations,1595325562,7.000000,,,,,,,,,default,,,,,,,
        """;

    public const string K6Json = """
        {"type":"Metric","data":{"name":"http_req_duration","type":"trend","contains":"time","thresholds":[],"submetrics":null},"metric":"http_req_duration"}
        {"metric":"http_reqs","type":"Point","data":{"time":"2024-05-09T14:34:45.625742514+02:00","value":1,"tags":{"method":"GET","status":"200"}}}
        {"metric":"http_req_duration","type":"Point","data":{"time":"2024-05-09T14:34:45.239531499+02:00","value":459.865729,"tags":{"expected_response":"true","group":"","method":"GET","status":"200","url":"http://a/"}}}
        {"metric":"http_req_duration","type":"Point","data":{"time":"2024-05-09T14:34:46.239531499+02:00","value":12,"tags":{"expected_response":"false","status":"0"}}}
        """;

    public const string Hey = """
        response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset
        0.0103,0.0001,0.0000,0.0000,0.0101,0.0001,200,0.0103
        0.0020,0.0001,0.0000,0.0000,0.0018,0.0001,200,0.0050
        0.0400,0.0001,0.0000,0.0000,0.0398,0.0001,503,0.0500
        """;

    public const string Oha = """
        {
          "summary": { "successRate": 1.0, "total": 5.0, "slowest": 0.04, "fastest": 0.0001, "average": 0.001, "requestsPerSec": 400.5, "totalData": 0, "sizePerRequest": 0, "sizePerSec": 0 },
          "responseTimeHistogram": { "0.0001": 1, "0.04": 1999 },
          "latencyPercentiles": { "p10": 0.0004, "p25": 0.0005, "p50": 0.0011, "p75": 0.0012, "p90": 0.0014, "p95": 0.0015, "p99": 0.0017, "p99.9": 0.02, "p99.99": null },
          "statusCodeDistribution": { "200": 1990, "503": 10 },
          "errorDistribution": { "aborted due to deadline": 2 }
        }
        """;

    // The interval is that of the Java library's own documentation and tests.
    public const string Hdr = """
        #[Histogram log format version 1.2]
        #[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 08:24:39 PDT 2015]
        "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
        0.127,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=
        Tag=other,1.134,0.999,0.000,HISTFAAAACV4nJNpmSzMwMDAwQABzFCaEUrp2H+AsI4zMh1lZEpkAgBdIQSk
        """;

    public static readonly string[] All = [Wrk, Wrk2, K6Csv, K6Json, Hey, Oha, Hdr];

    public static LatencyReading Read(string log, double unit = 1) => Read(Encoding.UTF8.GetBytes(log), unit);

    public static LatencyReading Read(byte[] log, double unit = 1)
    {
        using MemoryStream stream = new(log);
        return LatencyLogFile.Read(stream, "log", unit);
    }

    /// <summary>An HdrHistogram payload of version 1 with words of 8 bytes: three significant digits, values from 1.</summary>
    public static string HdrVersion1(params (int Index, long Count)[] counts)
    {
        byte[] words = new byte[(counts.Max(each => each.Index) + 1) * 8];
        foreach ((int index, long count) in counts)
        {
            BinaryPrimitives.WriteInt64BigEndian(words.AsSpan(index * 8), count);
        }

        return HdrPayload(0x1c849302, 0x1c849301 | 0x80, words);
    }

    public static string HdrPayload(int outerCookie, int innerCookie, byte[] counts)
    {
        byte[] header = new byte[40];
        BinaryPrimitives.WriteInt32BigEndian(header, innerCookie);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), counts.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), 3);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), 3_600_000_000_000);
        BinaryPrimitives.WriteDoubleBigEndian(header.AsSpan(32), 1);
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(header);
            zlib.Write(counts);
        }

        byte[] all = new byte[8 + compressed.Length];
        BinaryPrimitives.WriteInt32BigEndian(all, outerCookie);
        BinaryPrimitives.WriteInt32BigEndian(all.AsSpan(4), (int)compressed.Length);
        compressed.ToArray().CopyTo(all, 8);
        return Convert.ToBase64String(all);
    }
}
