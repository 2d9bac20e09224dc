using System.Text.Json.Nodes;
using Hone.Beads;
using Hone.Cli.Steps;
using Hone.Reporting;

namespace Hone.Cli.Serving;

/// <summary>The beads as a board: what waits for another, what can be taken, who has what, and what is done.</summary>
internal static class LiveBoard
{
    private const int MostOpen = 1000;
    private const int MostClosed = 100;
    private const int MostText = 400;

    /// <summary>The column of a bead.</summary>
    public static string Column(BeadView bead, DateTimeOffset now) =>
        !bead.IsOpen ? "closed" : bead.Bead.IsHeld(now) ? "claimed" : bead.IsReady ? "ready" : "waiting";

    /// <summary>The board.</summary>
    public static JsonObject Of(IReadOnlyList<BeadView> beads, DateTimeOffset now)
    {
        BeadView[] open = [.. beads.Where(bead => bead.IsOpen)];
        BeadView[] closed = [.. beads.Where(bead => !bead.IsOpen).OrderByDescending(bead => bead.Bead.ClosedAt)];
        return new()
        {
            ["problem"] = null,
            ["beads"] = new JsonArray([.. open.Take(MostOpen).Concat(closed.Take(MostClosed)).Select(bead => (JsonNode)new JsonObject
            {
                ["name"] = Text(bead.Name),
                ["title"] = Text(bead.Bead.Title),
                ["column"] = Column(bead, now),
                ["who"] = bead.IsOpen && bead.Bead.IsHeld(now) && bead.Assignee is string who ? Text(who) : null,
            })]),
            ["more"] = Math.Max(0, open.Length - MostOpen) + Math.Max(0, closed.Length - MostClosed),
        };
    }

    /// <summary>The runs of <c>hone work</c> that are alive, and what their agents have.</summary>
    public static JsonArray Agents(IReadOnlyList<string> runs, IReadOnlyList<BeadView> beads, DateTimeOffset now) => new([.. runs.Select(run => (JsonNode)new JsonObject
    {
        ["run"] = Text(run),
        ["agents"] = new JsonArray([.. beads.Where(bead => bead.IsOpen && bead.Bead.IsHeld(now) && bead.Assignee is string who && who.EndsWith("." + run, StringComparison.Ordinal))
            .Select(bead => (JsonNode)new JsonObject { ["name"] = Text(bead.Assignee!), ["bead"] = Text(bead.Name), ["title"] = Text(bead.Bead.Title) })]),
    })]);

    private static string Text(string text) => Printable.Shorten(Printable.Clean(text), MostText);
}
