using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Sealing;

namespace Hone.Cli.Steps.Sealing;

/// <summary>Finds the copies of a project's seal and holds the project against it.</summary>
internal static class SealReading
{
    /// <summary>The variable that names the root which somebody outside this machine insists on, such as a secret of CI.</summary>
    public const string RootVariable = "HONE_SEAL_ROOT";

    /// <summary>The verdict on the project as it is now. Nothing of the project is started.</summary>
    /// <param name="session">The project.</param>
    /// <param name="expected">The root to insist on; null for the one of <see cref="RootVariable"/>, or none.</param>
    public static SealVerdict Read(Session session, string? expected = null)
    {
        IReadOnlyList<LedgerEntry> entries = session.Ledger.ReadTrusted();
        GitClone? clone = GitClone.Open(session.Git, session.Folder, session.Cancellation);
        SealVouching vouching = SealVouching.Of(Copies(session, entries, clone) with { Expected = (expected ?? Environment.GetEnvironmentVariable(RootVariable)) is { Length: > 0 } root ? root : null });
        return SealVerdict.Of(vouching, vouching.List is null ? null : new SealInventory(session, clone).Take(vouching.List, entries));
    }

    private static SealCopies Copies(Session session, IReadOnlyList<LedgerEntry> entries, GitClone? clone)
    {
        LedgerSeal? ledger = Evidence.From(entries).Seal is Recorded<SealFact> seal ? new(seal.Fact.Project, seal.Fact.Root, seal.Entry.Seq, seal.Entry.Hash) : null;
        string place = SealVault.PlaceOf(session.Folder);
        SealVault? vault = SealVault.Find(session.Folder);
        SealRef? gitRef = clone is null ? null : new(session.Git, session.Cancellation);

        // What was sealed in this folder, whatever its ledger says: a ledger of another project's id would else lead past the vault.
        string? project = vault?.ProjectAt(place) ?? ledger?.Project;
        if (project is null)
        {
            return clone is null || gitRef is null ? new() : Forgotten(clone, gitRef, session.Folder);
        }

        (SealVaultFile? file, bool isStateBroken) = vault?.Read(project) ?? (null, false);
        string? placeRoot = file?.Places.GetValueOrDefault(place);
        string root = placeRoot ?? ledger?.Root ?? "";
        SealDocument? state = file?.Seals.LastOrDefault(document => document.Root == root);
        (SealDocument? inRef, bool isRefBroken) = gitRef?.Read(project, root) ?? (null, false);
        return new()
        {
            Ledger = ledger,
            PlaceRoot = placeRoot,
            State = state,
            IsStateBroken = isStateBroken,
            Ref = inRef,
            IsRefBroken = isRefBroken,
            HasGit = state is null ? clone is not null : state.Commit != SealStep.NoGit,
        };
    }

    // Neither the ledger nor the state directory tells of a seal. A ref that does, of this commit or an earlier one, says that both
    // were cleared; one of a later commit is only not yet made here.
    private static SealCopies Forgotten(GitClone clone, SealRef gitRef, string folder)
    {
        SealDocument? document = gitRef.Exists() ? gitRef.Latest(SealVault.ProjectId(clone.FirstCommit(), clone.Folder, folder)) : null;
        return document is not null && (document.Commit == SealStep.NoCommit || clone.IsAncestor(document.Commit)) ? new() { Ref = document, HasGit = true } : new();
    }
}
