namespace Hone.Profiling.Formats;

/// <summary>Knows the functions that stand between a program and its heap, so that cost falls on the function that asked for memory.</summary>
public static class AllocatorFrames
{
    private static readonly HashSet<string> _names =
    [
        "malloc", "calloc", "realloc", "reallocarray", "free", "memalign", "aligned_alloc", "posix_memalign", "valloc", "pvalloc",
        "__libc_malloc", "__libc_calloc", "__libc_realloc", "__libc_memalign", "_int_malloc", "_int_realloc", "malloc_hook_ini",
        "__rust_alloc", "__rust_alloc_zeroed", "__rust_realloc", "__rdl_alloc", "__rdl_alloc_zeroed", "__rdl_realloc", "__rg_alloc", "__rg_realloc",
        "PyMem_RawMalloc", "_PyMem_RawMalloc", "PyMem_Malloc", "PyMem_Realloc", "PyObject_Malloc", "PyObject_Calloc", "PyObject_Realloc",
    ];

    private static readonly string[] _prefixes =
    [
        "operator new", "std::allocator<", "std::__new_allocator<", "__gnu_cxx::new_allocator<", "std::allocator_traits<",
        "heaptrack_", "alloc::alloc::", "alloc::raw_vec::", "<alloc::alloc::Global as",

        // The same as compilers write them: Itanium C++ ABI, 5.1 (nw and na are operator new and new[]), and Rust's legacy scheme.
        "_Znw", "_Zna", "_ZNSaI", "_ZNSt15__new_allocatorI", "_ZN9__gnu_cxx13new_allocatorI", "_ZNSt16allocator_traitsI",
        "_ZN5alloc5alloc", "_ZN5alloc7raw_vec",
    ];

    /// <summary>True for the allocation functions of C, C++, Rust and CPython, and for heaptrack's hooks.</summary>
    public static bool Is(Frame frame)
    {
        if (frame.Origin != FrameOrigin.Native)
        {
            return false;
        }

        string name = frame.Function;
        if (_names.Contains(name) || frame.Module.StartsWith("libheaptrack_", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (string prefix in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
