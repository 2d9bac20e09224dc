namespace Hone.Measurement;

/// <summary>The word of a <see cref="BusyReason"/> in records, and its sentence.</summary>
public static class BusyWord
{
    private static readonly (BusyReason Reason, string Word, string While)[] _words =
    [
        (BusyReason.Others, "others", "other programs used a core"),
        (BusyReason.Stolen, "stolen", "the hypervisor took time"),
        (BusyReason.Queue, "queue", "other programs waited for every core"),
        (BusyReason.Preempted, "preempted", "something interrupted them all the time"),
        (BusyReason.Frequency, "frequency", "the processor changed its frequency"),
    ];

    /// <summary>What records keep of a verdict; null when quiet.</summary>
    public static string? Of(BusyVerdict verdict) => Array.Find(_words, entry => entry.Reason == verdict.Reason).Word;

    /// <summary>
    /// One sentence a reason that any run was marked with, the most frequent first: <c>12 of 30 runs were taken while other
    /// programs used a core</c>. Words of a later Hone are passed over.
    /// </summary>
    public static IReadOnlyList<string> Sentences(IReadOnlyList<RunSample> runs) =>
    [
        .. _words
            .Select(entry => (entry.While, Count: runs.Count(run => run.Busy == entry.Word)))
            .Where(entry => entry.Count > 0)
            .OrderByDescending(entry => entry.Count)
            .Select(entry => $"{entry.Count} of {runs.Count} runs were taken while {entry.While}"),
    ];
}
