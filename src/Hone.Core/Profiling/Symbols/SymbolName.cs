using System.Text.RegularExpressions;

namespace Hone.Profiling.Symbols;

/// <summary>Takes from symbol names what compilers and linkers added to them.</summary>
public static partial class SymbolName
{
    /// <summary>
    /// The name without the marks of clones (<c>.constprop.0</c>, <c>.isra.0</c>, <c>.part.0</c>, <c>.cold</c>, <c>.lto_priv.0</c>,
    /// <c>.llvm.123</c>), symbol versions (<c>@@GLIBC_2.2.5</c>) and the hash of Rust's legacy scheme; <c>@plt</c> stays.
    /// </summary>
    public static string Clean(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.AsSpan().IndexOfAny('.', '@') >= 0)
        {
            int version = name.IndexOf('@', StringComparison.Ordinal);
            if (version > 0 && !name.EndsWith("@plt", StringComparison.Ordinal))
            {
                name = name[..version];
            }

            Match clone = CloneMarks().Match(name);
            if (clone.Success && clone.Index > 0)
            {
                name = name[..clone.Index];
            }
        }

        return RustHash().Replace(name, "");
    }

    /// <summary>True for names that a C++ or Rust compiler mangled.</summary>
    public static bool IsMangled(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("_Z", StringComparison.Ordinal) || name.StartsWith("_R", StringComparison.Ordinal)
            || name.StartsWith("__Z", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(\.(constprop|isra|part|cold|lto_priv|clone|llvm|localalias|ipa_ra|warm|hot|unlikely)(\.\d+)*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex CloneMarks();

    [GeneratedRegex(@"::h[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex RustHash();
}
