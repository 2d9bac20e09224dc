using Hone.Profiling;
using Hone.Profiling.Symbols;

namespace Hone.Tests.Profiling.Symbols;

public sealed class NamesTests
{
    [Theory]
    [InlineData("init_cpu_features.constprop.0", "init_cpu_features")]
    [InlineData("walk.isra.0.part.1.cold", "walk")]
    [InlineData("_ZN3foo3barEv.cold", "_ZN3foo3barEv")]
    [InlineData("helper.llvm.1234567890", "helper")]
    [InlineData("__libc_start_main@@GLIBC_2.34", "__libc_start_main")]
    [InlineData("memcpy@plt", "memcpy@plt")]
    [InlineData("core::fmt::write::h0123456789abcdef", "core::fmt::write")]
    [InlineData("main.work", "main.work")]
    [InlineData("a::h0123", "a::h0123")]
    [InlineData(".cold", ".cold")]
    public void Marks_of_compilers_are_taken_off_and_nothing_else(string symbol, string expected) =>
        Assert.Equal(expected, SymbolName.Clean(symbol));

    [Theory]
    [InlineData("write", "entry_SYSCALL_64_after_hwframe", "do_syscall_64", "x64_sys_call", "__x64_sys_write", "ksys_write", "vfs_write")]
    [InlineData("stat", "entry_SYSCALL_64_after_hwframe", "do_syscall_64", "__x64_sys_newstat", "do_sys_openat2")]
    [InlineData("page fault", "asm_exc_page_fault", "exc_page_fault", "do_user_addr_fault")]
    [InlineData("timer interrupt", "asm_sysvec_apic_timer_interrupt", "irq_exit_rcu")]
    [InlineData("ret_from_fork", "ret_from_fork", "schedule_tail")]
    [InlineData("do_exit", "entry_SYSCALL_64", "do_syscall_64", "do_exit")]
    [InlineData("entry_SYSCALL_64", "entry_SYSCALL_64")]
    [InlineData("[kernel]", "", "")]
    public void The_kernel_is_one_leaf_named_by_what_was_asked_of_it(string expected, params string[] outermostFirst) =>
        Assert.Equal(new Frame(expected, "[kernel]", FrameOrigin.Kernel), KernelLeaf.Fold(outermostFirst));
}
