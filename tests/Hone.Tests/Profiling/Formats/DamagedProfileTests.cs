using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Tests.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats;

/// <summary>
/// Every reader takes damaged and hostile input: a profile, with notes or not, or a problem; never another exception, a hang or a heap
/// of memory. HONE_FUZZ says how many inputs each reader gets.
/// </summary>
public sealed class DamagedProfileTests
{
    private const long MostMemory = 256 << 20;

    public static TheoryData<string> Formats => [.. Samples.Keys];

    private static Dictionary<string, byte[][]> Samples { get; } = Make();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_input_is_a_profile_or_a_problem(string format)
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("HONE_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 1500;
        int profiles = 0;
        int problems = 0;
        Random random = new(12);
        for (int i = 0; i < count; i++)
        {
            byte[] sound = Samples[format][random.Next(Samples[format].Length)];
            byte[] bytes = i % 2 == 0 ? Mutation.Of(sound, random) : [.. Damaged(sound, random)];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                Profile profile = ProfileBytes.Read(bytes, format);
                _ = Hotspots.Find(profile, new());
                profiles++;
            }
            catch (ProblemException)
            {
                problems++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{format}, input {i}: {error}\n{Convert.ToBase64String(bytes)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        }

        // Damage of every kind but none so great that only one answer is left.
        Assert.True(profiles > 0 && profiles + problems == count, $"{profiles} profiles, {problems} problems");
        TestContext.Current.TestOutputHelper?.WriteLine($"{format}: {count} inputs, {profiles} profiles, {problems} problems");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_shorter_input_is_a_profile_or_a_problem(string format)
    {
        foreach (byte[] sound in Samples[format])
        {
            for (int length = 1; length < sound.Length; length += Math.Max(1, sound.Length / 400))
            {
                try
                {
                    _ = ProfileBytes.Read(sound[..length], format).Total();
                }
                catch (ProblemException)
                {
                }
            }
        }
    }

    private static IEnumerable<byte> Damaged(byte[] sound, Random random)
    {
        // Pieces in another order, twice, or missing.
        int pieces = random.Next(1, 5);
        for (int i = 0; i < pieces; i++)
        {
            int from = random.Next(sound.Length);
            int length = Math.Min(sound.Length - from, random.Next(1, sound.Length));
            foreach (byte b in i == 0 ? sound.Take(length) : sound.Skip(from).Take(length))
            {
                yield return b;
            }
        }
    }

    private static Dictionary<string, byte[][]> Make()
    {
        Profile profile = Stacks.Of("main;f;g;f;h 3", "main;h 2", "main;read@kernel 4", "x@dll;y@net 5", "main;f 1");
        Dictionary<string, byte[][]> samples = ProfileWriters.All.ToDictionary(
            writer => writer.Name == "json" ? "hone" : writer.Name,
            writer => new[] { writer.Name == "pprof" ? Unzipped(ProfileBytes.Write(profile, "pprof")) : ProfileBytes.Write(profile, writer.Name) });
        Add("speedscope", """{"profiles":[{"type":"evented","name":"t","unit":"seconds","startValue":0,"endValue":6,"events":[{"type":"O","frame":0,"at":0},{"type":"O","frame":1,"at":1.5},{"type":"C","frame":1,"at":3},{"type":"C","frame":0,"at":6}]}],"shared":{"frames":[{"name":"a","file":"x","line":2},{"name":"b\u00e9"}]}}""");
        Add("folded", "a;b 3 4\na;c 1 2\nb 0.5 7\n");
        Add("chrome-trace", """[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":10},{"ph":"B","name":"b","pid":1,"tid":1,"ts":2},{"ph":"E","pid":1,"tid":1,"ts":4},{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"t"}}]""");
        Add("dhat", """{"dhatFileVersion":2,"mode":"heap","pps":[{"tb":21900,"tbk":200,"gb":0,"eb":0,"fs":[1,2]},{"tb":3200,"tbk":50,"gb":3200,"eb":3200,"acc":[-64,50],"fs":[1,2,0]}],"ftbl":["[root]","0x1: malloc (in /usr/lib/x.so)","0x2: leaf (a.c:4)"]}""");
        Add("callgrind", "# callgrind format\nversion: 1\npositions: instr line\nevents: Ir Dr\nob=(1) /a\nfl=(1) a.c\nfn=(1) main\n0x10 1 10 2\ncfn=(2) g\ncalls=1 0x20 20\n+1 2 30\nfn=(2)\n0x20 20 15\ncfn=(1)\ncalls=1 1\n* * 15\nfn=(3) h\n1 1 5\n");
        Add("heaptrack", "v 10400 3\nI 1000 5\ns 2 /a\ns 4 main\ni 10 1 2 0 0\nt 1 0\ni 11 1\nt 2 1\na 64 2\n+ 0\n- 0\n+ 0\nc 5\nR 1\n");
        Add("heaptrack-raw", "v 10400 3\nx 2 /a\nX a\nI 1000 5\nm 1 -\nm 1 x 1000 0 5000\nt 1010 0\nt 1020 1\n+ 64 2 7f0\n- 7f0\n+ 10 1 7f0\nc 5\nR 1\n");
        Add("perf-script", "a 1/1 2.5: 100 cpu-clock:u: \n\t 10 f+0x1 (/a)\n\t 20 main+0x3 (/a)\n\nb 2/2 2.6: 100 cpu-clock:u: \n\t 10 g+0x1 (/b)\n\n");
        Add("cpuprofile", """{"nodes":[{"id":1,"callFrame":{"functionName":"(root)","url":"","lineNumber":-1},"children":[2]},{"id":2,"callFrame":{"functionName":"f","url":"/a.js","lineNumber":1}}],"startTime":0,"endTime":9,"samples":[2,2,1],"timeDeltas":[1,2,3]}""");
        Add("heapprofile", """{"head":{"callFrame":{"functionName":"(root)","url":"","lineNumber":-1},"selfSize":0,"id":1,"children":[{"callFrame":{"functionName":"f","url":"/a.js","lineNumber":1},"selfSize":40,"id":2,"children":[]}]},"samples":[{"size":40,"nodeId":2}]}""");
        samples["jfr"] = [FlightRecorder.JfrBytes.Make(3, 2, 2, 1), [.. FlightRecorder.JfrBytes.Make(2, 0), .. FlightRecorder.JfrBytes.Make(0, 0, 0, 2)]];
        samples["nettrace"] = [TraceFixture.Alloc[..30_000]];
        samples["perf-data"] = [TraceFixture.PerfData[..30_000]];
        return samples;

        void Add(string format, string text) => samples[format] = [.. samples.GetValueOrDefault(format, []), Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] Unzipped(byte[] bytes)
    {
        using MemoryStream stream = new();
        using System.IO.Compression.GZipStream zip = new(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        zip.CopyTo(stream);
        return stream.ToArray();
    }
}
