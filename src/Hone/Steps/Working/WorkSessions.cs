using Hone.Cli.Terminal;

namespace Hone.Cli.Steps.Working;

/// <summary>Opens the project for one step of one worker: a session belongs to one thread, and sees the commit as it is when it begins.</summary>
/// <param name="Folder">The project folder.</param>
/// <param name="Progress">Told what people must know; it shows no line of its own, since several work at once. Each session has its own like it.</param>
/// <param name="Cancellation">Ends all.</param>
internal sealed record WorkSessions(string Folder, Progress Progress, CancellationToken Cancellation)
{
    /// <summary>A session of Hone itself: it verifies, lands and gives back.</summary>
    public Session Judge() => Session.Open(Folder, new Progress(quiet: true), Cancellation);

    /// <summary>A session of an agent: it begins changes, whose author it is.</summary>
    public Session Author(string agent)
    {
        Session session = Judge();
        session.ActingAs = agent;
        return session;
    }

    /// <summary>A session that puts things right although all is being ended.</summary>
    public Session Cleaner() => Session.Open(Folder, new Progress(quiet: true), CancellationToken.None);
}
