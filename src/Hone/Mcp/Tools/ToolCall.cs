using Hone.Cli.Steps;
using Hone.Cli.Terminal;

namespace Hone.Cli.Mcp.Tools;

/// <summary>What a tool has at hand while it is called.</summary>
/// <param name="Project">The project.</param>
/// <param name="Arguments">The arguments, which fit.</param>
/// <param name="Progress">Is told what goes on.</param>
/// <param name="Cancellation">Ends the call.</param>
internal sealed record ToolCall(ServedProject Project, ToolArguments Arguments, Progress Progress, CancellationToken Cancellation)
{
    /// <summary>What the record says; for tools that look.</summary>
    public PhaseReading Read() => Project.Read();

    /// <summary>Opens the project; for tools that do their own work.</summary>
    public Session Open() => Project.Open(Progress, Cancellation);

    /// <summary>The id of a change: the one that was given, else that of the worktree that the server was started in; null for the only open one.</summary>
    public string? ChangeId => Arguments.Text(ChangeTools.Parameter) ?? Project.Change;
}
