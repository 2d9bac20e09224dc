using System.Text;
using System.Text.Json.Nodes;
using Hone.Cli.Commands;
using Hone.Cli.Mcp.Tools;
using Hone.Cli.Terminal;
using Hone.Problems;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp;

/// <summary>A problem as a tool answers it: for whoever reads, and as the document that the command line prints.</summary>
internal static class ProblemAnswer
{
    /// <summary>Where an answer has the exit code of the command.</summary>
    public const string ExitMeta = "hone/exit";

    /// <summary>The answer, marked as an error. The document is its second text, since structured content must be of the tool's own form.</summary>
    public static CallToolResult Of(Problem problem) => new()
    {
        IsError = true,
        Content =
        [
            new TextContentBlock { Text = ProblemText.Sentence(problem) },
            new TextContentBlock { Text = Encoding.UTF8.GetString(ToolAnswer.Of(ProblemDocument.From(problem), ViewJson.Default.ProblemDocument, problem.Exit).Json) },
        ],
        Meta = Exit(problem.Exit),
    };

    /// <summary>The exit code as metadata.</summary>
    public static JsonObject Exit(ExitCode exit) => new() { [ExitMeta] = (int)exit };
}
