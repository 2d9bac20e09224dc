using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>What Hone itself costs, apart from the programs that it starts.</summary>
internal static class OwnCost
{
    /// <summary>CPU time of this process since it started, children excluded (getrusage(2), RUSAGE_SELF).</summary>
    public static Duration Cpu() => ResourceUse.Self();
}
