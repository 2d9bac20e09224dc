using Hone.Units;

namespace Hone.Linux.Sandboxes;

/// <summary>How much an enclosed program may have; 0 is no limit.</summary>
/// <param name="Memory">Memory that it can write to.</param>
/// <param name="File">The largest file that it writes.</param>
/// <param name="Processes">Processes of its user, others of the same user included.</param>
public sealed record EnclosureLimits(Bytes Memory, Bytes File, int Processes)
{
    private const int MostProcesses = 4096;
    private const long SmallestMemory = 1L << 30;
    private const long LargestFile = 4L << 30;

    /// <summary>Enough for what the unchanged program does, and not enough to stop the machine: two of these run at a time.</summary>
    public static EnclosureLimits Standard() =>
        new(new(Math.Max(SmallestMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 2 / 5)), new(LargestFile), MostProcesses);
}
