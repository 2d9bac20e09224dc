using System.Text;
using Hone.Profiling;
using Hone.Reporting.Comparisons;

namespace Hone.Reporting;

/// <summary>What is known of the names in a profile, for a terminal of 80 columns.</summary>
public static class SymbolQualityText
{
    private const int MostModules = 12;

    /// <summary>One profile's lines, ending with a line feed.</summary>
    /// <param name="name">What the person called it.</param>
    /// <param name="collector">What recorded it.</param>
    /// <param name="quality">What is known.</param>
    /// <param name="notes">The profile's own notes.</param>
    public static string Of(string name, string collector, SymbolQuality quality, IReadOnlyList<string> notes)
    {
        StringBuilder text = new();
        text.Append(TextShape.Wrap($"{Printable.Clean(name)} · {Printable.Clean(collector)}"));
        text.Append($"  {quality.FullyNamed} of the profile has a name for every frame of its stacks\n");
        text.Append($"  {quality.Rooted} reaches the start of its program or thread\n");
        text.Append(TextShape.Wrap("frames with names: " + string.Join(", ", quality.Origins.Select(part => $"{part.Origin.ToString().ToLowerInvariant()} {part.Named}")), "  ", "    "));
        foreach (UnnamedModule module in quality.Unnamed.Take(MostModules))
        {
            text.Append(TextShape.Wrap($"{(module.Module.Length == 0 ? "(no file)" : Printable.Clean(module.Module))}: {module.Share} passes through functions without a name, {module.Leaf} is spent in them", "  - ", "    "));
            text.Append(TextShape.Wrap($"{module.Cause}: {module.Remedy}", "    ", "    "));
        }

        if (quality.Unnamed.Count > MostModules)
        {
            text.Append($"  - and {quality.Unnamed.Count - MostModules} more files (--json has all)\n");
        }

        foreach (string note in notes)
        {
            text.Append(TextShape.Wrap(Printable.Clean(note), "  note: ", "    "));
        }

        return text.ToString();
    }
}
