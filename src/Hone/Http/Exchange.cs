using System.Net;
using System.Net.Sockets;
using Hone.Cli.Terminal;
using Hone.Problems;

namespace Hone.Cli.Http;

/// <summary>The end of one request and its answer: whatever it was, the server goes on.</summary>
internal static class Exchange
{
    /// <summary>How long a client may read nothing, or send nothing of what it announced.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A client that read nothing.</summary>
    public static readonly Problem Stuck = new(
        ExitCode.GateSaidNo, "client-stuck", FormattableString.Invariant($"a client read nothing of its answer for {Patience.TotalSeconds:0} seconds; its connection was ended, and what was being done for it"), "read answers as they come");

    private const int Piece = 64 << 10;

    private static readonly TimeSpan _breaking = TimeSpan.FromMilliseconds(200);

    /// <summary>Answers it.</summary>
    public static async Task Answer(HttpListenerContext context, Func<HttpListenerContext, Task> handle)
    {
        try
        {
            await handle(context).ConfigureAwait(false);
            await End(context).WaitAsync(Patience).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A connection that breaks, in whichever way, breaks alone; whatever else it was is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Break(context, isStuck: error is TimeoutException or ProblemException).ConfigureAwait(false);
            if (Told(error) is string told)
            {
                await Console.Error.WriteLineAsync(told).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Ends the connection now. Abort alone writes the end of the body first, and so waits for the very client that reads nothing; where the body is
    /// being closed already it has nothing to write and takes the socket away, from whoever waits at it as well.
    /// </summary>
    public static async Task Break(HttpListenerContext context, bool isStuck)
    {
        if (isStuck)
        {
            _ = await Task.WhenAny(End(context), Task.Delay(_breaking)).ConfigureAwait(false);
        }

        context.Response.Abort();
    }

    /// <summary>What is said on standard error of an exchange that ended so; null where the client has gone, which is its own affair.</summary>
    public static string? Told(Exception error) => error switch
    {
        TimeoutException or ProblemException => "hone: " + ProblemText.Sentence((error as ProblemException)?.Problem ?? Stuck),
        IOException or HttpListenerException or SocketException or ObjectDisposedException or OperationCanceledException => null,
        _ => $"hone: {ProblemText.Sentence(ProblemText.Bug(error))}\n{error}",
    };

    /// <summary>Turns a request away, when more are under way than the server takes.</summary>
    public static void TurnAway(HttpListenerContext context)
    {
        try
        {
            context.Response.StatusCode = 503;
            context.Response.Close();
        }
        catch (Exception error) when (error is IOException or HttpListenerException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It has gone by itself.
            context.Response.Abort();
        }
    }

    /// <summary>Writes a body whole, to a client that may be slow: it must take some of it in time, again and again.</summary>
    /// <param name="response">Of whom.</param>
    /// <param name="body">The body.</param>
    /// <param name="patience">How long it may take nothing; null for <see cref="Patience"/>.</param>
    public static async Task Write(HttpListenerResponse response, byte[] body, TimeSpan? patience = null)
    {
        response.ContentLength64 = body.Length;
        for (int at = 0; at < body.Length; at += Piece)
        {
            ReadOnlyMemory<byte> piece = body.AsMemory(at, Math.Min(Piece, body.Length - at));
            await Task.Run(() => response.OutputStream.WriteAsync(piece).AsTask()).WaitAsync(patience ?? Patience).ConfigureAwait(false);
        }
    }

    // Closing the body closes the response. It is written on the thread that asks for it.
    private static Task End(HttpListenerContext context) => Task.Run(context.Response.OutputStream.Close);
}
