using System.Reflection;
using System.Text;
using Hone.Changes.Drills;

namespace Hone.Cli.Drill;

/// <summary>Tricks and honest changes as they lie in the program, a letter for each byte.</summary>
internal static class DrillResources
{
    private const string Root = "drill/";

    private static readonly Assembly _assembly = typeof(DrillResources).Assembly;
    private static readonly Lazy<IReadOnlyList<Trick>> _tricks = new(() => TrickTable.Parse(Text("tricks.txt")));

    /// <summary>Every trick, in the order of the table.</summary>
    public static IReadOnlyList<Trick> Tricks => _tricks.Value;

    /// <summary>The patch of a trick in an example.</summary>
    public static DrillPatch Trick(string example, string name) => Patch($"tricks/{example}/{name}.patch");

    /// <summary>An honest change of an example.</summary>
    public static DrillPatch Honest(string example, string name) => Patch($"honest/{example}/{name}.patch");

    /// <summary>The names of an example's honest changes, the attempt without gain last.</summary>
    public static IReadOnlyList<string> HonestNames(string example)
    {
        string prefix = $"{Root}honest/{example}/";
        return
        [
            .. _assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => Path.GetFileNameWithoutExtension(name[prefix.Length..]))
                .OrderBy(name => name == NoWin).ThenBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The name of the attempt that gains nothing.</summary>
    public const string NoWin = "no-win";

    private static DrillPatch Patch(string name) => DrillPatch.Parse(Text(name), name);

    private static string Text(string name)
    {
        using Stream stream = _assembly.GetManifestResourceStream(Root + name) ?? throw new InvalidOperationException("no resource " + name);
        using StreamReader reader = new(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
