namespace Hone.Beads;

/// <summary>What may stand in the reason of a bead that was closed with success.</summary>
public static class CloseReason
{
    // bd documents these as the words by which a conditional dependency reads a close as a failure (types.go).
    private static readonly string[] _failureWords =
        ["failed", "rejected", "wontfix", "won't fix", "canceled", "cancelled", "abandoned", "blocked", "error", "timeout", "aborted"];

    /// <summary>The word by which a tracker would read this reason as a failure, or null.</summary>
    public static string? FailureWord(string reason) =>
        _failureWords.FirstOrDefault(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase));
}
