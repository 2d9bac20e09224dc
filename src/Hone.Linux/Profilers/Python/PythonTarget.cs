using System.Globalization;

namespace Hone.Linux.Profilers.Python;

/// <summary>A running CPython interpreter: where its runtime state lies and how to read it.</summary>
/// <param name="Version">Its release series.</param>
/// <param name="Runtime">The address of <c>_PyRuntime</c>.</param>
/// <param name="CodeType">The address of <c>PyCode_Type</c>, the type of every code object; 0 when unknown.</param>
/// <param name="Layout">Where its structures keep things.</param>
internal sealed record PythonTarget(PythonVersion Version, ulong Runtime, ulong CodeType, PythonLayout Layout)
{
    /// <summary>
    /// Finds the interpreter in a process; null when it has none (yet). <paramref name="unsupported"/> names an interpreter
    /// that was found but that this sampler cannot read.
    /// </summary>
    public static PythonTarget? Find(int pid, ProcessMemory memory, InterpreterSymbols symbols, out string? unsupported)
    {
        unsupported = null;
        HashSet<string> seen = [];
        foreach (string line in ReadMaps(pid))
        {
            // start-end perms offset dev inode path (proc_pid_maps(5)); the path is the sixth field and may hold spaces.
            string[] fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 6 || !fields[5].StartsWith('/') || !seen.Add(fields[5]))
            {
                continue;
            }

            string path = fields[5];
            string name = Path.GetFileName(path);
            bool first = seen.Count == 1;
            if (!first && !name.StartsWith("libpython", StringComparison.Ordinal) && !name.StartsWith("python", StringComparison.Ordinal))
            {
                continue;
            }

            if (symbols.Of($"/proc/{pid}/root{path}", path) is { } found && found.Values.GetValueOrDefault("_PyRuntime") is ulong value and not 0
                && ulong.TryParse(fields[0].AsSpan(0, Math.Max(0, fields[0].IndexOf('-', StringComparison.Ordinal))), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong start)
                && ulong.TryParse(fields[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong offset))
            {
                return Read(memory, found, start - offset - found.LinkBase, value, name, out unsupported);
            }
        }

        return null;
    }

    private static PythonTarget? Read(ProcessMemory memory, ElfSymbols symbols, ulong bias, ulong runtime, string name, out string? unsupported)
    {
        unsupported = null;
        PythonVersion? version = PythonVersion.FromFileName(name);
        if (symbols.Values.TryGetValue("Py_Version", out ulong at) && at != 0)
        {
            if (!memory.TryReadUInt64(bias + at, out ulong hex))
            {
                return null;
            }

            version = PythonVersion.FromHex(hex & 0xffffffff);
        }

        if (version is not { } known)
        {
            unsupported = name + " (it does not say its version)";
            return null;
        }

        PythonLayout? layout = PythonLayout.Of(known);
        if (known is { Major: 3, Minor: 13 })
        {
            byte[] offsets = new byte[584];
            layout = memory.TryRead(bias + runtime, offsets) ? PythonLayout.FromDebugOffsets(offsets) : null;
        }

        if (layout is null)
        {
            unsupported = "CPython " + known + " (" + name + ")";
            return null;
        }

        return new PythonTarget(known, bias + runtime, symbols.Values.TryGetValue("PyCode_Type", out ulong type) && type != 0 ? bias + type : 0, layout);
    }

    private static string[] ReadMaps(int pid)
    {
        try
        {
            return File.ReadAllLines($"/proc/{pid}/maps");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
