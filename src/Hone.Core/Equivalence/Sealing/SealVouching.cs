namespace Hone.Equivalence.Sealing;

/// <summary>Which copies of a seal hold, and so which seal is in force.</summary>
/// <param name="Document">The seal in force; null when the project is not sealed, or no copy can be used.</param>
/// <param name="List">Its list.</param>
/// <param name="Trust">How far it reaches.</param>
/// <param name="Findings">Copies that were altered or taken away.</param>
/// <param name="Notes">What is missing and may be: a clone's first look.</param>
public sealed record SealVouching(SealDocument? Document, SealedList? List, SealTrust Trust, IReadOnlyList<SealFinding> Findings, IReadOnlyList<string> Notes)
{
    /// <summary>True when some place says that the project is sealed.</summary>
    public bool IsSealed => Document is not null || Findings.Count > 0;

    /// <summary>Holds the copies against each other.</summary>
    public static SealVouching Of(SealCopies copies)
    {
        List<SealFinding> findings = [];
        List<string> notes = [];
        string? wanted = copies.PlaceRoot ?? copies.Ledger?.Root ?? copies.State?.Root ?? copies.Ref?.Root;
        if (copies.Expected is string expected && expected != wanted)
        {
            findings.Add(new(SealFinding.OfTheSeal, "root", "seal-root", $"the seal's root is {Short(wanted)}, expected is {Short(expected)}", "see who renewed the seal: hone ledger log"));
        }

        if (wanted is null)
        {
            if (copies.IsStateBroken)
            {
                findings.Add(StateBroken());
            }

            return new(null, null, SealTrust.Here, findings, notes);
        }

        Ledger(copies, wanted, findings);
        SealedList? stateList = Usable(copies.State, wanted);
        SealedList? refList = Usable(copies.Ref, wanted);
        bool seenHere = copies.PlaceRoot is not null;
        State(copies, stateList is not null, seenHere, findings, notes);
        Ref(copies, refList is not null, seenHere, findings, notes);
        if (stateList is not null && refList is not null && !copies.State!.Agrees(copies.Ref!))
        {
            findings.Add(new(SealFinding.OfTheSeal, "copies", "seal-copies", "the copies of the seal in the state directory and in git do not say the same of who sealed the project, when and why", Renew));
        }

        SealDocument? document = stateList is not null ? copies.State : refList is not null ? copies.Ref : null;
        if (document is null && findings.Count == 0)
        {
            findings.Add(new(
                SealFinding.OfTheSeal,
                "seal",
                "seal-missing",
                $"the ledger says that the project is sealed ({Short(wanted)}), and neither the state directory nor refs/hone/seal has the seal",
                $"in a new clone: git fetch origin refs/hone/seal:refs/hone/seal; if it is lost: {Renew}"));
        }

        if (document is not null && copies.Ledger is LedgerSeal ledger && ledger.Root == wanted && (ledger.Entry != document.Entry || ledger.EntryHash != document.EntryHash))
        {
            findings.Add(LedgerFinding($"the entry of the seal is number {ledger.Entry} with hash {Short(ledger.EntryHash)}, sealed was {document.Entry} with {Short(document.EntryHash)}"));
        }

        return new(document, stateList ?? refList, seenHere ? SealTrust.Here : stateList is not null ? SealTrust.OtherClone : SealTrust.RefAlone, findings, notes);
    }

    private const string Renew = "restore it; or, if you are the owner and know why: " + SealText.Renew;

    private static void Ledger(SealCopies copies, string wanted, List<SealFinding> findings)
    {
        if (copies.Ledger is null)
        {
            findings.Add(LedgerFinding($"the project is sealed ({Short(wanted)}), and the ledger does not tell of it: entries were cut off, or it was replaced"));
        }
        else if (copies.Ledger.Root != wanted)
        {
            findings.Add(LedgerFinding($"the ledger's last seal is {Short(copies.Ledger.Root)}, in force here is {Short(wanted)}: the ledger is of another time, was replaced, or a renewal was interrupted"));
        }
    }

    private static void State(SealCopies copies, bool usable, bool seenHere, List<SealFinding> findings, List<string> notes)
    {
        if (copies.IsStateBroken || (copies.State is not null && !usable))
        {
            findings.Add(StateBroken());
        }
        else if (copies.State is null && seenHere)
        {
            findings.Add(new(SealFinding.OfTheSeal, "state directory", "seal-state", "the seal was taken out of the state directory", Renew));
        }
        else if (copies.State is null)
        {
            notes.Add("the state directory does not know this seal (a new clone or machine): only the git ref vouches for it, and programs, variables and settings of the machine decide nothing");
        }
    }

    private static void Ref(SealCopies copies, bool usable, bool seenHere, List<SealFinding> findings, List<string> notes)
    {
        if (copies.IsRefBroken || (copies.Ref is not null && !usable))
        {
            findings.Add(new(SealFinding.OfTheSeal, "refs/hone/seal", "seal-ref", "refs/hone/seal was altered: it does not hold the seal as Hone wrote it", Renew));
        }
        else if (copies.Ref is null && copies.HasGit && seenHere)
        {
            findings.Add(new(SealFinding.OfTheSeal, "refs/hone/seal", "seal-ref", "refs/hone/seal was removed or moved: it does not hold the seal", Renew));
        }
        else if (copies.Ref is null && copies.HasGit && copies.State is not null)
        {
            notes.Add("refs/hone/seal is not here (a new clone): only the state directory vouches for the seal; git fetch origin refs/hone/seal:refs/hone/seal brings it");
        }
    }

    private static SealedList? Usable(SealDocument? document, string wanted) => document is not null && document.Root == wanted ? document.List() : null;

    private static SealFinding StateBroken() => new(SealFinding.OfTheSeal, "state directory", "seal-state", "the seal in the state directory was altered: its list does not give its root", Renew);

    private static SealFinding LedgerFinding(string what) => new(SealFinding.OfTheSeal, ".hone/ledger.jsonl", "seal-ledger", what, "restore the record: git checkout -- .hone; or, if it is meant: " + SealText.Renew);

    private static string Short(string? hash) => hash is null ? "none" : hash[..Math.Min(12, hash.Length)];
}
