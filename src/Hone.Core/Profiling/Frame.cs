namespace Hone.Profiling;

/// <summary>Where a frame's code comes from.</summary>
public enum FrameOrigin
{
    /// <summary>Compiled code of a program or shared library.</summary>
    Native,

    /// <summary>.NET code: namespace, type and method are known.</summary>
    Managed,

    /// <summary>JavaScript or Python code.</summary>
    Script,

    /// <summary>The machinery of a language runtime: JIT, garbage collector, interpreter loop.</summary>
    Runtime,

    /// <summary>The kernel.</summary>
    Kernel,

    /// <summary>A system call, as the leaf of an I/O stack.</summary>
    Syscall,

    /// <summary>A file, pipe or socket, as the leaf of an I/O stack.</summary>
    File,

    /// <summary>An address nobody could name.</summary>
    Unknown,
}

/// <summary>A line of a source file; <paramref name="Line"/> counts from 1.</summary>
public sealed record SourceLocation(string File, int Line);

/// <summary>
/// A function in a stack. Two frames are the same function when <see cref="Function"/>, <see cref="Module"/> and
/// <see cref="Origin"/> agree; addresses never appear here.
/// </summary>
/// <param name="Function">
/// The readable name: <c>Ns.Type.Method</c> for .NET, the demangled name for native code, the function (or
/// <c>&lt;module&gt;</c>, <c>(anonymous)</c>) for scripts, <c>read</c> for a system call, the path for a file.
/// </param>
/// <param name="Module">The file name of the program, library, assembly or script the code is in; empty when unknown.</param>
/// <param name="Origin">Where the code comes from.</param>
/// <param name="Source">Where the function is defined (its first line), or null when no debug information says so.</param>
public sealed record Frame(string Function, string Module, FrameOrigin Origin, SourceLocation? Source = null);
