using System.Threading.Channels;

namespace Hone.Cli.Serving;

/// <summary>What waits for one client. It is bounded: who takes nothing is dropped, and comes back to what they missed.</summary>
/// <param name="missed">What happened before, from where the client was.</param>
/// <param name="most">How many events wait at most.</param>
internal sealed class EventFeed(IReadOnlyList<ServerEvent> missed, int most)
{
    private readonly Channel<ServerEvent> _waiting = Channel.CreateBounded<ServerEvent>(new BoundedChannelOptions(most) { SingleReader = true });

    /// <summary>What happened before.</summary>
    public IReadOnlyList<ServerEvent> Missed => missed;

    /// <summary>What happens, until the client is dropped.</summary>
    public ChannelReader<ServerEvent> Waiting => _waiting.Reader;

    /// <summary>Adds an event, waiting for nobody; false when the client is dropped for being slow.</summary>
    public bool Offer(ServerEvent happened)
    {
        if (_waiting.Writer.TryWrite(happened))
        {
            return true;
        }

        End();
        return false;
    }

    /// <summary>Nothing more comes.</summary>
    public void End() => _waiting.Writer.TryComplete();
}
