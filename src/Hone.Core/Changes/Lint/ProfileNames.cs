using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>Functions by the names that profiles have for them, held against the names of the source.</summary>
internal static class ProfileNames
{
    /// <summary>The name for the code of a file outside of functions.</summary>
    public const string Module = "";

    /// <summary>
    /// The simple name that the source has: of a lambda, local function or state machine that of the function around it; empty for a
    /// script's own code.
    /// </summary>
    public static string Simple(string name)
    {
        if (name is "<module>" || name.EndsWith("<Main>$", StringComparison.Ordinal))
        {
            return Module;
        }

        // C#: Ns.Type+<Run>d__7.MoveNext(), Ns.Type+<>c.<Count>b__0_1
        for (int close = name.LastIndexOf('>'); close > 0; close = name.LastIndexOf('>', close - 1))
        {
            int open = name.LastIndexOf('<', close);
            if (open >= 0 && close - open > 1 && close + 3 < name.Length && name[close + 1] is 'b' or 'd' or 'g' && name[close + 2] == '_' && name[close + 3] == '_')
            {
                return name[(open + 1)..close];
            }
        }

        // As Hone's own .NET profiles have lambdas: Ranking.Top.lambda2
        int made = name.LastIndexOf(".lambda", StringComparison.Ordinal);
        name = made > 0 && name[(made + ".lambda".Length)..].All(char.IsAsciiDigit) ? name[..made] : name;

        // Rust: f::{{closure}}; Python: f.<locals>.<lambda>; compilers of C: f.part.0
        foreach (string mark in (string[])["::{", ".<locals>", ".constprop", ".part.", ".isra", ".cold", ".lto_priv"])
        {
            int at = name.IndexOf(mark, StringComparison.Ordinal);
            name = at > 0 ? name[..at] : name;
        }

        // The source of a destructor is read as that of its class.
        return SourceFunctions.SimpleName(name).TrimStart('~');
    }

    /// <summary>True when a file may be the one that is named: paths of debug information may be longer or shorter.</summary>
    public static bool IsSameFile(string? named, string file) =>
        named is null || named == file || named.EndsWith("/" + file, StringComparison.Ordinal) || file.EndsWith("/" + named, StringComparison.Ordinal);
}
