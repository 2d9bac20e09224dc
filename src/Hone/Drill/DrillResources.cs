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

    /// <summary>What is put beside an honest change without being part of it.</summary>
    public static DrillPatch Ballast(string example, string name) => Patch($"ballast/{example}/{name}.patch");

    /// <summary>The names of an example's honest changes, the attempt without gain last.</summary>
    public static IReadOnlyList<string> HonestNames(string example) =>
        [.. Names($"{Root}honest/{example}/").OrderBy(name => name == NoWin).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary>An example's mixtures of an honest change and a ballast, each as <c>HONEST+BALLAST</c>.</summary>
    public static IReadOnlyList<string> MixedNames(string example) =>
        [.. Names($"{Root}ballast/{example}/").SelectMany(name => Ballast(example, name).With.Select(honest => honest + Plus + name)).Order(StringComparer.Ordinal)];

    /// <summary>Between the names of a mixture.</summary>
    public const char Plus = '+';

    /// <summary>The name of the attempt that gains nothing.</summary>
    public const string NoWin = "no-win";

    private static IEnumerable<string> Names(string prefix) => _assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(name => Path.GetFileNameWithoutExtension(name[prefix.Length..]));

    private static DrillPatch Patch(string name) => DrillPatch.Parse(Text(name), name);

    private static string Text(string name)
    {
        using Stream stream = _assembly.GetManifestResourceStream(Root + name) ?? throw new InvalidOperationException("no resource " + name);
        using StreamReader reader = new(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
