using Hone.Workloads;

namespace Hone.Beads.Driving;

/// <summary>
/// bd, the tracker that keeps its issues in Dolt (steveyegge/beads at fbcee6c, <c>cmd/bd</c>: create.go, create_deps.go, list.go, ready.go,
/// update.go, close.go, gate.go, show.go, dep.go; docs/JSON_SCHEMA.md). An id may hold a word after a dot, so a bead is called there as people know it.
/// </summary>
public sealed class BdDialect : ITrackerDialect
{
    /// <inheritdoc/>
    public string Program => "bd";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>
    {
        ["BD_JSON_ENVELOPE"] = "1",
        ["NO_COLOR"] = "1",
    };

    /// <inheritdoc/>
    public string? IdOf(Project project, PlannedBead bead) => BeadId.Shown(project, bead.Key);

    /// <inheritdoc/>
    public IReadOnlyList<string> List() => ["list", "--all", "--limit=0", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Ready() => ["ready", "--limit=0", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Blocked() => ["blocked", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Show(string id) => SharedCommands.Show(id);

    /// <inheritdoc/>
    public IReadOnlyList<string> AddEdge(string id, BeadDependency edge, string actor) => SharedCommands.AddEdge(id, edge, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Create(PlannedBead bead, string? id, IReadOnlyList<BeadDependency> edges, string actor)
    {
        List<string> words = [.. SharedCommands.Create(bead, edges, actor)];
        words.Insert(1, "--id=" + id);
        return words;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Reword(string id, string title, string description, string actor) => SharedCommands.Reword(id, title, description, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Claim(string id, string actor) => SharedCommands.Claim(id, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Release(string id, string actor) => SharedCommands.Release(id, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Defer(string id, DateTimeOffset? until, string actor) => SharedCommands.Defer(id, until, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Close(string id, string reason, bool force, string actor) => SharedCommands.Close(id, reason, force, actor);

    /// <summary>The prefix that the ids of its database have, without the dash, when it refused an id for having another; null when it complains of something else.</summary>
    public static string? PrefixAsked(string complaint)
    {
        // internal/validation: prefix mismatch: database uses 'x-' (allowed: …) but ID 'y-1' doesn't match (use --force to override).
        const string Says = "prefix mismatch: database uses '";
        int at = complaint.IndexOf(Says, StringComparison.Ordinal);
        int end = at < 0 ? -1 : complaint.IndexOf('\'', at + Says.Length);
        return end < 0 ? null : complaint[(at + Says.Length)..end].TrimEnd('-') is { Length: > 0 } prefix ? prefix : null;
    }

    /// <summary>The open gates.</summary>
    public static IReadOnlyList<string> Gates() => ["gate", "list", "--limit=0", "--json"];

    /// <summary>A gate that only a person, or Hone, resolves; the issue waits for it.</summary>
    public static IReadOnlyList<string> Gate(string id, string actor) => ["gate", "create", "--blocks=" + id, "--type=human", "--reason=" + GateReason, "--actor=" + actor, "--json"];

    /// <summary>Resolves a gate.</summary>
    public static IReadOnlyList<string> Resolve(string gate, string note, string actor) => ["gate", "resolve", gate, "--reason=" + note, "--actor=" + actor];

    /// <summary>Whether a gate is one of Hone's for an issue: bd puts both into its description.</summary>
    public static bool IsGateOf(Bead gate, string id) => gate.Description == $"Ad-hoc gate blocking {id}\n\nReason: {GateReason}";

    private const string GateReason = "hone: closes on Hone's verdict (hone beads gate)";
}
