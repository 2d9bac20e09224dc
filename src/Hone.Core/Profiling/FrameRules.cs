namespace Hone.Profiling;

/// <summary>What names and origins say about a frame; every list of names in hotspot finding but the categories is here.</summary>
public static class FrameRules
{
    // Exact names (arguments cut off) of functions that only start a program or a thread.
    private static readonly HashSet<string> EntryNames = new(StringComparer.Ordinal)
    {
        // C, C++ and the C library
        "_start", "main", "(below main)", "__libc_start_main", "__libc_start_main_impl", "__libc_start_call_main", "_dl_start_user",
        "start_thread", "thread_start", "clone", "clone3", "__clone", "__clone3", "__GI___clone", "execute_native_thread_routine",
        // .NET
        "System.Threading.Thread.StartCallback", "System.Threading.Thread.StartHelper.Run", "System.Threading.Thread.StartHelper.RunWorker",
        "System.Threading.ThreadPoolWorkQueue.Dispatch", "System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart",
        "System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart",
        // Java
        "java.lang.Thread.run", "java.lang.Thread.runWith", "java.util.concurrent.ThreadPoolExecutor$Worker.run",
        "java.util.concurrent.ThreadPoolExecutor.runWorker", "java.util.concurrent.ForkJoinWorkerThread.run",
        // Python
        "<module>", "Py_BytesMain", "Py_RunMain", "pymain_run_python", "runpy._run_module_as_main", "runpy._run_code",
        "_run_module_as_main", "_run_code", "PyEval_EvalCode", "run_mod", "pyrun_file", "_PyRun_SimpleFileObject", "_PyRun_AnyFileObject",
        // JavaScript
        "(root)", "node::Start", "node::SpinEventLoop", "node::LoadEnvironment",
        // Rust and Go
        "std::rt::lang_start", "std::rt::lang_start_internal", "std::sys::backtrace::__rust_begin_short_backtrace",
        "std::sys_common::backtrace::__rust_begin_short_backtrace", "runtime.main", "runtime.goexit", "main.main",
    };

    // Files, by how their names begin, that come with the system or a language and that nobody edits to make a program fast.
    private static readonly string[] LibraryModules =
    [
        "libc.", "libc-", "libm.", "libm-", "libpthread", "ld-linux", "ld-2.", "libdl.", "libdl-", "librt.", "libstdc++", "libgcc_s", "libc++",
        "[vdso]", "[vsyscall]", "linux-vdso",
        "System.", "Microsoft.", "mscorlib", "netstandard", "libcoreclr", "libclrjit", "libclrgc", "libhostfxr", "libhostpolicy", "libSystem.",
        "node:", "libnode", "libv8", "libpython", "<frozen ", "libjvm",
        "java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.", "scala.",
        "libcrypto", "libssl", "libz.", "libzstd", "liblzma", "libicu",
    ];

    // Templates and generics of a standard library, compiled into the program's own file; and return types before them.
    private static readonly string[] LibraryFunctions =
    [
        "std::", "void std::", "bool std::", "__gnu_cxx::", "void __gnu_cxx::", "core::", "alloc::", "hashbrown::", "<core::", "<alloc::", "<std::",
    ];

    /// <summary>
    /// The frame is code that somebody wrote as functions. The kernel, a runtime's machinery, system calls, files and
    /// unknown addresses are not: no change to a program edits them.
    /// </summary>
    public static bool IsCode(Frame frame) => frame.Origin is FrameOrigin.Native or FrameOrigin.Managed or FrameOrigin.Script;

    /// <summary>What stands for the module of .NET code without a name, which lies in no file.</summary>
    public const string UnnamedDotnet = "[.NET code without a name]";

    /// <summary>The frame stands for code that nobody could name.</summary>
    public static bool IsUnnamed(Frame frame) => frame.Origin == FrameOrigin.Unknown || frame.Function == UnnamedDotnet;

    /// <summary>What kind of code a frame is; one without a name is native unless it is known to be .NET's.</summary>
    public static FrameOrigin KindOf(Frame frame) =>
        frame.Function == UnnamedDotnet ? FrameOrigin.Managed : frame.Origin == FrameOrigin.Unknown ? FrameOrigin.Native : frame.Origin;

    /// <summary>
    /// Code that is not in a library of the system or of a language, as far as the names of module and function and the
    /// source path of a script tell: what counts as the project's own when nobody says better.
    /// </summary>
    public static bool LooksOwn(Frame frame)
    {
        if (!IsCode(frame) || frame.Function.EndsWith("@plt", StringComparison.Ordinal) || StartsWithOneOf(frame.Module, LibraryModules)
            || (frame.Origin == FrameOrigin.Native && StartsWithOneOf(frame.Function, LibraryFunctions)))
        {
            return false;
        }

        string file = frame.Source?.File ?? "";
        return !(frame.Origin == FrameOrigin.Script
            && (file.StartsWith("/usr/", StringComparison.Ordinal)
                || file.StartsWith("node:", StringComparison.Ordinal)
                || file.Contains("/site-packages/", StringComparison.Ordinal)
                || file.Contains("/node_modules/", StringComparison.Ordinal)
                || file.Contains("/lib/python", StringComparison.Ordinal)));
    }

    /// <summary>The function does nothing but start a program or a thread, by its name or its module.</summary>
    public static bool IsEntryPoint(Frame frame)
    {
        if (frame.Module.StartsWith("node:internal", StringComparison.Ordinal) || frame.Module is "<frozen runpy>" or "runpy.py")
        {
            return true;
        }

        string name = WithoutArguments(frame.Function);
        return EntryNames.Contains(name)
            || (frame.Origin == FrameOrigin.Managed
                && (name.EndsWith(".Main", StringComparison.Ordinal) || name.EndsWith(".<Main>$", StringComparison.Ordinal) || name.EndsWith(".<Main>", StringComparison.Ordinal)
                    || name.EndsWith(".main", StringComparison.Ordinal)));
    }

    private static bool StartsWithOneOf(string text, string[] beginnings)
    {
        foreach (string beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Nor the version of a dynamic symbol: __libc_start_main@@GLIBC_2.34.
    private static string WithoutArguments(string function)
    {
        int end = function.AsSpan().IndexOfAny('(', '@');
        return end > 0 ? function[..end] : function;
    }
}
