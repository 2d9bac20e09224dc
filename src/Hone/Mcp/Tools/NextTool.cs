using Hone.Cli.Commands;
using Hone.Cli.Steps;

namespace Hone.Cli.Mcp.Tools;

/// <summary><c>hone next</c>.</summary>
internal static class NextTool
{
    public static McpTool Create() => new(
        "next",
        "The next step",
        ToolEffect.Looks,
        "The one next step of the method, as a command that can be run as it stands, and why. Without a command the phase may stop. As `hone next --json`.",
        [],
        call =>
        {
            PhaseReading reading = call.Read();
            NextStep.Answer next = NextStep.For(reading.Session, reading.View, call.Project.Named);
            return ToolAnswer.Of(new("hone.next/1", next.Command, next.Because, next.Edit), ViewJson.Default.NextDocument);
        })
    {
        Schema = new(() => OutputSchema.Of(ViewJson.Default.NextDocument)),
    };
}
