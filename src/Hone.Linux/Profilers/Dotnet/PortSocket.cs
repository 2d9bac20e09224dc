using System.Net.Sockets;
using System.Text;
using Hone.Problems;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>A listening socket at a path that <c>DOTNET_DiagnosticPorts</c> can name; disposing removes it from the file system.</summary>
internal sealed class PortSocket : IDisposable
{
    /// <summary>sockaddr_un holds 108 bytes with the closing zero (unix(7)).</summary>
    private const int LongestPath = 107;

    private readonly string? _ownFolder;

    /// <summary>Listens in <paramref name="folder"/>, or in a folder of its own below /tmp when that path is too long.</summary>
    public PortSocket(string folder)
    {
        Path = System.IO.Path.Combine(folder, "d");

        // Commas and semicolons separate the parts of DOTNET_DiagnosticPorts.
        if (Encoding.UTF8.GetByteCount(Path) > LongestPath || Path.AsSpan().ContainsAny(',', ';'))
        {
            _ownFolder = ShortFolder();
            Path = System.IO.Path.Combine(_ownFolder, "d");
        }

        Listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Listener.Bind(new UnixDomainSocketEndPoint(Path));
        Listener.Listen(128);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Accepts connections.</summary>
    public Socket Listener { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Listener.Dispose();
        try
        {
            File.Delete(Path);
            if (_ownFolder is not null)
            {
                Directory.Delete(_ownFolder, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody else removed it first, or keeps it from being removed: nothing of the profile depends on it.
        }
    }

    private static string ShortFolder()
    {
        string folder = $"/tmp/hone-{Environment.ProcessId:x}-{Random.Shared.Next():x}";
        try
        {
            // Nobody else may connect: a session hands out what the program does.
            return Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ExitCode.ToolMissing, "diagnostic-port",
                $"the socket for the .NET runtime could not be made in /tmp, and paths of sockets are limited to {LongestPath} bytes: {error.Message}",
                "set TMPDIR to a short path that may be written to"));
        }
    }
}
