using Hone.Equivalence.Sealing;
using Hone.Linux.Processes;

namespace Hone.Linux.Sealing;

/// <summary>Which file a program's name leads to, and what is in it.</summary>
public static class ToolIdentity
{
    private static readonly string[] _runtimeFolders = ["sdk", "shared/Microsoft.NETCore.App"];

    /// <summary>
    /// The path that PATH leads to, the file behind its links, and the SHA-256 of that file; null when there is no such program.
    /// </summary>
    /// <param name="tool">A sealed tool's name: <see cref="SealScope.Lookup"/>.</param>
    /// <param name="folder">The project folder, for entries of PATH that are not absolute.</param>
    public static string? Read(string tool, string folder)
    {
        (string program, string? path) = SealScope.Lookup(tool);
        string? found = ProgramLookup.Find(program, folder, path ?? Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath);
        if (found is null)
        {
            return null;
        }

        try
        {
            string real = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
            string hash = SealedPath.Hash(real);
            return $"{found}{(real == found ? "" : " -> " + real)} sha256:{hash}{Runtimes(program, real)}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return found + " unreadable";
        }
    }

    // The dotnet program is a door of a few kilobytes: what runs is the SDK and the runtime beside it.
    private static string Runtimes(string program, string real)
    {
        if (Path.GetFileName(program) != "dotnet" || Path.GetDirectoryName(real) is not string root)
        {
            return "";
        }

        string[] versions = [.. _runtimeFolders.SelectMany(part => Names(Path.Combine(root, part)).Select(name => part + "/" + name))];
        return versions.Length == 0 ? "" : " with " + string.Join(", ", versions);
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal) : [];
}
