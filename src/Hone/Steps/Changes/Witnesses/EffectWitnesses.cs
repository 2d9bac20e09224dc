using Hone.Changes.Proofs;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>What both arms do outside themselves, seen in their system calls.</summary>
internal static class EffectWitnesses
{
    private const int MostNamed = 5;

    /// <summary>Files, processes, network, and how often the disk was waited for.</summary>
    public static Witness Effects(Func<ArmTraces> traces)
    {
        const string limit = "the same files, processes, addresses and syncs";
        ArmTraces traced = traces();
        IReadOnlyList<string> differences = EffectManifest.Differences(traced.BaselineManifest, traced.AgainManifest, traced.CandidateManifest);
        (int before, int after) = (traced.BaselineManifest.Syncs, traced.CandidateManifest.Syncs);
        string counts = $"{traced.BaselineManifest.Lines.Count} effects in the baseline, {traced.CandidateManifest.Lines.Count} in the candidate; {before} and {after} syncs";
        return differences.Count == 0 ? new(WitnessNames.Effects, ClaimKind.SideEffects, WitnessOutcome.Passed, counts, limit)
            : new(WitnessNames.Effects, ClaimKind.SideEffects, WitnessOutcome.Failed, $"{counts}; {differences.Count} differ", limit)
            {
                Case = ArmCase.Own.What,
                FirstDifference = string.Join("; ", differences.Take(MostNamed)) + (differences.Count > MostNamed ? $"; and {differences.Count - MostNamed} more" : ""),
            };
    }

    /// <summary>The order of syncs, renames, links and removals.</summary>
    public static Witness SyncOrder(Func<ArmTraces> traces)
    {
        const string limit = "syncs, renames, links and removals in the same order";
        ArmTraces traced = traces();
        IReadOnlyList<string> before = traced.BaselineManifest.DurableOrder;
        IReadOnlyList<string> after = traced.CandidateManifest.DurableOrder;
        if (before.Count == 0 && after.Count == 0)
        {
            return new(WitnessNames.SyncOrder, ClaimKind.Durability, WitnessOutcome.NotTriggered, "neither program syncs, renames, links or removes anything", limit);
        }

        if (!before.SequenceEqual(traced.AgainManifest.DurableOrder))
        {
            // Several threads may do these in any order: then only what is done can be held against it.
            before = [.. before.Order(StringComparer.Ordinal)];
            after = [.. after.Order(StringComparer.Ordinal)];
            if (!before.SequenceEqual(traced.AgainManifest.DurableOrder.Order(StringComparer.Ordinal)))
            {
                return new(WitnessNames.SyncOrder, ClaimKind.Durability, WitnessOutcome.NotRun, "the baseline does not sync and rename the same twice", limit);
            }
        }

        int at = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == before.Count && at == after.Count ? new(WitnessNames.SyncOrder, ClaimKind.Durability, WitnessOutcome.Passed, $"{before.Count} steps in the same order, {traced.BaselineManifest.Syncs} of them syncs", limit)
            : new(WitnessNames.SyncOrder, ClaimKind.Durability, WitnessOutcome.Failed, $"{before.Count} steps in the baseline, {after.Count} in the candidate", limit)
            {
                Case = ArmCase.Own.What,
                FirstDifference = $"step {at + 1}: {before.ElementAtOrDefault(at) ?? "nothing more"} in the baseline, {after.ElementAtOrDefault(at) ?? "nothing more"} in the candidate",
            };
    }
}
