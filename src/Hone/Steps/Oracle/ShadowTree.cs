using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Oracle;

/// <summary>
/// A folder that looks like another one: links to everything in it, and folders of its own on the way to what a run writes or is
/// given anew, so that the other folder's files are neither replaced nor overwritten. Disposing it removes the links.
/// </summary>
internal sealed class ShadowTree : IDisposable
{
    private readonly Scratch _scratch = new();

    /// <summary>Makes the shadow.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="outputs">Files and folders that a run writes, relative; they are left out, folders are empty.</param>
    /// <param name="replaced">Files that are given anew, relative; they are left out.</param>
    public ShadowTree(string folder, IReadOnlyList<string> outputs, IReadOnlyList<string> replaced)
    {
        Folder = _scratch.Sub("shadow");
        try
        {
            Fill(folder, Folder, "", [.. outputs.Concat(replaced)]);
            foreach (string output in outputs.Where(output => Directory.Exists(Path.Combine(folder, output))))
            {
                Directory.CreateDirectory(Path.Combine(Folder, output));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _scratch.Dispose();
            throw DiskProblem.From(error, Folder);
        }
    }

    /// <summary>The shadow, absolute.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    private static void Fill(string from, string to, string relative, IReadOnlyList<string> own)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (string entry in Directory.EnumerateFileSystemEntries(from))
        {
            string name = Path.GetFileName(entry);
            string path = relative.Length == 0 ? name : relative + "/" + name;
            if (own.Contains(path))
            {
                continue;
            }

            if (own.Any(each => each.StartsWith(path + "/", StringComparison.Ordinal)) && Directory.Exists(entry))
            {
                Fill(entry, Path.Combine(to, name), path, own);
            }
            else
            {
                File.CreateSymbolicLink(Path.Combine(to, name), entry);
            }
        }

        // A folder on the way to an output that does not exist yet is the program's to make, or not.
    }
}
