namespace Hone.Linux.Profilers.Python;

/// <summary>Remembers the symbols of interpreters and their libraries, so that every file is read once for all processes.</summary>
internal sealed class InterpreterSymbols
{
    private readonly Dictionary<string, ElfSymbols?> _byPath = [];

    /// <summary>The symbols of a file as the process sees it, or as Hone sees it; null when neither can be read.</summary>
    public ElfSymbols? Of(string throughProcess, string path)
    {
        if (!_byPath.TryGetValue(path, out ElfSymbols? symbols))
        {
            symbols = ElfSymbols.Find(File.Exists(throughProcess) ? throughProcess : path, "_PyRuntime", "Py_Version", "PyCode_Type");
            _byPath.Add(path, symbols);
        }

        return symbols;
    }
}
