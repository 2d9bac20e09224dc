using Hone.Profiling;
using Hone.Profiling.Waiting;

namespace Hone.Tests.Profiling.Waiting;

public sealed class WaitReasonsTests
{
    [Theory]
    [InlineData("main app|read_all app|__GI___libc_read libc.so.6|read [kernel]", WaitReason.Io)]
    [InlineData("main app|usleep libc.so.6|clock_nanosleep [kernel]", WaitReason.Sleep)]
    [InlineData("main app|take app|___pthread_mutex_lock libc.so.6|__GI___lll_lock_wait libc.so.6|futex [kernel]", WaitReason.Lock)]
    [InlineData("main app|pop app|___pthread_cond_wait libc.so.6|__futex_abstimed_wait_common libc.so.6|futex [kernel]", WaitReason.Event)]
    [InlineData("main app|std::condition_variable::wait(std::unique_lock<std::mutex>&) libstdc++.so.6|futex [kernel]", WaitReason.Event)]
    [InlineData("main app|__pthread_clockjoin_ex libc.so.6|__futex_abstimed_wait_common64 libc.so.6|futex [kernel]", WaitReason.Join)]
    [InlineData("main app|std::sys::sync::mutex::futex::Mutex::lock_contended app|syscall libc.so.6|futex [kernel]", WaitReason.Lock)]
    [InlineData("main app|wait4 [kernel]", WaitReason.Child)]
    [InlineData("main app|uv__io_poll app|epoll_wait libc.so.6|epoll_wait [kernel]", WaitReason.Poll)]
    [InlineData("main app|touch app|page fault [kernel]", WaitReason.PageFault)]
    [InlineData("main app|mutex_hater app|futex [kernel]", WaitReason.Futex)]
    [InlineData("main app|run app|__GI___clock_nanosleep libc.so.6|[kernel] [kernel]", WaitReason.Sleep)]
    [InlineData("main app|run app|__libc_read libc.so.6", WaitReason.Io)]
    public void The_reason_of_a_native_wait_is_told_by_its_stack(string stack, WaitReason expected) => Assert.Equal(expected, WaitReasons.Of(Native(stack)));

    [Theory]
    [InlineData("System.Threading.Monitor.Enter|System.Threading.Lock.TryEnterSlow|System.Threading.AutoResetEvent.WaitOne", WaitReason.Lock)]
    [InlineData("System.Threading.Thread.Sleep", WaitReason.Sleep)]
    [InlineData("System.Threading.Thread.Join", WaitReason.Join)]
    [InlineData("System.Threading.ManualResetEventSlim.Wait|System.Threading.Monitor.Wait", WaitReason.Event)]
    [InlineData("System.Threading.ReaderWriterLockSlim.TryEnterWriteLock|System.Threading.ManualResetEventSlim.Wait", WaitReason.Lock)]
    public void Of_a_managed_wait_the_outermost_function_of_the_class_library_tells(string functions, WaitReason expected)
    {
        List<Frame> frames = [new("App.Program.Main", "app.dll", FrameOrigin.Managed)];
        frames.AddRange(functions.Split('|').Select(static function => new Frame(function, "System.Private.CoreLib.dll", FrameOrigin.Managed)));
        frames.Add(new("[.NET runtime]", "libcoreclr.so", FrameOrigin.Runtime));
        frames.Add(new("___pthread_cond_timedwait", "libc.so.6", FrameOrigin.Native));
        frames.Add(new("futex", "[kernel]", FrameOrigin.Kernel));
        Assert.Equal(expected, WaitReasons.Of(frames));
    }

    [Fact]
    public void A_lock_stack_ends_with_the_function_that_was_called_to_get_the_lock()
    {
        IReadOnlyList<Frame> cut = WaitTable.ToCallSite(Native("main app|take app|std::mutex::lock() app|___pthread_mutex_lock libc.so.6|__GI___lll_lock_wait libc.so.6|futex [kernel]"));
        Assert.Equal(["main", "take", "std::mutex::lock()"], cut.Select(static frame => frame.Function));
    }

    internal static List<Frame> Native(string stack) =>
    [
        .. stack.Split('|').Select(static text =>
        {
            int space = text.LastIndexOf(' ');
            string module = text[(space + 1)..];
            return new Frame(text[..space], module, module == "[kernel]" ? FrameOrigin.Kernel : FrameOrigin.Native);
        }),
    ];
}
