using System.Text.RegularExpressions;

namespace Hone.Linux.Profilers.Python;

/// <summary>A CPython release series, such as 3.11.</summary>
internal readonly partial record struct PythonVersion(int Major, int Minor)
{
    /// <summary>From <c>Py_Version</c> (3.11 and later): the bytes are major, minor, micro, level and serial (PEP 620, PY_VERSION_HEX).</summary>
    public static PythonVersion FromHex(ulong hex) => new((int)(hex >> 24 & 0xff), (int)(hex >> 16 & 0xff));

    /// <summary>From the name of an interpreter or library, such as <c>libpython3.9.so.1.0</c>; null when it bears none.</summary>
    public static PythonVersion? FromFileName(string name)
    {
        Match match = Numbered().Match(name);
        return match.Success ? new PythonVersion(int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan)) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Major + "." + Minor;

    [GeneratedRegex(@"python([0-9])\.([0-9]{1,2})")]
    private static partial Regex Numbered();
}
