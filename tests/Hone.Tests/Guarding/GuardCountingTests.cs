using Hone.Cli.Steps.Guarding;
using Hone.Guardrails;

namespace Hone.Tests.Guarding;

public sealed class GuardCountingTests
{
    [Fact]
    public void Counts_of_two_sources_are_not_held_against_each_other_and_a_note_says_so()
    {
        List<string> notes = [];
        Assert.Null(GuardCounting.Held("day", "instructions", [(100, "valgrind"), (100, "valgrind")], [(120, "perf"), (121, "perf")], notes));
        string note = Assert.Single(notes);
        Assert.Contains("by valgrind in the base and by perf in the head", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_counts_that_changed_their_source_those_of_the_later_one_are_taken()
    {
        List<string> notes = [];
        CountedMetric? counts = GuardCounting.Held("day", "instructions", [(100, "valgrind"), (90, "perf"), (91, "perf")], [(80, "valgrind"), (70, "perf"), (71, "perf")], notes);
        Assert.Equal("perf", counts!.Source);
        Assert.Equal([90, 91], counts.Base);
        Assert.Equal([70, 71], counts.Head);
        Assert.Empty(notes);
    }
}
