namespace Hone.Beads;

/// <summary>An item of work as a tracker's JSONL line states it; of another tool's line only what Hone understands.</summary>
public sealed record Bead
{
    /// <summary>The prefix of <see cref="ExternalRef"/> that marks a line as Hone's own.</summary>
    public const string RefPrefix = "hone:";

    /// <summary>The tracker's id.</summary>
    public required string Id { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown, with the acceptance criteria as check boxes; empty when there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>One of <see cref="BeadStatus"/>, or a custom word of another tool.</summary>
    public string Status { get; init; } = BeadStatus.Open;

    /// <summary>0 (critical) to 4 (backlog).</summary>
    public int Priority { get; init; } = 2;

    /// <summary><c>task</c>, <c>epic</c>, … as the tracker names it.</summary>
    public string Type { get; init; } = "task";

    /// <summary>Words to filter by.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What this bead depends on.</summary>
    public IReadOnlyList<BeadDependency> Dependencies { get; init; } = [];

    /// <summary>Who works on it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>When it was made; null when the line states no readable time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed; null when the line states no readable time.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When work began; null when it did not, or the writing tool does not record it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was closed.</summary>
    public string? CloseReason { get; init; }

    /// <summary>
    /// Until when the claim holds (<c>lease_expires_at</c>, the name that newer bd uses); null for a claim that holds until it is
    /// given back.
    /// </summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The mark of the machine that the lease was given to (<see cref="Holder.Host"/>); null when none is recorded.</summary>
    public string? LeaseHost { get; init; }

    /// <summary>Hidden from the ready list until then.</summary>
    public DateTimeOffset? DeferUntil { get; init; }

    /// <summary>What the bead stands for outside the tracker; <c>hone:KEY</c> on Hone's own.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Hone's stable key, such as <c>wordfreq.flamegraph</c>; null on a bead that is not Hone's.</summary>
    public string? Key => ExternalRef is not null && ExternalRef.StartsWith(RefPrefix, StringComparison.Ordinal)
        ? ExternalRef[RefPrefix.Length..]
        : null;

    /// <summary>True when somebody works on it whose lease, if there is one, has not run out.</summary>
    public bool IsHeld(DateTimeOffset now) => Status == BeadStatus.InProgress && !IsStale(now);

    /// <summary>
    /// True when somebody claimed it for a time that has passed: the next claimer may have it. A lease that runs for longer than any may,
    /// by more than clocks differ, was written by a clock that has been put back since, and would hold until that clock's time comes.
    /// </summary>
    public bool IsStale(DateTimeOffset now) => Status == BeadStatus.InProgress && (LeaseUntil <= now || LeaseUntil > now + Lease.Most + Lease.Slack);

    /// <summary>True when it is this one's: by name, and a lease by its machine too.</summary>
    public bool IsOf(Holder who) => Assignee == who.Name && (LeaseUntil is null || LeaseHost is null || LeaseHost == who.Host);

    /// <summary>True when nothing is left to do: closed, or deleted by the tracker.</summary>
    public bool IsResolved => Status is BeadStatus.Closed or BeadStatus.Tombstone;
}
