using Hone.Cli.Steps.Oracle;
using Hone.Equivalence;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Sealing;
using Hone.Problems;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Sealing;

/// <summary>Seals a project, or renews its seal: the ledger tells of it, the git ref and the state directory keep it whole.</summary>
internal static class SealStep
{
    /// <summary>The commit of a seal outside git.</summary>
    public const string NoGit = "none";

    /// <summary>The commit of a seal in a repository without commits.</summary>
    public const string NoCommit = "no commit";

    /// <summary>Seals the project. The caller holds its lock, and has the owner's word when <paramref name="before"/> is a seal.</summary>
    /// <param name="session">The project.</param>
    /// <param name="before">The project as it is under the seal in force.</param>
    /// <param name="because">The reason; null when a first seal gives none.</param>
    public static SealDocument Make(Session session, SealVerdict before, string? because)
    {
        SealVault vault = SealVault.Open(session.Folder);
        IReadOnlyList<LedgerEntry> entries = session.Ledger.ReadTrusted();
        Evidence evidence = Evidence.From(entries);
        Dictionary<string, Recorded<GoldenFact>> goldens = new(evidence.Goldens);
        foreach ((string workload, Recorded<GoldenFact> golden) in evidence.ProposedGoldens)
        {
            goldens[workload] = golden;
        }

        InsistComplete(session, goldens);
        GoldenFolder.Write(session, goldens.Values);
        GitClone? clone = GitClone.Open(session.Git, session.Folder, session.Cancellation);
        SealedList list = new SealInventory(session, clone).Take(entries, goldens.Values);
        InsistWhole(session, list);
        string project = evidence.Seal?.Fact.Project ?? before.Vouching.Document?.Project ?? SealVault.ProjectId(clone?.FirstCommit(), clone?.Folder ?? ".", SealVault.PlaceOf(session.Folder));
        string? previous = before.Vouching.Document?.Root ?? evidence.Seal?.Fact.Root ?? (before.IsSealed ? "unknown" : null);
        LedgerEntry entry = session.Append(EntryKind.Seal, new SealFact(project, list.Root, list.Items.Count, previous, because), FactJson.Default.SealFact);
        SealDocument document = new()
        {
            Project = project,
            Root = list.Root,
            Previous = previous,
            Because = because,
            Actor = entry.Actor,
            Time = entry.Time,
            Commit = clone is null ? NoGit : clone.Head() ?? NoCommit,
            Folder = clone?.Folder ?? ".",
            Entry = entry.Seq,
            EntryHash = entry.Hash,
            Items = list.Items,
        };
        if (clone is not null)
        {
            using Scratch scratch = new();
            new SealRef(session.Git, session.Cancellation).Write(document, scratch.Folder);
        }

        vault.Write(document, SealVault.PlaceOf(session.Folder));
        return document;
    }

    // A seal over goldens or inputs that are not there would fix nothing.
    private static void InsistComplete(Session session, Dictionary<string, Recorded<GoldenFact>> goldens)
    {
        OracleCase? bare = OracleCase.All(session.Project, session.Project.Workloads).FirstOrDefault(each => goldens.GetValueOrDefault(each.Name) is not { Fact.Recordings: > 0 });
        if (bare is not null)
        {
            string kind = bare.IsWorkload ? "workload" : "case";
            throw new ProblemException(new(ExitCode.GateSaidNo, "no-golden", $"there is no golden output of this {kind}, and a seal fixes what behaviour is", "record it on the unchanged program with: hone oracle record") { Place = $"{kind} {bare.Name}" });
        }

        SealScope scope = SealScope.Of(session.Project);
        string? missing = scope.Inputs.Concat(scope.MadeInputs).FirstOrDefault(input => !Path.Exists(Path.Combine(session.Folder, input)));
        if (missing is not null)
        {
            throw new ProblemException(new(ExitCode.Usage, "input-missing", "this input does not exist, and a seal fixes what workloads read", "make it, or let its prepare command do it: hone baseline") { Place = Path.Combine(session.Folder, missing) });
        }
    }

    private static void InsistWhole(Session session, SealedList list)
    {
        SealedItem? altered = list.Of(SealedKind.Golden).FirstOrDefault(item => item.State.EndsWith(SealInventory.AlteredBytes, StringComparison.Ordinal));
        if (altered is not null)
        {
            throw new ProblemException(new(ExitCode.Tampered, "artifact-altered", $"the kept bytes of the golden output {altered.Name} are not the recorded ones", "see which: hone ledger verify; then restore the record: git checkout -- .hone") { Place = session.Folder });
        }
    }
}
