using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hone.Cli.Mcp.Http;

/// <summary>The clients that are there: a bounded number, of which those that are silent for long make room.</summary>
/// <param name="front">What serves them.</param>
/// <param name="serving">Ends them all.</param>
internal sealed class HttpSessions(McpFront front, CancellationToken serving) : IAsyncDisposable
{
    /// <summary>The most clients at a time.</summary>
    public const int Most = 16;

    private static readonly TimeSpan _silence = TimeSpan.FromHours(1);
    private static readonly TimeSpan _leastSilence = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, HttpSession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The session of a name; null when there is none.</summary>
    public HttpSession? Find(string id)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(id);
        }
    }

    /// <summary>A new session; null when all places are taken by clients that are not silent.</summary>
    public async Task<HttpSession?> Begin()
    {
        List<HttpSession> gone = [];
        HttpSession? begun = null;
        lock (_gate)
        {
            gone.AddRange(_sessions.Values.Where(session => session.Idle > _silence));
            if (_sessions.Count - gone.Count >= Most && _sessions.Values.MaxBy(session => session.Idle) is { } silent && silent.Idle > _leastSilence)
            {
                gone.Add(silent);
            }

            gone.ForEach(session => _sessions.Remove(session.Id));
            if (_sessions.Count < Most)
            {
                begun = new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), front, serving);
                _sessions.Add(begun.Id, begun);
            }
        }

        foreach (HttpSession session in gone)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        return begun;
    }

    /// <summary>Ends a session, and what is being done for it.</summary>
    public async Task<bool> End(string id)
    {
        HttpSession? ended;
        lock (_gate)
        {
            _ = _sessions.Remove(id, out ended);
        }

        if (ended is null)
        {
            return false;
        }

        await ended.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        string[] all;
        lock (_gate)
        {
            all = [.. _sessions.Keys];
        }

        foreach (string id in all)
        {
            await End(id).ConfigureAwait(false);
        }
    }
}
