using Hone.Workloads;

namespace Hone.Beads.Driving;

/// <summary>
/// br, the tracker that keeps its issues in SQLite (Dicklesworthstone/beads_rust at 745c0bf, <c>src/cli</c>: mod.rs, commands/create.rs,
/// update.rs, close.rs; its <c>gate report</c> since 20787fbe). It gives ids itself; an id with a word after a dot would break it.
/// </summary>
public sealed class BrDialect : ITrackerDialect
{
    /// <summary>What a workflow's policy calls Hone's verdict.</summary>
    public const string GateName = "hone_verified";

    /// <summary>The lines by which a team's <c>.beads/policy.yaml</c> demands Hone's verdict; Hone does not write there.</summary>
    public const string Policy = """
        workflow:
          gates:
            "in_progress -> closed":
              require_if:
                - label: perf
                  gate: hone_verified

        """;

    /// <inheritdoc/>
    public string Program => "br";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>
    {
        ["RUST_LOG"] = "error",
        ["NO_COLOR"] = "1",
        ["BR_OUTPUT_FORMAT"] = "json",
    };

    /// <inheritdoc/>
    public string? IdOf(Project project, PlannedBead bead) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> List() => ["list", "--all", "--limit=0", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Ready() => ["ready", "--limit=0", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Blocked() => ["blocked", "--limit=0", "--json"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Show(string id) => SharedCommands.Show(id);

    /// <inheritdoc/>
    public IReadOnlyList<string> AddEdge(string id, BeadDependency edge, string actor) => SharedCommands.AddEdge(id, edge, actor);

    /// <inheritdoc/>
    public IReadOnlyList<string> Create(PlannedBead bead, string? id, IReadOnlyList<BeadDependency> edges, string actor) => SharedCommands.Create(bead, edges, actor);

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

    /// <summary>Tells br Hone's verdict on an issue.</summary>
    public static IReadOnlyList<string> Gate(string id, bool passes, string note, string actor) =>
        ["gate", "report", id, "--gate=" + GateName, "--provider=hone", "--status=" + (passes ? "pass" : "fail"), "--note=" + note, "--actor=" + actor, "--robot"];
}
