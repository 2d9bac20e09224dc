using Hone.Problems;
using Hone.Profiling;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class ChromeTraceReaderTests
{
    [Fact]
    public void Complete_calls_and_pairs_mean_the_same()
    {
        const string complete = """
            [{"ph":"X","name":"inner","pid":1,"tid":1,"ts":10,"dur":5},{"ph":"X","name":"outer","pid":1,"tid":1,"ts":0,"dur":20.5},
             {"ph":"X","name":"inner","pid":1,"tid":1,"ts":15,"dur":2},{"ph":"X","name":"leaf","pid":1,"tid":1,"ts":11,"dur":1}]
            """;
        const string pairs = """
            {"traceEvents":[{"ph":"B","name":"outer","pid":1,"tid":1,"ts":0},{"ph":"B","name":"inner","pid":1,"tid":1,"ts":10},
             {"ph":"B","name":"leaf","pid":1,"tid":1,"ts":11},{"ph":"E","pid":1,"tid":1,"ts":12},{"ph":"E","pid":1,"tid":1,"ts":15},
             {"ph":"B","name":"inner","pid":1,"tid":1,"ts":15},{"ph":"E","pid":1,"tid":1,"ts":17},{"ph":"E","pid":1,"tid":1,"ts":20.5}],"displayTimeUnit":"ms"}
            """;
        string[] expected = ["outer 13500", "outer;inner 6000", "outer;inner;leaf 1000"];
        Assert.Equal(expected, ProfileBytes.Stacks(ProfileBytes.Read(complete)));
        Assert.Equal(expected, ProfileBytes.Stacks(ProfileBytes.Read(pairs)));
    }

    [Fact]
    public void Threads_do_not_nest_in_each_other_and_can_be_kept_apart_by_name()
    {
        const string text = """
            [{"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"worker"}},{"args":{"name":"main"},"ph":"M","name":"thread_name","pid":1,"tid":1},
             {"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":10},{"ph":"X","name":"b","pid":1,"tid":2,"ts":2,"dur":4},{"ph":"C","name":"memory","pid":1,"ts":3,"args":{"x":1}}]
            """;
        Assert.Equal(["a 10000", "b 4000"], ProfileBytes.Stacks(ProfileBytes.Read(text)));
        Profile apart = ProfileBytes.Read(text, null, new() { ByProgram = true });
        Assert.Equal(["main;a 10000", "worker;b 4000"], ProfileBytes.Stacks(apart));
        Assert.Contains(apart.Notes, note => note.StartsWith("1 events that are no calls", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_without_an_end_or_a_beginning_are_said_and_a_list_need_not_be_closed()
    {
        Profile profile = ProfileBytes.Read("""[{"ph":"E","pid":1,"tid":1,"ts":1},{"ph":"B","name":"a","pid":1,"tid":1,"ts":2},{"ph":"X","name":"b","pid":1,"tid":1,"ts":3,"dur":2},""");
        Assert.Equal(["a 1000", "a;b 2000"], ProfileBytes.Stacks(profile));
        Assert.Contains(profile.Notes, note => note.StartsWith("1 calls end without", StringComparison.Ordinal));
        Assert.Contains(profile.Notes, note => note.StartsWith("1 calls never end", StringComparison.Ordinal));
        Assert.Contains(profile.Notes, note => note.StartsWith("the file is not closed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_outlasts_its_caller_counts_as_long_as_the_caller()
    {
        Profile profile = ProfileBytes.Read("""[{"ph":"X","name":"a","pid":1,"tid":1,"ts":0,"dur":10},{"ph":"X","name":"b","pid":1,"tid":1,"ts":5,"dur":50}]""");
        Assert.Equal(["a 5000", "a;b 5000"], ProfileBytes.Stacks(profile));
    }

    [Fact]
    public void A_time_that_is_none_is_a_problem_that_names_the_byte()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read("""[{"ph":"X","ts":1e27}]""")).Problem;
        Assert.Equal(("chrome-trace-malformed", "x, byte 16"), (problem.Rule, problem.Place));
    }
}
