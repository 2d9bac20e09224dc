using System.Text.Json;

namespace Hone.Ledger;

/// <summary>One fact in the record; see <c>docs/ledger-format.md</c> for the form on disk.</summary>
public sealed record LedgerEntry
{
    /// <summary>The hash that stands before the first entry: 64 zeros.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The position, counted from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What kind of fact: one of <see cref="EntryKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who had it written.</summary>
    public required string Actor { get; init; }

    /// <summary>The commit it is about, with <c>+dirty</c> when the tree differed; <c>none</c> outside git.</summary>
    public required string Commit { get; init; }

    /// <summary>The host fingerprint's id.</summary>
    public required string Host { get; init; }

    /// <summary>The fact itself, an object whose members depend on <see cref="Kind"/>.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The files behind it.</summary>
    public IReadOnlyList<Artifact> Artifacts { get; init; } = [];

    /// <summary>The hash of the entry before, or <see cref="Origin"/>.</summary>
    public required string Prev { get; init; }

    /// <summary>SHA-256 over the canonical form of everything else; 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}
