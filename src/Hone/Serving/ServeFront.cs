using Hone.Cli.Http;
using Hone.Problems;

namespace Hone.Cli.Serving;

/// <summary>Shows a project to its user's browsers, on the loopback interface alone.</summary>
internal static class ServeFront
{
    // Every client that listens is one of them all the time.
    private const int MostExchanges = 512;

    /// <summary>Serves until it is interrupted.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="ready">Is told the address with the token in its fragment, and the token.</param>
    /// <param name="note">Is told what a person must know.</param>
    /// <param name="cancellation">Interrupts.</param>
    public static void Run(string folder, int port, Action<Uri, AccessToken> ready, Action<string> note, CancellationToken cancellation)
    {
        using (LoopbackServer server = LoopbackServer.Listen(port))
        {
            EventHub hub = new();
            LiveWatch watch = new(folder, hub, cancellation);
            Thread watching = watch.Start();
            using AccessToken token = new();
            Uri address = new(FormattableString.Invariant($"http://127.0.0.1:{server.Port}/#token={token.Text}"));
            try
            {
                token.Write(folder, address, "hone.serve/1");
            }
            catch (ProblemException error)
            {
                // A full disk is just what one may want to look at.
                note($"the token could not be written to a file: {error.Problem.What}");
            }

            using LiveReport report = new(folder, TimeProvider.System, cancellation);
            ServeExchange exchange = new(new(server.Port, token), hub, report, () => watch.IsBusy, cancellation);
            ready(address, token);
            server.Serve(exchange.Handle, MostExchanges, cancellation).GetAwaiter().GetResult();
            watching.Join();
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
