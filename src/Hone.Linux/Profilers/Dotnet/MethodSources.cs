using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>Finds where methods are defined: in the PDB beside the assembly, or in the one inside it. Each file is read once.</summary>
internal sealed class MethodSources : IDisposable
{
    private readonly Dictionary<string, PortablePdb?> _pdbs = new(StringComparer.Ordinal);

    /// <summary>The place of a method, or null when no PDB says so.</summary>
    /// <param name="assembly">The path of the assembly.</param>
    /// <param name="token">The method's token.</param>
    public SourceLocation? Find(string assembly, uint token)
    {
        if (!_pdbs.TryGetValue(assembly, out PortablePdb? pdb))
        {
            pdb = Open(Path.ChangeExtension(assembly, ".pdb"), PortablePdb.Read) ?? Open(assembly, PortablePdb.ReadEmbedded);
            _pdbs.Add(assembly, pdb);
        }

        return pdb?.Find(token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PortablePdb? pdb in _pdbs.Values)
        {
            pdb?.Dispose();
        }
    }

    private static PortablePdb? Open(string path, Func<Stream, PortablePdb?> read)
    {
        try
        {
            // The path comes from a trace: a pipe or a device would never end.
            FileInfo file = new(path);
            if (!file.Exists || (file.Attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0 || file.Length == 0)
            {
                return null;
            }

            using FileStream stream = file.OpenRead();
            return read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
