using Hone.Cli.Steps;

namespace Hone.Cli.Commands;

/// <summary>A project's session that is opened when it is first asked for: a command on files needs no project.</summary>
internal sealed class SessionOnDemand(string? folder, Front front) : IDisposable
{
    private Session? _session;

    public Session Value => _session ??= Session.Open(folder, front.Progress, front.Cancellation);

    public void Dispose() => _session?.Dispose();
}
