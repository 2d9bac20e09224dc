using System.CommandLine;
using Hone.Cli.Http;
using Hone.Cli.Mcp;
using Hone.Cli.Mcp.Http;
using Hone.Cli.Mcp.Tools;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone mcp</c>: Hone for agents that speak the Model Context Protocol.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> http = new("--http") { Description = "Serve over HTTP on 127.0.0.1 instead, for several clients; each request must show a token, which is in a file that only you can read." };
        Option<int> port = new("--port") { Description = "The port to serve HTTP on; by default one that is free.", HelpName = "number" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("A port is a number from 0 to 65535.");
            }
        });
        Command command = new(
            "mcp",
            $"""
            Serve this project to a coding agent over the Model Context Protocol, on standard input and output.
            Tools: {string.Join(", ", ToolCatalogue.All.Select(tool => tool.Name))};
            resources: the analysis, flame graphs, the ledger. The project is fixed when it starts. There is no tool that seals, accepts or lands.

            Example: claude mcp add hone -- hone mcp .
            """)
        {
            project, http, port,
        };
        Front.Attach(command, new("--json") { Hidden = true }, front =>
        {
            ServedProject served = ServedProject.Find(front.Arguments.GetValue(project), front.Cancellation);
            if (front.Arguments.GetValue(http))
            {
                HttpFront.Run(served, front.Arguments.GetValue(port), Say, front.Cancellation);
            }
            else
            {
                StdioFront.Run(served, front.Cancellation);
            }

            return ExitCode.Holds;
        });
        return command;
    }

    // Standard error may be a log that others read; a terminal is one's own.
    private static void Say(Uri address, AccessToken token) =>
        Console.Error.WriteLine($"hone: serving {address}\nhone: the token is in {token.Path}{(Console.IsErrorRedirected ? "" : ": " + token.Text)}");
}
