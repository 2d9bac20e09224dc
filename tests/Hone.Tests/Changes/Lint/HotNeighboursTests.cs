using Hone.Changes.Lint;
using Hone.Profiling;
using Hone.Tests.Profiling;

namespace Hone.Tests.Changes.Lint;

public sealed class HotNeighboursTests
{
    [Fact]
    public void Callers_and_callees_are_the_projects_own_past_library_code()
    {
        Profile profile = Stacks.Of("main;sort;qsort@libc.so.6;compare;strcmp@libc.so.6 30", "main;load;parse 10", "main;sort;swap 5");
        Assert.Equal(["main", "compare", "swap"], HotNeighbours.Of(profile, frame => frame.Module == "app", [new("sort", null)]).Select(function => function.Name));
        Assert.Equal(["sort"], HotNeighbours.Of(Stacks.Of("main;sort;qsort@libc.so.6;compare 10", "main;load;parse 30"), frame => frame.Module == "app", [new("compare", null)]).Select(function => function.Name));
    }

    [Fact]
    public void Who_calls_a_wrapper_too_often_belongs_to_what_it_wraps_as_long_as_it_does_mostly_that()
    {
        Profile profile = Stacks.Of("main;emphasis;insert;insert_after;can_contain 60", "main;emphasis;match 5", "main;render;can_contain 10", "main;blocks 40");

        // 60 of the 65 of emphasis; but of the 115 of main less than two thirds, and half would do.
        Assert.Equal(["main", "emphasis", "insert", "insert_after", "render"], Names(profile, "can_contain"));
        Assert.DoesNotContain("main", Names(Stacks.Of("main;emphasis;insert;insert_after;can_contain 60", "main;blocks 70"), "can_contain"));
        Assert.DoesNotContain("emphasis", Names(Stacks.Of("main;emphasis;insert;insert_after;can_contain 60", "main;emphasis;match 70"), "can_contain"));
    }

    [Fact]
    public void A_caller_that_little_of_it_comes_through_does_not_belong_to_it() =>
        Assert.DoesNotContain("seldom", Names(Stacks.Of("main;often;work;inner 80", "main;seldom;through;work;inner 10"), "work"));

    [Fact]
    public void What_is_called_farther_away_belongs_to_it_with_a_good_part_of_its_cost()
    {
        Profile profile = Stacks.Of("main;sort;step;compare 30", "main;sort;step;swap 60", "main;sort;step;trace 2");
        Assert.Contains("compare", Names(profile, "sort"));
        Assert.DoesNotContain("trace", Names(profile, "sort"));
    }

    private static IEnumerable<string> Names(Profile profile, string declared) =>
        HotNeighbours.Of(profile, frame => frame.Module == "app", [new(declared, null)]).Select(function => function.Name);

    [Fact]
    public void A_function_that_calls_itself_is_no_neighbour_of_itself() =>
        Assert.Equal(["main"], HotNeighbours.Of(Stacks.Of("main;fib;fib;fib 30"), frame => true, [new("fib", null)]).Select(function => function.Name));
}
