namespace Hone.Profiling.Symbols;

/// <summary>
/// Folds the kernel's part of a stack to one frame. How the kernel serves a call changes with its version, its
/// mitigations and its hypervisor; what a program can do something about is which call it made.
/// </summary>
public static class KernelLeaf
{
    private const string Module = "[kernel]";

    private static readonly string[] _syscallPrefixes = ["__x64_sys_", "__ia32_sys_", "__ia32_compat_sys_", "__arm64_sys_", "__se_sys_", "__do_sys_", "ksys_", "do_sys_"];

    /// <summary>Handlers whose names would tell a programmer nothing.</summary>
    private static readonly Dictionary<string, string> _handlers = new()
    {
        ["exc_page_fault"] = "page fault",
        ["sysvec_apic_timer_interrupt"] = "timer interrupt",
        ["sysvec_call_function"] = "inter-processor interrupt",
        ["sysvec_call_function_single"] = "inter-processor interrupt",
        ["sysvec_reschedule_ipi"] = "inter-processor interrupt",
        ["common_interrupt"] = "device interrupt",
        ["el0_da"] = "page fault",
        ["el0_ia"] = "page fault",
        ["el0_irq"] = "device interrupt",
    };

    /// <summary>
    /// The frame for kernel functions given from the one nearest to the program to the leaf: named by the system call
    /// (<c>write</c>), by what interrupted the program (<c>page fault</c>), or by its outermost function.
    /// </summary>
    public static Frame Fold(IReadOnlyList<string> outermostFirst)
    {
        ArgumentNullException.ThrowIfNull(outermostFirst);
        string? handler = null;
        string? first = null;
        foreach (string function in outermostFirst)
        {
            if (Syscall(function) is string call)
            {
                return new Frame(call, Module, FrameOrigin.Kernel);
            }

            string name = function.StartsWith("asm_", StringComparison.Ordinal) ? function[4..] : function;
            handler ??= _handlers.GetValueOrDefault(name);
            if (first is null && name.Length > 0 && !IsEntry(name))
            {
                first = name;
            }
        }

        return new Frame(handler ?? first ?? (outermostFirst.Count > 0 && outermostFirst[0].Length > 0 ? outermostFirst[0] : Module), Module, FrameOrigin.Kernel);
    }

    /// <summary>The frame is an interrupt: the machine's doing, at whatever function it hit.</summary>
    public static bool IsInterrupt(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Origin == FrameOrigin.Kernel && frame.Function.EndsWith(" interrupt", StringComparison.Ordinal);
    }

    private static string? Syscall(string function)
    {
        foreach (string prefix in _syscallPrefixes)
        {
            if (function.StartsWith(prefix, StringComparison.Ordinal) && function.Length > prefix.Length)
            {
                // do_sys_openat2 serves open, openat and openat2 alike; only the call's own entry names it, which comes before.
                string call = function[prefix.Length..];
                return call.StartsWith("new", StringComparison.Ordinal) && call.Length > 3 ? call[3..] : call;
            }
        }

        return null;
    }

    private static bool IsEntry(string function) =>
        function.StartsWith("entry_", StringComparison.Ordinal) || function is "do_syscall_64" or "x64_sys_call" or "el0t_64_sync"
            or "el0t_64_sync_handler" or "el0_svc" or "do_el0_svc" or "invoke_syscall" or "el0_svc_common.constprop.0";
}
