using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hone.Profiling.Formats;

/// <summary>
/// Where the methods of a .NET assembly are defined, from its portable PDB (dotnet/runtime,
/// docs/design/specs/PortablePdb-Metadata.md). Bytes that can't be understood give no locations, never an error.
/// </summary>
public sealed class PortablePdb : IDisposable
{
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    private PortablePdb(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = provider.GetMetadataReader();
    }

    /// <summary>Reads a PDB file; null when it is no portable PDB.</summary>
    public static PortablePdb? Read(Stream pdb) => Try(() => MetadataReaderProvider.FromPortablePdbStream(pdb, MetadataStreamOptions.PrefetchMetadata));

    /// <summary>Reads the PDB inside an assembly; null when there is none.</summary>
    public static PortablePdb? ReadEmbedded(Stream assembly) => Try(() =>
    {
        using PEReader image = new(assembly, PEStreamOptions.LeaveOpen);
        foreach (DebugDirectoryEntry entry in image.ReadDebugDirectory())
        {
            if (entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
            {
                return image.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            }
        }

        return null;
    });

    /// <summary>The place of the method's first visible statement; null when the PDB says none.</summary>
    /// <param name="token">The method's token, 0x06nnnnnn.</param>
    public SourceLocation? Find(uint token)
    {
        int row = (int)(token & 0xffffff);
        if (token >> 24 != 0x06 || row == 0 || row > _reader.MethodDebugInformation.Count)
        {
            return null;
        }

        try
        {
            MethodDebugInformation method = _reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row));
            foreach (SequencePoint point in method.GetSequencePoints())
            {
                DocumentHandle document = point.Document.IsNil ? method.Document : point.Document;
                if (!point.IsHidden && !document.IsNil)
                {
                    return new SourceLocation(_reader.GetString(_reader.GetDocument(document).Name), point.StartLine);
                }
            }

            return null;
        }
        catch (Exception error) when (error is BadImageFormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();

    private static PortablePdb? Try(Func<MetadataReaderProvider?> open)
    {
        MetadataReaderProvider? provider = null;
        try
        {
            provider = open();
            return provider is null ? null : new PortablePdb(provider);
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or InvalidDataException or ArgumentException or InvalidOperationException or OverflowException)
        {
            provider?.Dispose();
            return null;
        }
    }
}
