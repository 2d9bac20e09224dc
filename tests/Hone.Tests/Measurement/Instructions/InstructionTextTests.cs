using Hone.Measurement.Instructions;
using Hone.Reporting;

namespace Hone.Tests.Measurement.Instructions;

public sealed class InstructionTextTests
{
    [Fact]
    public void The_counts_of_one_command() => Check(InstructionText.Of(Counts.Of(13_131_743, 13_131_743)));

    [Fact]
    public void A_script_with_its_processes_and_a_note()
    {
        InstructionCount count = new(
            7_271_545,
            [new("bin/hash 20000", 3_516_421, new Dictionary<string, long> { ["main"] = 3_400_000 }), new("bin/\u001b[31mhash 20000", 3_516_421, new Dictionary<string, long> { ["???"] = 3_400_000 }), new("/bin/sh -c 'bin/hash 20000; bin/hash 20000'", 238_703, new Dictionary<string, long>())],
            "valgrind --tool=cachegrind --smc-check=all-non-file --vex-guest-chase=no --fair-sched=try",
            ["environment cleared but for PATH, HOME, LANG, LC_ALL, TZ, TMPDIR and the command's own", "DOTNET_TieredCompilation=0", "PYTHONHASHSEED=0"])
        {
            Notes = ["1 of 4 processes were killed before their count was written; it is not in the sum"],
        };
        Check(InstructionText.Of([count, count with { Total = 7_271_550 }]));
    }

    [Fact]
    public void More_instructions()
    {
        InstructionCount first = Counts.One(3_499_337, functions: [("main", 3_400_000), ("printf", 900)]);
        InstructionCount second = Counts.One(3_501_046, functions: [("main", 3_401_690), ("printf", 919)]);
        Check(InstructionText.Of(InstructionVerdict.Of([first, first], [second, second]), [first, first], [second, second]));
    }

    [Fact]
    public void The_same_with_a_spread()
    {
        InstructionCount[] first = Counts.Of(125_125_372, 125_125_794, 125_125_566);
        InstructionCount[] second = Counts.Of(125_124_905, 125_125_372, 125_125_100);
        Check(InstructionText.Of(InstructionVerdict.Of(first, second), first, second));
    }

    [Fact]
    public void Undecided()
    {
        InstructionCount[] first = Counts.Of(146_600_000, 153_600_000);
        InstructionCount[] second = Counts.Of(147_000_000, 150_000_000);
        Check(InstructionText.Of(InstructionVerdict.Of(first, second), first, second));
    }

    private static void Check(string text, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Golden.Check(text, test: test);
    }
}
