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
        Assert.Equal(["sort"], HotNeighbours.Of(profile, frame => frame.Module == "app", [new("compare", null)]).Select(function => function.Name));
    }

    [Fact]
    public void A_function_that_calls_itself_is_no_neighbour_of_itself() =>
        Assert.Equal(["main"], HotNeighbours.Of(Stacks.Of("main;fib;fib;fib 30"), frame => true, [new("fib", null)]).Select(function => function.Name));
}
