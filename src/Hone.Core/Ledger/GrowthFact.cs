using Hone.Profiling;

namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.Growth"/> entry. The runs are its artifact <c>growth.json</c>
/// (<see cref="Opportunities.Growth.GrowthSamples"/>), the profiles one artifact for each kind and size (<see cref="ProfileName"/>);
/// every figure is computed from these on reading.
/// </summary>
/// <param name="Workload">The workload.</param>
/// <param name="Command">The command with <c>{n}</c>.</param>
/// <param name="Sizes">The sizes that were measured, ascending.</param>
/// <param name="Runs">How many counted runs each of them has.</param>
/// <param name="Notes">What was left out, and why.</param>
public sealed record GrowthFact(string Workload, string Command, IReadOnlyList<long> Sizes, IReadOnlyList<int> Runs, IReadOnlyList<string> Notes)
{
    /// <summary>The name of the artifact with the runs.</summary>
    public const string Artifact = "growth.json";

    /// <summary>The name of a profile's artifact, such as <c>profile-cpu-4000</c>.</summary>
    public static string ProfileName(ProfileKind kind, long size) => FormattableString.Invariant($"profile-{kind.Name()}-{size}");
}
