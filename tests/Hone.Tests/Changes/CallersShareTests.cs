using Hone.Changes;
using Hone.Profiling;
using Hone.Tests.Profiling;

namespace Hone.Tests.Changes;

public sealed class CallersShareTests
{
    [Fact]
    public void Callers_count_with_all_that_they_call_past_library_code_and_once()
    {
        Profile profile = Stacks.Of("main;process;check 40", "main;process;add 30", "main;process;qsort@libc.so.6;check 10", "main;other 20");

        Assert.Equal(0.8, Of(profile, "check")!.Value, 6);
        Assert.Equal(1.0, Of(profile, "process")!.Value, 6);
        Assert.Null(Of(profile, "main"));
    }

    [Fact]
    public void A_function_that_calls_itself_is_no_caller_of_itself() =>
        Assert.Equal(0.75, Of(Stacks.Of("main;walk;fib;fib;fib 30", "main;walk 45", "main 25"), "fib")!.Value, 6);

    private static double? Of(Profile profile, string function) => CallersShare.Of(profile, frame => frame.Module == "app", frame => frame.Function == function);
}
