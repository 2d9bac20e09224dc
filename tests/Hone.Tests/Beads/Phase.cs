using Hone.Beads;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Tests.Beads;

/// <summary>A project with two workloads and three opportunities, of which one is below the score.</summary>
internal static class Phase
{
    public static DateTimeOffset Now { get; } = new DateTimeOffset(2026, 11, 24, 18, 22, 17, TimeSpan.Zero).AddTicks(1929207);

    public static Project Project { get; } = new()
    {
        Name = "wordfreq",
        Workloads = [Workload("novel", true), Workload("log", true), Workload("tiny", false)],
    };

    public static IReadOnlyList<OpportunityBead> Opportunities { get; } =
    [
        Row("r1", "Reuse the line buffer in Tokenizer.Split", "buffer-reuse", ProfileKind.Allocation, 4.0),
        Row("cpu:Count<K,V>::Add", "Hash words by their bytes\nin Count<K,V>::Add", null, ProfileKind.Cpu, 8.0),
        Row("r3", "Read larger blocks", "scatter-gather", ProfileKind.Io, 1.99),
    ];

    public static BeadPlan Plan { get; } = BeadPlan.ForPhase(Project, Opportunities);

    public static OpportunityBead Row(string id, string title, string? lever, ProfileKind kind, double score) => new()
    {
        RowId = id,
        Title = title,
        Lever = lever,
        Kind = kind,
        Evidence = "31.4 % of novel, 1 204 samples",
        Score = score,
        Bound = new Ratio(0.314),
        ArtifactSha256 = new string('a', 64),
    };

    private static Workload Workload(string name, bool primary) => new()
    {
        Name = name,
        Command = new CommandLine { Words = ["./wordfreq", name + ".txt"] },
        Primary = primary,
    };
}
