using Hone.Cli.Commands;
using Hone.Problems;

namespace Hone.Cli.Mcp.Tools;

/// <summary><c>hone status</c>.</summary>
internal static class StatusTool
{
    public static McpTool Create() => new(
        "status",
        "Gates and stop condition",
        ToolEffect.Looks,
        "The gates of the method, and each term of the stop condition with its value and what is left of it: whether the performance phase may stop, and if not, why. As `hone status --json`.",
        [],
        call =>
        {
            PhaseReading reading = call.Read();
            ExitCode exit = reading.Seal.Findings.Count > 0 ? ExitCode.Tampered : reading.Unguarded.Report.Stop.IsMet ? ExitCode.Holds : ExitCode.GateSaidNo;
            return ToolAnswer.Of(StatusDocument.From(reading.Unguarded, reading.Seal), ViewJson.Default.StatusDocument, exit);
        })
    {
        Schema = new(() => OutputSchema.Of(ViewJson.Default.StatusDocument)),
    };
}
