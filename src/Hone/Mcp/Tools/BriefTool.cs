using Hone.Cli.Commands;
using Hone.Cli.Steps.Briefs;

namespace Hone.Cli.Mcp.Tools;

/// <summary><c>hone brief</c>.</summary>
internal static class BriefTool
{
    public static McpTool Create() => new(
        "brief",
        "What one bead needs",
        ToolEffect.Looks,
        "What is needed for exactly one bead: the measured evidence and its bound, what may be touched, what is owed, the attempts left, and the commands. As `hone brief --json`.",
        [new("bead", ParameterType.Text, "Its name, id, key or step, or a row of the matrix.") { IsRequired = true }],
        call =>
        {
            PhaseReading reading = call.Read();
            return ToolAnswer.Of(BriefDocument.From(reading.View, BriefStep.Of(reading.Session, reading.View, call.Arguments.Text("bead")!)), BriefJson.Default.BriefDocument);
        });
}
