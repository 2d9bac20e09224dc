using System.Globalization;

namespace Hone.Beads.Driving;

/// <summary>What bd and br say in the same words; br was made after bd.</summary>
internal static class SharedCommands
{
    public static IReadOnlyList<string> Create(PlannedBead bead, IReadOnlyList<BeadDependency> edges, string actor)
    {
        List<string> words =
        [
            "create",
            "--title=" + bead.Title,
            "--type=" + bead.Type,
            "--priority=" + bead.Priority.ToString(CultureInfo.InvariantCulture),
            "--labels=" + string.Join(',', bead.Labels),
            "--external-ref=" + Bead.RefPrefix + bead.Key,
            "--description=" + bead.Description,
        ];
        if (bead.EstimatedMinutes > 0)
        {
            words.Add("--estimate=" + bead.EstimatedMinutes.ToString(CultureInfo.InvariantCulture));
        }

        if (edges.Count > 0)
        {
            // "blocks:X" means opposite things: in bd that the new issue blocks X, in br that X blocks it. "blocked-by" is one thing in both.
            words.Add("--deps=" + string.Join(',', edges.Select(edge => (edge.Type == BeadDependency.Blocks ? "blocked-by" : edge.Type) + ":" + edge.On)));
        }

        return [.. words, "--actor=" + actor, "--json"];
    }

    public static IReadOnlyList<string> Show(string id) => ["show", id, "--json"];

    public static IReadOnlyList<string> AddEdge(string id, BeadDependency edge, string actor) => ["dep", "add", id, edge.On, "--type=" + edge.Type, "--actor=" + actor, "--json"];

    public static IReadOnlyList<string> Reword(string id, string title, string description, string actor) =>
        ["update", id, "--title=" + title, "--description=" + description, "--actor=" + actor, "--json"];

    public static IReadOnlyList<string> Claim(string id, string actor) => ["update", id, "--claim", "--actor=" + actor, "--json"];

    public static IReadOnlyList<string> Release(string id, string actor) => ["update", id, "--status=" + BeadStatus.Open, "--assignee=", "--actor=" + actor, "--json"];

    public static IReadOnlyList<string> Defer(string id, DateTimeOffset? until, string actor) =>
        ["update", id, "--defer=" + (until is { } time ? BeadLineWriter.Time(time) : ""), "--actor=" + actor, "--json"];

    public static IReadOnlyList<string> Close(string id, string reason, bool force, string actor) =>
        ["close", id, "--reason=" + reason, .. force ? new[] { "--force" } : [], "--actor=" + actor, "--json"];
}
