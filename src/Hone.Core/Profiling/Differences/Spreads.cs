namespace Hone.Profiling.Differences;

/// <summary>How runs of one build differ where nothing else says it, relative: a function for itself, and all together.</summary>
/// <param name="Run">The standard deviation of one function's cost from run to run, beside the others.</param>
/// <param name="Machine">The standard deviation of all costs of a run together.</param>
internal sealed record Spreads(double Run, double Machine)
{
    /// <summary>What the options say, else what the kind has.</summary>
    public static Spreads Of(IEnumerable<RunSums> sums, ProfileKind kind, DifferenceOptions options)
    {
        bool exact = sums.All(run => run.Exact);
        (double run, double machine) = kind switch
        {
            _ when exact => (0.003, 0.001),
            ProfileKind.Cpu => (0.02, 0.03),
            ProfileKind.Allocation => (0.01, 0.01),
            _ => (0.08, 0.10),
        };
        return new(options.RunSpread ?? run, options.MachineSpread ?? machine);
    }
}
