using System.Globalization;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// What claiming, releasing and closing a bead changes in its line. Each returns no changes when the bead is already so, and
/// fails with a <see cref="ProblemException"/> when the move is not allowed.
/// </summary>
public static class BeadMoves
{
    /// <summary>
    /// Takes an open bead, or one whose lease has run out. Asking again for one's own bead changes nothing but its lease; another's is a
    /// gate that says no.
    /// </summary>
    public static IReadOnlyList<JsonChange> Claim(
        Project project, Bead bead, IReadOnlyList<Bead> blockers, Holder who, DateTimeOffset now, TimeSpan? lease = null)
    {
        string name = Name(project, bead);
        if (bead.IsResolved)
        {
            throw No("bead-closed", $"{name} is closed{Since(bead.ClosedAt)}: {bead.CloseReason ?? "no reason was given"}", "hone beads ready");
        }

        if (bead.Assignee is { } other && !bead.IsOf(who) && !bead.IsStale(now))
        {
            string how = bead.Status == BeadStatus.InProgress ? "is claimed by" : "is assigned to";
            throw No("bead-claimed", $"{name} {how} {other}{Elsewhere(other, who)}{Since(bead.StartedAt ?? bead.UpdatedAt)}{Until(bead)}", "hone beads ready");
        }

        if (bead.IsHeld(now) && bead.IsOf(who))
        {
            return lease is null ? [] : [.. Leased(who, now, lease), Updated(bead, now)];
        }

        if (bead.Status is not (BeadStatus.Open or BeadStatus.InProgress))
        {
            throw No("bead-not-open", $"{name} has the status {bead.Status}, not open", $"reopen it in the tracker, or see hone beads ready");
        }

        if (bead.DeferUntil > now)
        {
            throw No("bead-deferred", $"{name} is deferred until {BeadLineWriter.Time(bead.DeferUntil.Value)}", "hone beads ready");
        }

        return blockers.Count > 0 ? throw Waiting(project, name, blockers) :
        [
            Set("status", BeadStatus.InProgress),
            Set("assignee", who.Name),
            Set("started_at", BeadLineWriter.Time(now)),
            .. Leased(who, now, lease),
            Updated(bead, now),
        ];
    }

    /// <summary>Lets a claim hold for longer: from now on for as long as the lease says. Only the claimer's own, which nobody has taken over.</summary>
    public static IReadOnlyList<JsonChange> Renew(Project project, Bead bead, Holder who, DateTimeOffset now, TimeSpan lease)
    {
        string name = Name(project, bead);
        return bead.Status == BeadStatus.InProgress && bead.IsOf(who)
            ? [.. Leased(who, now, lease), Updated(bead, now)]
            : throw No(
                "claim-lost",
                bead.IsResolved ? $"{name} is closed{Since(bead.ClosedAt)}" : bead.Assignee is { } other ? $"{name} is not {who.Name}'s any more: {other}{Elsewhere(other, who)} has it" : $"{name} is not claimed any more",
                "stop working on it, and take another: hone beads claim --next");
    }

    /// <summary>Hides a bead from the ready list until a moment; null shows it again.</summary>
    public static IReadOnlyList<JsonChange> Defer(Project project, Bead bead, DateTimeOffset? until, DateTimeOffset now) =>
        bead.IsResolved ? throw No("bead-closed", $"{Name(project, bead)} is closed{Since(bead.ClosedAt)}", "hone beads list")
        : bead.DeferUntil == until ? []
        : [until is { } time ? Set("defer_until", BeadLineWriter.Time(time)) : new JsonChange("defer_until", null), Updated(bead, now)];

    /// <summary>Gives a claimed bead back. Another's bead only when forced.</summary>
    public static IReadOnlyList<JsonChange> Release(Project project, Bead bead, Holder who, DateTimeOffset now, bool force)
    {
        string name = Name(project, bead);
        if (bead.IsResolved)
        {
            throw No("bead-closed", $"{name} is closed{Since(bead.ClosedAt)}", "hone beads ready");
        }

        if (bead.Assignee is { } other && !bead.IsOf(who) && !force && !bead.IsStale(now))
        {
            throw No("bead-claimed", $"{name} is claimed by {other}{Elsewhere(other, who)}{Since(bead.StartedAt ?? bead.UpdatedAt)}", "ask them, or release it with --force");
        }

        return bead.Assignee is null && bead.Status != BeadStatus.InProgress ? [] :
        [
            Set("status", bead.Status == BeadStatus.InProgress ? BeadStatus.Open : bead.Status),
            new JsonChange("assignee", null),
            new JsonChange("started_at", null),
            new JsonChange(Lease.Field, null),
            new JsonChange(Lease.HostField, null),
            Updated(bead, now),
        ];
    }

