using Hone.Problems;

namespace Hone.Beads;

/// <summary>
/// The wording of close reasons. bd takes a bead for failed when its close reason contains one of a list of words, anywhere
/// and in any case (steveyegge/beads, <c>internal/types/types.go</c>: <c>FailureCloseKeywords</c>), and starts the work that
/// waits for a failure; "no errors" counts too.
/// </summary>
public static class CloseReason
{
    private static readonly (string Word, string Instead)[] _failure =
    [
        ("failed", "did not hold"),
        ("rejected", "turned down"),
        ("wontfix", "left as it is"),
        ("won't fix", "left as it is"),
        ("cancelled", "stopped"),
        ("canceled", "stopped"),
        ("abandoned", "left"),
        ("blocked", "waiting"),
        ("error", "fault"),
        ("timeout", "time limit"),
        ("aborted", "stopped"),
    ];

    /// <summary>
    /// What is wrong with a reason: empty; a success that other tools would read as a failure; a failure that they would not
    /// recognise. Null when it is fine.
    /// </summary>
    /// <param name="text">The reason.</param>
    /// <param name="success">False when the bead ends without what it set out for, such as a lever that did not pay.</param>
    public static Problem? Check(string text, bool success)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Problem(ExitCode.Usage, "close-reason-empty", "the close reason is empty", "say what was found, with the figures");
        }

        (string Word, string Instead) hit = Array.Find(_failure, entry => text.Contains(entry.Word, StringComparison.OrdinalIgnoreCase));
        if (success && hit.Word is not null)
        {
            return new Problem(
                ExitCode.Usage,
                "close-reason-reads-as-failure",
                $"the close reason contains '{hit.Word}', by which trackers recognise a failure",
                $"write it without the word ('{hit.Instead}'?), or close the bead as not successful");
        }

        return !success && hit.Word is null
            ? new Problem(
                ExitCode.Usage,
                "close-reason-reads-as-success",
                "the close reason of a bead that did not succeed has none of the words by which trackers recognise that",
                "begin it with 'rejected: ' and give the figures")
            : null;
    }
}
