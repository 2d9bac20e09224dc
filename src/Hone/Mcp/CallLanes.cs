using Hone.Cli.Mcp.Tools;

namespace Hone.Cli.Mcp;

/// <summary>The lanes of one server. Looking goes on while something is measured; writing waits for neither.</summary>
internal sealed class CallLanes : IDisposable
{
    private readonly CallLane _looking = new("look", 1024, ownThread: false);
    private readonly CallLane _writing = new("write", 16, ownThread: true);
    private readonly CallLane _measuring = new("measure", 4, ownThread: true);

    /// <summary>The lane of what a tool does.</summary>
    public CallLane For(ToolEffect effect) => effect switch
    {
        ToolEffect.Looks => _looking,
        ToolEffect.Writes => _writing,
        _ => _measuring,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _looking.Dispose();
        _writing.Dispose();
        _measuring.Dispose();
    }
}
