using System.Text.RegularExpressions;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>Names of functions that run before anything is asked for.</summary>
internal static partial class StartupNames
{
    /// <summary>The name speaks of a start; type initialisers of .NET and modules of scripts do too.</summary>
    public static bool Is(string simple, string full) => full.EndsWith("..cctor", StringComparison.Ordinal) || Word().IsMatch(simple.Length > 200 ? simple[..200] : simple);

    [GeneratedRegex("^(?i:init|load|setup|set_up|startup|start_up|register|preload|warm|bootstrap|build_all|prepare|populate|precompute|compute_all|create_all|make_all)([_A-Z0-9a-z]|$)|(_init|Init|_all|All)$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
