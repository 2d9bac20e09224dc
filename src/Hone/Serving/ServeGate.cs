using Hone.Cli.Http;

namespace Hone.Cli.Serving;

/// <summary>
/// Stands before everything: who is not meant for this server is stopped by its name, another user or program by the token. Without one there
/// is only the empty page that asks for it. Nothing here changes anything, so no method that would is served.
/// </summary>
/// <param name="port">The port of the server, on 127.0.0.1.</param>
/// <param name="token">What must be shown.</param>
internal sealed class ServeGate(int port, AccessToken token)
{
    /// <summary>The page that asks for everything else; it holds nothing of the project.</summary>
    public const string Shell = "/";

    /// <summary>What happens, as it happens.</summary>
    public const string Events = "/events";

    /// <summary>What is, as one document.</summary>
    public const string State = "/state";

    /// <summary>The report page.</summary>
    public const string Report = "/report";

    private static readonly string[] _paths = [Shell, Events, State, Report];

    private readonly OwnNames _names = new(port);

    /// <summary>Why the request is refused; null when it may come in.</summary>
    public Refusal? Refuse(RequestHead head) => _names.Refuse(head)
        ?? (head is { Path: Shell, Method: "GET" } ? null
        : !token.Fits(head.Authorization) ? new(401, "show the token: Authorization: Bearer TOKEN; open the address that hone serve printed, or see the file that it named")
        : head.Method != "GET" ? new(405, "this server only shows: GET")
        : !_paths.Contains(head.Path) ? new(404, "there are " + string.Join(", ", _paths))
        : null);
}
