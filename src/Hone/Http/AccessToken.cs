using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hone.Linux.Storage;

namespace Hone.Cli.Http;

/// <summary>
/// What a client over HTTP must show: 256 random bits, new each time the server starts. They stand in a file that only this user can read,
/// beside the address, and are gone with the server.
/// </summary>
internal sealed class AccessToken : IDisposable
{
    private const string Scheme = "Bearer ";
    private const int Length = 32;

    private readonly byte[] _digest;

    /// <summary>A token of its own, in no file.</summary>
    public AccessToken()
    {
        Text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>The token.</summary>
    public string Text { get; }

    /// <summary>The file that it stands in; null before it was written.</summary>
    public string? Path { get; private set; }

    /// <summary>Writes it, with the address, for clients of this user (mode 0600 in a folder of mode 0700).</summary>
    /// <param name="project">The project folder, which the state directory must not lie in.</param>
    /// <param name="address">The address of the server.</param>
    /// <param name="schema">What is served there.</param>
    public void Write(string project, Uri address, string schema = "hone.mcp/1")
    {
        string path = System.IO.Path.Combine(UserState.Folder(project, UserState.Tokens), FormattableString.Invariant($"{address.Port}.json"));
        JsonObject content = new() { ["schema"] = schema, ["url"] = address.ToString(), ["token"] = Text, ["project"] = project, ["pid"] = Environment.ProcessId };
        DurableFile.Replace(path, Encoding.UTF8.GetBytes(content.ToJsonString() + "\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Path = path;
    }

    /// <summary>Whether an Authorization header holds it (RFC 6750); compared in a time that says nothing of how much of it was right.</summary>
    public bool Fits(string? authorization) => authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim())), _digest);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Path is not null)
        {
            File.Delete(Path);
        }
    }
}