    /// <summary>
    /// Closes a bead. Unless forced, a bead that waits for others and an epic with open children stay open. A closed bead
    /// keeps the reason it was closed with.
    /// </summary>
    public static IReadOnlyList<JsonChange> Close(
        Project project, Bead bead, IReadOnlyList<Bead> blockers, IReadOnlyList<Bead> openChildren, string reason, bool success, DateTimeOffset now, bool force)
    {
        if (bead.IsResolved)
        {
            return [];
        }

        if (CloseReason.Check(reason, success) is { } problem)
        {
            throw new ProblemException(problem);
        }

        string name = Name(project, bead);
        if (!force && blockers.Count > 0)
        {
            throw Waiting(project, name, blockers);
        }

        InsistOnChildren(project, bead, openChildren, force);
        JsonChange updated = Updated(bead, now);
        return
        [
            Set("status", BeadStatus.Closed),
            updated,
            new JsonChange("closed_at", updated.Value),
            Set("close_reason", reason.Trim()),
            new JsonChange(Lease.Field, null),
            new JsonChange(Lease.HostField, null),
        ];
    }

    /// <summary>What somebody is to know who takes a bead from another whose lease does not hold; null when nobody is taken from.</summary>
    public static string? TakenOver(Bead bead, Holder who, DateTimeOffset now) => !bead.IsStale(now) || bead.Assignee is not { } other || bead.IsOf(who) ? null
        : bead.LeaseUntil <= now ? $"taken over from {other}, whose lease ran out at {BeadLineWriter.Time(bead.LeaseUntil.Value)}"
        : $"taken over from {other}, whose lease until {BeadLineWriter.Time(bead.LeaseUntil!.Value)} is longer than any may be: a clock was put back";

    /// <summary>Refuses to close an epic with open children unless forced.</summary>
    public static void InsistOnChildren(Project project, Bead bead, IReadOnlyList<Bead> openChildren, bool force)
    {
        if (!force && openChildren.Count > 0)
        {
            throw No("bead-has-open-children", $"{Name(project, bead)} has {openChildren.Count} open children: {Names(project, openChildren)}", "close them first, or close it with --force");
        }
    }

    private static ProblemException Waiting(Project project, string name, IReadOnlyList<Bead> blockers) => No(
        "bead-blocked",
        $"{name} waits for {blockers.Count.ToString(CultureInfo.InvariantCulture)} other bead{(blockers.Count == 1 ? "" : "s")}: {Names(project, blockers)}",
        "hone beads ready");

    private static string Names(Project project, IReadOnlyList<Bead> beads) =>
        BeadDescription.List([.. beads.Select(bead => $"{Name(project, bead)} ({bead.Status})")]);

    private static string Name(Project project, Bead bead) => bead.Key is { } key ? BeadId.Shown(project, key) : bead.Id;

    private static string Since(DateTimeOffset? time) => time is { } known ? " since " + BeadLineWriter.Time(known) : "";

    private static string Until(Bead bead) => bead.LeaseUntil is { } time ? " until " + BeadLineWriter.Time(time) : "";

    private static string Elsewhere(string other, Holder who) => other == who.Name ? " on another machine" : "";

    private static JsonChange[] Leased(Holder who, DateTimeOffset now, TimeSpan? lease) => Lease.Until(now, lease) is { } until
        ? [Set(Lease.Field, BeadLineWriter.Time(until)), Set(Lease.HostField, who.Host)]
        : [new(Lease.Field, null), new(Lease.HostField, null)];

    private static JsonChange Set(string name, string value) => new(name, BeadLineWriter.Value(value));

    // A clock that went back must not make a line older than it was: br refuses updated_at before created_at.
    private static JsonChange Updated(Bead bead, DateTimeOffset now)
    {
        DateTimeOffset least = bead.UpdatedAt > bead.CreatedAt || bead.CreatedAt is null ? bead.UpdatedAt ?? now : bead.CreatedAt.Value;
        return Set("updated_at", BeadLineWriter.Time(now > least ? now : least));
    }

    private static ProblemException No(string rule, string what, string next) => new(new Problem(ExitCode.GateSaidNo, rule, what, next));
}
