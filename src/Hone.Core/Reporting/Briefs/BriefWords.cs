using System.Globalization;
using Hone.Workloads;

namespace Hone.Reporting.Briefs;

/// <summary>The sentences that every brief shares. The order of the work and its questions are those of the method; the words are Hone's.</summary>
internal static class BriefWords
{
    private const int MostWorkloads = 6;

    /// <summary>What comes before anything else.</summary>
    public const string First =
        "Read AGENTS.md and README.md to the end (what is not there you cannot read). Then read the code until you can say what the program is for, how data flows through it and who "
        + "depends on what it prints. Propose nothing, and measure nothing, before that.";

    /// <summary>What is asked about the system as a whole.</summary>
    public static IReadOnlyList<string> Audit { get; } =
    [
        "Where does the core do grossly more work than its task needs?",
        "Which change would be felt in latency or throughput, by the figures and not by taste?",
        "For which change can it be shown that every output stays the same?",
        "Where is there a plainly better algorithm or data structure?",
    ];

    /// <summary>The places to look at, one sentence.</summary>
    public const string Places =
        "Look for: one call per item where one for all would do; copies; buffers made anew; many small reads or writes; converting to text and back; queues without a bound; one lock for all; "
        + "the same result computed twice (remember it, or build it up from parts); results nobody uses; whole inputs in memory; what could be computed once; scans and sorts where an index, a binary search, "
        + "two pointers or running sums would do.";

    /// <summary>What ends a bead, and what is a success.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "Nothing is proposed without a profile; nothing lands without checked equivalence and a measured gain. Your word counts for neither: Hone measures.",
        "**\"No win\", with its evidence, is a full success.** Nobody is served by a change that gains nothing.",
        "**An edit of the oracle or the benchmark ends the bead**: goldens, inputs, hone.toml, .hone, tests that are there, build and CI files.",
    ];

    /// <summary>The workloads and their commands, each an item.</summary>
    public static void Workloads(BriefPage page, IEnumerable<Workload> workloads)
    {
        Workload[] all = [.. workloads];
        foreach (Workload workload in all.Take(MostWorkloads))
        {
            page.Item(BriefPage.Name(workload.Name), BriefPage.Code(workload.Command.Text + (workload.StdinFile is string file ? " < " + file : ""), 140));
        }

        if (all.Length > MostWorkloads)
        {
            page.Item(string.Create(CultureInfo.InvariantCulture, $"and {all.Length - MostWorkloads} more: hone.toml has them"));
        }
    }

    /// <summary>The workloads that decide; all where none does.</summary>
    public static IReadOnlyList<Workload> Primary(Project project) => project.Workloads.Any(workload => workload.Primary) ? [.. project.Workloads.Where(workload => workload.Primary)] : project.Workloads;

    /// <summary>How a bead is closed by hand.</summary>
    public static string Close(string bead, string with) => $"hone beads close {bead} --reason \"{with}\"";
}
