namespace Hone.Equivalence.Invariants.Functions;

/// <summary>All functions of the language: the parser, the type check, the evaluator and the reference page follow this table.</summary>
internal static class FunctionTable
{
    /// <summary>The groups of the reference page with their functions.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Function> Functions)> Groups { get; } =
    [
        ("Reading", ReadingFunctions.All),
        ("Counting and computing", NumberFunctions.All),
        ("Order", OrderFunctions.All),
        ("Sets", SetFunctions.All),
        ("Texts", TextFunctions.All),
        ("Each item", ItemFunctions.All),
        ("Other runs", RunFunctions.All),
    ];

    /// <summary>All functions.</summary>
    public static IReadOnlyList<Function> All { get; } = [.. Groups.SelectMany(group => group.Functions)];

    private static readonly Dictionary<string, Function> _byName = All.ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The function of this name; null when there is none.</summary>
    public static Function? Find(string name) => _byName.GetValueOrDefault(name);
}
