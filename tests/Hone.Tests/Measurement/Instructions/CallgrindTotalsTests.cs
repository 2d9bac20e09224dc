using System.Text;
using Hone.Measurement.Instructions;
using Hone.Tests.Profiling;

namespace Hone.Tests.Measurement.Instructions;

public sealed class CallgrindTotalsTests
{
    private const string Cachegrind =
        """
        desc: I1 cache:         32768 B, 64 B, 8-way associative
        cmd: bin/hash 1000
        events: Ir
        fl=/src/hash.c
        fn=main
        9 120
        12 30000
        fl=???
        fn=???
        0 77
        summary: 30197

        """;

    private const string Callgrind =
        """
        # callgrind format
        version: 1
        creator: callgrind-3.19.0
        pid: 4711
        cmd:  bin/hash 1000
        part: 1


        desc: Trigger: Program termination

        positions: line
        events: Ir
        summary: 1110


        ob=(1) /usr/bin/hash
        fl=(1) /src/hash.c
        fn=(1) main
        9 10
        cfn=(2) mix
        calls=3 20
        +2 1000
        * 50
        fn=(2)
        20 1000
        +1 50


        totals: 1110

        """;

    [Fact]
    public void Cachegrinds_file_gives_the_total_and_the_functions()
    {
        CallgrindTotals totals = Read(Cachegrind)!;
        Assert.Equal((30_197, "bin/hash 1000", null), (totals.Total, totals.Command, totals.Pid));
        Assert.Equal(new Dictionary<string, long> { ["main"] = 30_120, ["???"] = 77 }, totals.Functions);
    }

    [Fact]
    public void Callgrinds_calls_are_counted_where_they_were_spent_and_shortened_names_are_written_out()
    {
        CallgrindTotals totals = Read(Callgrind)!;
        Assert.Equal((1110, "bin/hash 1000", 4711), (totals.Total, totals.Command, totals.Pid));
        Assert.Equal(new Dictionary<string, long> { ["main"] = 60, ["mix"] = 1050 }, totals.Functions);
    }

    [Theory]
    [InlineData("events: Ir Dr Dw")]
    [InlineData("events: Bc")]
    public void A_file_that_counts_something_else_is_refused(string events) => Assert.Null(Read(Cachegrind.Replace("events: Ir", events, StringComparison.Ordinal)));

    [Fact]
    public void A_total_that_its_lines_do_not_add_up_to_is_refused() => Assert.Null(Read(Cachegrind.Replace("30197", "30198", StringComparison.Ordinal)));

    [Theory]
    [InlineData(Cachegrind)]
    [InlineData(Callgrind)]
    public void A_file_cut_short_gives_no_total(string whole)
    {
        for (int length = 0; length < whole.TrimEnd().Length; length++)
        {
            Assert.Null(Read(whole[..length]));
        }
    }

    [Fact]
    public void Callgrinds_totals_count_where_its_summary_is_off() => Assert.Equal(1110, Read(Callgrind.Replace("summary: 1110", "summary: 1101", StringComparison.Ordinal))!.Total);

    [Theory]
    [InlineData(Cachegrind)]
    [InlineData(Callgrind)]
    public void Damaged_files_neither_crash_nor_give_a_total_without_its_lines(string whole)
    {
        byte[] good = Encoding.UTF8.GetBytes(whole);
        Random random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            if (Read(Encoding.UTF8.GetString(Mutation.Of(good, random))) is { } totals)
            {
                Assert.Equal(totals.Total, totals.Functions.Values.Sum());
            }
        }
    }

    private static CallgrindTotals? Read(string text) => CallgrindTotals.Read(new StringReader(text));
}
