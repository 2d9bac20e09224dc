using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hone.Measurement.Latency.Requests;
using Hone.Units;

namespace Hone.Linux.Load;

/// <summary>
/// Asks a server one request after another and writes down what it answers: method, target, status, chosen headers, body. Nothing
/// is timed, no redirect followed, no cookie kept, nothing decompressed.
/// </summary>
public static class HttpTranscript
{
    private const int Piece = 64 * 1024;

    /// <summary>
    /// Asks all requests, <c>{n}</c> filled with the request's number from 1 on, and hands the transcript out as it grows. A request
    /// without a whole answer stands in it as <c>no answer</c>, which is then what the server does.
    /// </summary>
    /// <param name="requests">The requests, in order.</param>
    /// <param name="headers">Names of headers that are written down, in lower case.</param>
    /// <param name="timeout">How long each answer may take.</param>
    /// <param name="sink">Takes the transcript.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Ask(IReadOnlyList<RequestTemplate> requests, IReadOnlyList<string> headers, Duration timeout, Action<ReadOnlyMemory<byte>> sink, CancellationToken cancellation)
    {
        using SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            MaxConnectionsPerServer = 1,
            ConnectCallback = (context, token) => ConnectAsync(requests[0].Address, token),
        };
        using HttpClient client = new(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        for (int i = 0; i < requests.Count; i++)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(timeout.Seconds));
            RequestTemplate request = requests[i];
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            Say(sink, $"{request.Method} {Fill(request.Target, number)}\n");
            try
            {
                Answer(client, request, number, headers, sink, limit.Token);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or SocketException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                Say(sink, "\nno answer\n\n");
            }
        }
    }

    private static void Answer(HttpClient client, RequestTemplate request, string number, IReadOnlyList<string> headers, Action<ReadOnlyMemory<byte>> sink, CancellationToken cancellation)
    {
        using HttpRequestMessage message = Message(request, number);
        using HttpResponseMessage answer = client.Send(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}\n");
        foreach (string name in headers)
        {
            if (answer.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values)
                || answer.Content.Headers.NonValidated.TryGetValues(name, out values))
            {
                head.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
            }
        }

        Say(sink, head.Append('\n').ToString());
        using Stream body = answer.Content.ReadAsStream(cancellation);
        byte[] buffer = new byte[Piece];
        long bytes = 0;
        int read;
        using (cancellation.UnsafeRegister(static stream => ((Stream)stream!).Dispose(), body))
        {
            while ((read = body.Read(buffer)) > 0)
            {
                sink(buffer.AsMemory(0, read));
                bytes += read;
            }
        }

        Say(sink, string.Create(CultureInfo.InvariantCulture, $"\n{bytes} bytes\n\n"));
    }

    private static HttpRequestMessage Message(RequestTemplate request, string number)
    {
        HttpRequestMessage message = new(new HttpMethod(request.Method), $"http://{request.Address}{Fill(request.Target, number)}");
        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(request.Body, number)));
        }

        foreach (RequestHeader header in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, Fill(header.Value, number)))
            {
                _ = message.Content?.Headers.TryAddWithoutValidation(header.Name, Fill(header.Value, number));
            }
        }

        return message;
    }

    private static async ValueTask<Stream> ConnectAsync(RequestAddress address, CancellationToken cancellation)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(LoadTarget.Resolve(address), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Fill(string text, string number) => text.Replace("{n}", number, StringComparison.Ordinal);

    private static void Say(Action<ReadOnlyMemory<byte>> sink, string text) => sink(Encoding.UTF8.GetBytes(text));
}
