namespace Hone.Equivalence.Sealing;

/// <summary>What the ledger says of its latest seal.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Root">The root.</param>
/// <param name="Entry">The entry's number.</param>
/// <param name="EntryHash">The entry's hash.</param>
public sealed record LedgerSeal(string Project, string Root, long Entry, string EntryHash);

/// <summary>The copies of a seal, as far as they were found: three places that an editor would have to change together.</summary>
public sealed record SealCopies
{
    /// <summary>The ledger's own word; null when it holds no seal.</summary>
    public LedgerSeal? Ledger { get; init; }

    /// <summary>The root that the state directory knows for this very folder; null when no seal was made or seen here.</summary>
    public string? PlaceRoot { get; init; }

    /// <summary>The seal in the state directory; null when there is none that can be read.</summary>
    public SealDocument? State { get; init; }

    /// <summary>True when the state directory's file is there and cannot be read as seals.</summary>
    public bool IsStateBroken { get; init; }

    /// <summary>The seal in the git ref; null when there is none that can be read.</summary>
    public SealDocument? Ref { get; init; }

    /// <summary>True when the ref is there and does not hold this seal as Hone wrote it.</summary>
    public bool IsRefBroken { get; init; }

    /// <summary>True in a git repository with a commit, where a seal always has its ref.</summary>
    public bool HasGit { get; init; }

    /// <summary>The root that somebody outside insists on (<c>HONE_SEAL_ROOT</c>, <c>--root</c>); null for none.</summary>
    public string? Expected { get; init; }
}

/// <summary>How far the copies of a seal reach.</summary>
public enum SealTrust
{
    /// <summary>Sealed or seen before in this folder: everything must be the same.</summary>
    Here,

    /// <summary>A clone in another folder of the machine that knows the seal: what belongs to one clone may be missing.</summary>
    OtherClone,

    /// <summary>Only the git ref tells of it: what belongs to one machine is compared and told, and decides nothing.</summary>
    RefAlone,
}
