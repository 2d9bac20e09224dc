using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// The part of a program's file that its behaviour follows from. Of an ELF file (System V ABI, gABI 4.1) that are the sections that
/// are loaded, without notes; of a .NET assembly (ECMA-335) metadata and method bodies, without the number that is new with each
/// build. Debug information, which holds columns and hashes of the source, is in neither. Of any other file it is all of it.
/// </summary>
public static class ProgramCode
{
    private const int ElfHeaderBytes = 64;
    private const int SectionBytes = 64;
    private const uint NoteSection = 7;
    private const uint NoBitsSection = 8;
    private const ulong Allocated = 2;

    /// <summary>SHA-256 of that part, in lower-case hex.</summary>
    public static string Hash(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (!AddElf(bytes, hash) && !AddAssembly(bytes, hash))
        {
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool AddElf(byte[] bytes, IncrementalHash hash)
    {
        // 64-bit, little-endian.
        if (bytes.Length < ElfHeaderBytes || !bytes.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return false;
        }

        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(40));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(58));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(60));
        if (size != SectionBytes || count == 0 || table > (ulong)bytes.Length || (ulong)count * SectionBytes > (ulong)bytes.Length - table)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = bytes.AsSpan((int)table + (i * SectionBytes), SectionBytes);
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(section[4..]);
            ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(section[8..]);
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(section[24..]);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(section[32..]);
            if ((flags & Allocated) == 0 || type is NoteSection)
            {
                continue;
            }

            hash.AppendData(section[4..16]);
            hash.AppendData(section[32..40]);
            if (type != NoBitsSection && offset <= (ulong)bytes.Length && length <= (ulong)bytes.Length - offset)
            {
                hash.AppendData(bytes.AsSpan((int)offset, (int)length));
            }
        }

        return true;
    }

    private static bool AddAssembly(byte[] bytes, IncrementalHash hash)
    {
        if (bytes.Length < 2 || bytes[0] != 'M' || bytes[1] != 'Z')
        {
            return false;
        }

        try
        {
            using PEReader reader = new(new MemoryStream(bytes));
            if (!reader.HasMetadata)
            {
                return false;
            }

            MetadataReader metadata = reader.GetMetadataReader();
            byte[] tables = [.. reader.GetMetadata().GetContent()];
            tables.AsSpan(metadata.GetHeapMetadataOffset(HeapIndex.Guid), metadata.GetHeapSize(HeapIndex.Guid)).Clear();
            hash.AppendData(tables);
            foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
            {
                int address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
                if (address != 0)
                {
                    hash.AppendData(reader.GetMethodBody(address).GetILBytes() ?? []);
                }
            }

            return true;
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
