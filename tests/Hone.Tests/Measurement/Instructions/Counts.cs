using Hone.Measurement.Instructions;

namespace Hone.Tests.Measurement.Instructions;

/// <summary>Counts as a counter would give them.</summary>
internal static class Counts
{
    public static InstructionCount[] Of(params long[] totals) => [.. totals.Select(total => One(total))];

    public static InstructionCount One(long total, string source = "valgrind --tool=cachegrind", params (string Name, long Own)[] functions) => new(
        total,
        [new("bin/hash 1000", total, functions.Length == 0 ? new() { ["main"] = total } : functions.ToDictionary(each => each.Name, each => each.Own))],
        source,
        ["environment cleared but for PATH, HOME, LANG and the command's own", "DOTNET_TieredCompilation=0", "PYTHONHASHSEED=0"]);
}
