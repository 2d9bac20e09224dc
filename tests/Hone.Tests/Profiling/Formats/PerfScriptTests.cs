using System.Text;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats;

public sealed class PerfScriptTests
{
    /// <summary>Lines as perf 6.1 prints them, of every shape that perf-script(1) allows for.</summary>
    private const string Text = """
        # captured on    : Tue Nov 24 22:00:00 2026
        jq 12727/12727  2297.125824: PERF_RECORD_MMAP2 12727/12727: [0x55e9be2bb000(0x3000) @ 0x2000 fe:00 247682 0]: r-xp /usr/bin/my jq
        jq 12727/12727  2297.127389:    1001001 cpu-clock:u: 
        	           1469e handle_amd+0x7e (/usr/lib/ld-linux-x86-64.so.2)
        	           1ab77 _start+0x7 (/usr/lib/ld-linux-x86-64.so.2)

        Web Content 7 12727/12730 [001] 2297.130653789:    1001002 cpu-clock:
        	ffffffff81249030 x64_sys_call+0x10 ([kernel.kallsyms])
        	               0 operator()(int) const (inlined)
        	           23644 std::map<int, Foo (*)(char)>::find+0x11a4 (/opt/a (b)/lib x.so (deleted))
        	           32cf4 [unknown] (/usr/lib/libjq.so.1.0.4)
        	    7fff12345678 [unknown] ([unknown])

        this line is nonsense
        	           1ab77 _start+0x7 (/usr/lib/ld-linux-x86-64.so.2)

        swapper     0/0         0.000000: PERF_RECORD_LOST_SAMPLES lost 12
        a.out 5 cycles:ppp: 
        	not an address
        	            1139 main+0x0 (/tmp/a.out)

        """;

    [Fact]
    public void Every_shape_of_line_is_understood()
    {
        (List<string> samples, List<PerfMapping> mappings, PerfScriptParser parser) = Parse([Encoding.UTF8.GetBytes(Text)]);
        Assert.Equal(
        [
            "jq 12727/12727 2297127389000 1001001 cpu-clock | 1469e handle_amd (/usr/lib/ld-linux-x86-64.so.2) | 1ab77 _start (/usr/lib/ld-linux-x86-64.so.2)",
            "Web Content 7 12727/12730 2297130653789 1001002 cpu-clock | ffffffff81249030 x64_sys_call ([kernel.kallsyms]) K | 0 operator()(int) const () I"
                + " | 23644 std::map<int, Foo (*)(char)>::find (/opt/a (b)/lib x.so (deleted)) | 32cf4  (/usr/lib/libjq.so.1.0.4) | 7fff12345678  ()",
            "a.out 5/5 0 1 cycles | 1139 main (/tmp/a.out)",
        ], samples);
        Assert.Equal([new PerfMapping(12727, 0x55e9be2bb000, 0x55e9be2be000, 0x2000, "/usr/bin/my jq", true)], mappings);
        Assert.Equal(12, parser.Lost);

        // The nonsense, the frame below it, and the line that is no address.
        Assert.Equal(3, parser.Skipped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void The_text_may_come_in_pieces_of_any_size(int size)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        Assert.Equal(Parse([bytes]).Samples, Parse(bytes.Chunk(size)).Samples);
    }

    [Fact]
    public void A_line_without_end_is_skipped_and_does_not_fill_the_memory()
    {
        byte[] piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)'x');
        IEnumerable<byte[]> pieces = Enumerable.Repeat(piece, 200).Append(Encoding.UTF8.GetBytes("\n" + Text));
        long before = GC.GetAllocatedBytesForCurrentThread();
        (List<string> samples, _, PerfScriptParser parser) = Parse(pieces);
        Assert.Equal(3, samples.Count);
        Assert.Equal(4, parser.Skipped);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    [Fact]
    public void A_whole_text_becomes_a_profile_of_its_first_event()
    {
        Profile profile = PerfScript.Read(new MemoryStream(Encoding.UTF8.GetBytes(Text)), "perf record", byProgram: true);
        Assert.Equal([new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count)], profile.Metrics);
        Assert.Equal(2002003, profile.Total());
        Assert.Equal(2, profile.Total(1));
        Assert.Contains("1 samples of events other than cpu-clock are left out: give one event to `perf script --event`", profile.Notes);
        Assert.Contains(new Frame("x64_sys_call", "[kernel]", FrameOrigin.Kernel), profile.Frames);
        Assert.Contains(new Frame("[libjq.so.1.0.4]", "libjq.so.1.0.4", FrameOrigin.Unknown), profile.Frames);
        Assert.Contains(new Frame("std::map<int, Foo (*)(char)>::find", "lib x.so", FrameOrigin.Native), profile.Frames);
        Assert.Equal("jq", profile.Frames[profile.Nodes[0].Frame].Function);
    }

    // perf prints -1 where its unwinder found no caller; as an address it would be the kernel's.
    [Fact]
    public void Where_the_unwinder_found_no_caller_is_no_frame_and_not_the_kernel()
    {
        Profile profile = PerfScript.Read(new MemoryStream(Encoding.UTF8.GetBytes(
            """
            cmark 1 1.000000:    2004008 cpu-clock:pppH: 
            	           172d9 S_can_contain+0x39 (/tmp/cmark)
            	            e339 main+0x169 (/tmp/cmark)
            	ffffffffffffffff [unknown] ([unknown])

            """)), "");
        Assert.Equal(["main", "S_can_contain"], profile.Nodes.Select(node => profile.Frames[node.Frame].Function));
        Assert.False(new PerfFrame(ulong.MaxValue, "", "", false).Kernel);
        Assert.True(new PerfFrame(0xffff_ffff_8124_9030, "", "", false).Kernel);
    }

    [Fact]
    public void Something_else_gives_an_empty_profile_that_says_so()
    {
        Profile profile = PerfScript.Read(new MemoryStream("PERFILE2\0\0\x1\x2"u8.ToArray()), "");
        Assert.Empty(profile.Stacks);
        Assert.Contains("the text holds no samples: it must be the output of `perf script`", profile.Notes);
    }

    [Fact]
    public void Two_thousand_damaged_texts_are_read_to_their_end()
    {
        byte[] good = Encoding.UTF8.GetBytes(Text);
        Random random = new(1);
        int whole = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = Mutation.Of(good, random);
            Profile profile = PerfScript.Read(new MemoryStream(bad), "");
            whole += profile.Stacks.Count > 0 ? 1 : 0;
            Assert.InRange(profile.Stacks.Count, 0, 40);
        }

        // Damage to some lines must not cost the others.
        Assert.InRange(whole, 1000, 2000);
    }

    private static (List<string> Samples, List<PerfMapping> Mappings, PerfScriptParser Parser) Parse(IEnumerable<byte[]> pieces)
    {
        List<string> samples = [];
        List<PerfMapping> mappings = [];
        PerfScriptParser parser = null!;
        parser = new PerfScriptParser(
            sample =>
            {
                StringBuilder text = new($"{sample.Command} {sample.Pid}/{sample.Tid} {sample.Time} {sample.Period} {sample.Event}");
                foreach (int number in sample.Stack)
                {
                    PerfFrame frame = parser.Frame(number);
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $" | {frame.Address:x} {frame.Symbol} ({frame.Dso}){(frame.Kernel ? " K" : "")}{(frame.Inlined ? " I" : "")}");
                }

                samples.Add(text.ToString());
            },
            mappings.Add);
        foreach (byte[] piece in pieces)
        {
            parser.Feed(piece);
        }

        parser.Finish();
        return (samples, mappings, parser);
    }
}
