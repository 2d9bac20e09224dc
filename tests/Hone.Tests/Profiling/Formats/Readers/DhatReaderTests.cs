using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class DhatReaderTests
{
    private const string File = """
        {"dhatFileVersion":2,"mode":"heap","verb":"Allocated","bklt":true,"bkacc":true,"tu":"instrs","cmd":"./a","pid":1,"te":191872,"tg":187173,
        "pps":[{"tb":21900,"tbk":200,"tl":25523,"mb":119,"mbk":1,"gb":0,"gbk":0,"eb":0,"ebk":0,"rb":0,"wb":21900,"fs":[1,2,3,4,4,5]},
               {"tb":3200,"tbk":50,"gb":3200,"gbk":50,"eb":3100,"ebk":50,"acc":[-64,50],"fs":[1,2,6,7]}],
        "ftbl":["[root]","0x48417B4: malloc (in /usr/libexec/valgrind/vgpreload_dhat-amd64-linux.so)","0x109169: leaf(int) (a.c:4)","0x109191: rec (a.c:5)",
                "0x1091AB: rec (a.c:5)","0x1091D4: main (a.c:7)","0x1091BD: ??? (in /lib/libq.so)","0x1091DE: main (a.c:7)"]}
        """;

    [Fact]
    public void Places_that_allocate_are_read_without_the_allocator()
    {
        Profile profile = ProfileBytes.Read(File);
        Assert.Equal(["main;[libq.so];leaf(int) 3200 50 3200 3100", "main;rec;rec;rec;leaf(int) 21900 200 0 0"], ProfileBytes.Stacks(profile));
        Assert.Equal([new Metric("bytes", Unit.Bytes), new("allocations", Unit.Count), new("peak", Unit.Bytes), new("leaked", Unit.Bytes)], profile.Metrics);
        Assert.Equal(ProfileKind.Allocation, profile.Kind);
    }

    [Fact]
    public void A_file_that_is_cut_off_before_its_names_keeps_its_numbers()
    {
        Profile profile = ProfileBytes.Read(File[..File.IndexOf("\"ftbl\"", StringComparison.Ordinal)]);
        Assert.Equal(25100, profile.Total());
        Assert.Equal(2, profile.Notes.Count);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read("{\"dhatFileVersion\":3}")).Problem;
        Assert.Equal("dhat-malformed", problem.Rule);
        Assert.Contains("version 3", problem.What, StringComparison.Ordinal);
    }
}
