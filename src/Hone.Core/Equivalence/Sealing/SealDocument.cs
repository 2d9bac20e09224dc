using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Equivalence.Sealing;

/// <summary>A seal as it is kept outside the working tree, whole: so that what was altered can be named.</summary>
public sealed record SealDocument
{
    /// <summary>The form's name and version.</summary>
    public const string CurrentSchema = "hone.seal/1";

    /// <summary><see cref="CurrentSchema"/>.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The project's id, 32 hexadecimal digits.</summary>
    public required string Project { get; init; }

    /// <summary>The root over <see cref="Items"/>.</summary>
    public required string Root { get; init; }

    /// <summary>The root of the seal that this one renewed, or null.</summary>
    public string? Previous { get; init; }

    /// <summary>Why it was made or renewed; null when a first seal gives no reason.</summary>
    public string? Because { get; init; }

    /// <summary>Who made it.</summary>
    public required string Actor { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The commit that it was made at; <c>none</c> outside git.</summary>
    public required string Commit { get; init; }

    /// <summary>The project folder within its git repository, with <c>/</c>; <c>.</c> for the repository's own.</summary>
    public required string Folder { get; init; }

    /// <summary>The number of the ledger entry that tells of it.</summary>
    public required long Entry { get; init; }

    /// <summary>That entry's hash, which holds the whole ledger up to it.</summary>
    public required string EntryHash { get; init; }

    /// <summary>What is sealed, by kind and name.</summary>
    public required IReadOnlyList<SealedItem> Items { get; init; }

    /// <summary>The document as JSON, UTF-8, always the same bytes for the same seal.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SealJson.Default.SealDocument), (byte)'\n'];

    /// <summary>Reads a document; null when the bytes are none, or of a later form.</summary>
    public static SealDocument? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SealJson.Default.SealDocument) is { Schema: CurrentSchema, Items: not null, Root: not null, Project: not null } document
                && document.Items.All(item => item is { Kind: not null, Name: not null, State: not null })
                    ? document
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The sealed list; null when the items do not give the root: somebody edited one or the other.</summary>
    public SealedList? List()
    {
        try
        {
            SealedList list = new(Items);
            return list.Root == Root ? list : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True when both say the same in every member.</summary>
    public bool Agrees(SealDocument other) => Write().AsSpan().SequenceEqual(other.Write());
}

/// <summary>Source-generated reading and writing of <see cref="SealDocument"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SealDocument))]
public sealed partial class SealJson : JsonSerializerContext;
