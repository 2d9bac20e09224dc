namespace Hone.Profiling.Formats.Input;

/// <summary>
/// Where a frame's code comes from, in formats that do not say: by the marks that collapsing tools add to names
/// (<c>_[k]</c> kernel, <c>_[j]</c> compiled at run time), by the pseudo names of unknown code, and by the endings of file names.
/// </summary>
internal static class FrameGuess
{
    private static readonly string[] _scripts = [".py", ".pyc", ".js", ".mjs", ".cjs", ".ts", ".rb", ".php", ".lua", ".pl"];

    /// <summary>A frame of which nothing but the name is known.</summary>
    public static Frame Of(string function) => Of(function, "");

    /// <summary>A frame with its module (a file name or path, or empty) and the place of its definition.</summary>
    public static Frame Of(string function, string module, SourceLocation? source = null)
    {
        string name = function.Length == 0 ? "(anonymous)" : function;
        string file = module[(module.LastIndexOf('/') + 1)..];
        return new Frame(name, file, Origin(name, file, source?.File ?? ""), source);
    }

    private static FrameOrigin Origin(string name, string module, string source)
    {
        if (name.EndsWith("_[k]", StringComparison.Ordinal) || module is "[kernel]" or "[kernel.kallsyms]" or "kernel" || module.StartsWith("vmlinux", StringComparison.Ordinal) || module.EndsWith(".ko", StringComparison.Ordinal))
        {
            return FrameOrigin.Kernel;
        }

        if (name is "[unknown]" or "??" or "???" or "(unknown)" or "[unknown]_[k]")
        {
            return FrameOrigin.Unknown;
        }

        if (name is "(garbage collector)" or "(program)" or "GC" or "[GC]")
        {
            return FrameOrigin.Runtime;
        }

        if (module.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return FrameOrigin.Managed;
        }

        return IsScript(module) || IsScript(source) || IsScriptPlace(name) ? FrameOrigin.Script : FrameOrigin.Native;
    }

    private static bool IsScript(string file) => file.Length > 0 && (file.StartsWith("node:", StringComparison.Ordinal) || Array.Exists(_scripts, ending => file.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary><c>parse (json/decoder.py:12)</c>, as py-spy writes it.</summary>
    private static bool IsScriptPlace(string name)
    {
        int open = name.LastIndexOf(" (", StringComparison.Ordinal);
        if (open < 0 || name[^1] != ')')
        {
            return false;
        }

        string place = name[(open + 2)..^1];
        int colon = place.LastIndexOf(':');
        return IsScript(colon < 0 ? place : place[..colon]);
    }
}
