using System.Text;
using Hone.Problems;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

public sealed class TracemallocDumpTests
{
    private const string Text = """
        hone-tracemalloc 1
        executable /usr/bin/python 3
        folder /srv
        version 3.11
        peak 5000
        largest 4000
        snapshots 3
        f a b.py
        f <frozen importlib._bootstrap>
        t 3000 2 1 0:4
        t 900 9 12 1:7 0:2
        o 100 10
        end

        """;

    [Fact]
    public void A_dump_is_read()
    {
        TracemallocDump dump = TracemallocDump.Read(Encoding.UTF8.GetBytes(Text), "x");
        Assert.Equal(("/usr/bin/python 3", "/srv", "3.11", 5000, 4000, 3), (dump.Executable, dump.Folder, dump.Version, dump.Peak, dump.Largest, dump.Snapshots));
        Assert.Equal(["a b.py", "<frozen importlib._bootstrap>"], dump.Files);
        Assert.Equal([(0, 4)], dump.Stacks[0].Places);
        Assert.Equal((900, 9, true), (dump.Stacks[1].Bytes, dump.Stacks[1].Blocks, dump.Stacks[1].Cut));
        Assert.False(dump.Stacks[0].Cut);
        Assert.Equal((100, 10), dump.Rest);
    }

    [Theory]
    [InlineData("end", "")]
    [InlineData("0:4", "2:4")]
    [InlineData("0:4", "0")]
    [InlineData("t 3000", "t x")]
    [InlineData("t 3000", "t -3000")]
    [InlineData("t 3000", "t 99999999999999999999")]
    [InlineData("peak 5000", "")]
    [InlineData("hone-tracemalloc 1", "hone-tracemalloc 2")]
    public void A_damaged_dump_is_a_problem(string old, string changed) =>
        Assert.Equal("tracemalloc-malformed", Assert.Throws<ProblemException>(() => TracemallocDump.Read(Encoding.UTF8.GetBytes(Text.Replace(old, changed, StringComparison.Ordinal)), "x")).Problem.Rule);

    [Fact]
    public void Every_truncation_is_a_problem()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        for (int length = 0; length < bytes.Length - "end\n".Length; length++)
        {
            byte[] part = bytes[..length];
            Assert.Throws<ProblemException>(() => TracemallocDump.Read(part, "x"));
        }
    }
}
