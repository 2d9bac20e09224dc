using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Equivalence;
using Hone.Ledger;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// Inputs A, B and A again, one after the other in one folder: a copy of the built tree that may be written to. What is remembered between
/// runs shows itself in the output, or in a file that stays.
/// </summary>
internal static class StateWitness
{
    private const string Limit = "the same output each time, and no file kept that the baseline does not keep";
    private const int MostNamed = 5;

    private static readonly string[] _own = [".git", ".hone", ".beads"];

    /// <summary>Runs both.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Shelter shelter, CancellationToken cancellation)
    {
        // All of it, up to a size: what remembers an input by its length must find the same length.
        byte[]? own = pair.Bytes is { Length: <= DerivedInputs.MostBytes } ? pair.Bytes : pair.Bytes is null ? null : DerivedInputs.Bounded(pair.Bytes);
        DerivedInput? other = own is null ? null : DerivedInputs.SameSize(own);
        ArmCase first = own is null ? ArmCase.Own : pair.With("input A", own);
        ArmCase second = other is null ? ArmCase.Own with { What = "the workload again" } : pair.With("input B: " + other.What, other.Bytes);
        using Sequence baseline = Runs(plan, pair, pair.Baseline, shelter, [first, second, first], cancellation);
        using ArmRun usual = pair.Baseline.Run(plan.Case, first, pair.Limit);
        if (usual.Seen.Ending != baseline.Runs[0].Seen.Ending)
        {
            // Two programs that fail alike have shown nothing.
            return new(WitnessNames.AgainInPlace, ClaimKind.State, WitnessOutcome.NotRun, $"in a copy of its folder the baseline ends with '{baseline.Runs[0].Seen.Ending}' instead of '{usual.Seen.Ending}'", Limit);
        }

        using Sequence candidate = Runs(plan, pair, pair.Candidate, shelter, [first, second, first], cancellation);
        string[] names = ["the first A", other is null ? "the second run" : "B", other is null ? "the third run" : "the second A"];
        for (int i = 0; i < names.Length; i++)
        {
            if (ArmComparison.With(plan.Judge)(baseline.Runs[i], candidate.Runs[i]) is string difference)
            {
                // A run that differs in a folder of its own as well differs for another reason.
                bool alone = pair.Differs(i == 1 ? second : first, ArmComparison.With(plan.Judge), plan.Judge);
                return ArmComparison.With(plan.Judge)(baseline.Runs[0], baseline.Runs[2]) is not null
                    ? new(WitnessNames.AgainInPlace, ClaimKind.State, WitnessOutcome.NotRun, "the baseline itself does not give the same for A twice", Limit)
                    : WithInput(plan, i == 1 ? second : first, new(WitnessNames.AgainInPlace, alone ? ClaimKind.Values : ClaimKind.State, WitnessOutcome.Failed, $"run {i + 1} of 3, {names[i]}, differs{(alone ? ", and in a fresh folder too" : "")}", Limit)
                    {
                        Case = $"{names[i]} of A, B, A in one folder ({second.What})",
                        FirstDifference = difference,
                    });
            }
        }

        string[] kept = [.. candidate.Kept.Except(baseline.Kept)];
        return kept.Length == 0
            ? new(WitnessNames.AgainInPlace, ClaimKind.State, WitnessOutcome.Passed, $"three runs in one folder give the same in both, and keep the same {baseline.Kept.Count} files{(other is null ? " (no other input could be made)" : "")}", Limit)
            : new(WitnessNames.AgainInPlace, ClaimKind.State, WitnessOutcome.Failed, $"{kept.Length} files stay that the baseline does not keep: {string.Join(", ", kept.Take(MostNamed))}", Limit)
            {
                Case = "A, B, A in one folder",
                FirstDifference = kept[0],
            };
    }

    private static Witness WithInput(WitnessPlan plan, ArmCase how, Witness witness)
    {
        if (how.Input is not InputBytes input)
        {
            return witness;
        }

        Artifact kept = plan.Session.Artifacts.Put("witness-input", input.Bytes);
        return witness with { Input = new(kept.Sha256, kept.Bytes) };
    }

    private static Sequence Runs(WitnessPlan plan, ArmPair pair, Arm arm, Shelter shelter, IReadOnlyList<ArmCase> cases, CancellationToken cancellation)
    {
        Scratch scratch = new();
        try
        {
            using IDisposable? held = arm.Hold(out string tree);
            string folder = scratch.Sub("app");
            foreach (string entry in Directory.EnumerateFileSystemEntries(tree).Where(entry => !_own.Contains(Path.GetFileName(entry))))
            {
                TreeFiles.CopyOne(entry, Path.Combine(folder, Path.GetFileName(entry)));
            }

            string home = scratch.Sub("home");
            string temporary = scratch.Sub("tmp");
            HashSet<(string, long, long)> before = [.. Files(scratch.Folder)];
            List<ArmRun> runs = [];
            foreach (ArmCase how in cases)
            {
                cancellation.ThrowIfCancellationRequested();
                RunPlace place = new(folder)
                {
                    Input = how.Input,
                    Timeout = pair.Limit,
                    CountsFigures = false,
                    Around = request => shelter.Around(request, [folder], home, temporary),
                };
                runs.Add(new(plan.Judge is null ? Observing.Once(plan.Session, plan.Case, place) : plan.Judge.Run(place), [folder, OutputWatch.Real(folder), tree, home, temporary], []));
            }

            return new(scratch, runs, [.. Files(scratch.Folder).Where(file => !before.Contains(file)).Select(file => file.Path).Where(path => IsKept(plan, scratch.Folder, path)).Distinct()]);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    // What runtimes leave behind on their own is not kept; in the home folder everything is.
    private static bool IsKept(WitnessPlan plan, string root, string path) =>
        !(WriteRules.IsNoise(Path.Combine(root, path)) && !path.StartsWith("home/", StringComparison.Ordinal))
        && !plan.Case.Outputs.Any(output => path == "app/" + output || path.StartsWith("app/" + output + "/", StringComparison.Ordinal));

    // A file that was written has another time; one that was put back has its own again.
    private static List<(string Path, long Bytes, long Time)> Files(string root)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        return new DirectoryInfo(root).EnumerateFiles("*", options).Select(file => (Path.GetRelativePath(root, file.FullName), file.LinkTarget is null ? file.Length : 0, file.LastWriteTimeUtc.Ticks)).ToList();
    }

    private sealed class Sequence(Scratch scratch, IReadOnlyList<ArmRun> runs, IReadOnlyList<string> kept) : IDisposable
    {
        public IReadOnlyList<ArmRun> Runs { get; } = runs;

        /// <summary>Files that are new or changed after all runs, relative, declared outputs left out.</summary>
        public IReadOnlyList<string> Kept { get; } = kept;

        public void Dispose() => scratch.Dispose();
    }
}
