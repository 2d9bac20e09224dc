using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// How long a claim holds. An agent that dies gives nothing back; when its lease has run out, the next claimer has the bead. It is kept
/// in the bead's own line, so that it goes where the claim goes.
/// </summary>
public static class Lease
{
    /// <summary>The field of a JSONL line: RFC 3339. bd knows it under this name, br passes over it.</summary>
    public const string Field = "lease_expires_at";

    /// <summary>The field of a JSONL line that says which machine's claim it is (<see cref="Holder.Host"/>); bd and br pass over it.</summary>
    public const string HostField = "hone_lease_host";

    /// <summary>The shortest lease.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest lease: a claim that holds for longer is one without a lease.</summary>
    public static TimeSpan Most { get; } = TimeSpan.FromDays(7);

    /// <summary>How far two machines' clocks may be apart: the longest lease, given by a clock that is ahead, is one all the same.</summary>
    public static TimeSpan Slack { get; } = TimeSpan.FromDays(1);

    /// <summary>A lease as people write it (<c>30m</c>); what is none, or out of range, is a <see cref="ProblemException"/>.</summary>
    public static TimeSpan Parse(string text) => DurationText.Parse(text) is { } length && TimeSpan.FromSeconds(length.Seconds) is var lease && lease >= Least && lease <= Most
        ? lease
        : throw new ProblemException(new(ExitCode.Usage, "lease", $"'{text}' is no lease; it takes a duration between 1s and 168h", "write it with its unit, such as --lease 30m"));

    /// <summary>The moment at which a lease that begins now runs out; null for none.</summary>
    public static DateTimeOffset? Until(DateTimeOffset now, TimeSpan? lease) => lease is { } length ? now + length : null;
}
