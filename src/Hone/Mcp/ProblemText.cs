using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hone.Cli.Commands;
using Hone.Cli.Mcp.Tools;
using Hone.Problems;
using Hone.Reporting;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp;

/// <summary>A problem as a tool answers it: for whoever reads, and as the document that the command line prints.</summary>
internal static class ProblemText
{
    /// <summary>Where an answer has the exit code of the command.</summary>
    public const string ExitMeta = "hone/exit";

    /// <summary>The answer, marked as an error. The document is its second text, since structured content must be of the tool's own form.</summary>
    public static CallToolResult Answer(Problem problem) => new()
    {
        IsError = true,
        Content =
        [
            new TextContentBlock { Text = Sentence(problem) },
            new TextContentBlock { Text = Encoding.UTF8.GetString(ToolAnswer.Of(ProblemDocument.From(problem), ViewJson.Default.ProblemDocument, problem.Exit).Json) },
        ],
        Meta = Exit(problem.Exit),
    };

    /// <summary>What is wrong, the rule, and the next step.</summary>
    public static string Sentence(Problem problem)
    {
        string place = problem.Place is null ? "" : Printable.Clean(problem.Place) + ": ";
        return string.Create(CultureInfo.InvariantCulture, $"{place}{Lines(problem.What)} [{problem.Rule}]\nnext: {Lines(problem.Next)}");
    }

    /// <summary>The exit code as metadata.</summary>
    public static JsonObject Exit(ExitCode exit) => new() { [ExitMeta] = (int)exit };

    /// <summary>What happened that never should, as a problem.</summary>
    public static Problem Bug(Exception error) =>
        new(ExitCode.Bug, "bug", error.GetType().Name + ": " + error.Message, "this is a bug in Hone; please report it with the lines on its standard error");

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Printable.Clean));
}
