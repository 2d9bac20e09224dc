using System.Text;
using Hone.Changes;
using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Changes.Linting;
using Hone.Cli.Steps.Changes.Witnesses;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Linux.Storage;
using Hone.Opportunities.Levers;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes;

/// <summary>The one place where a change's lint, proof and witnesses are called; <see cref="AblationGate"/> runs what ablation asks for.</summary>
internal static class OtherGates
{
    /// <summary>What lint finds in the patch, in under a second; nothing is built or run.</summary>
    public static IReadOnlyList<GateFinding> Lint(Session session, Candidate candidate)
    {
        Change change = candidate.Change;
        LintReport report = LintStep.Run(session, new(candidate.From)
        {
            Patch = Patch.Parse(candidate.WholePatch()),
            Workload = change.Workload,
            Declared = Declared(session, change),
            Lever = change.Lever,
        });
        return [.. report.Findings.Select(finding => Of("lint", finding))];
    }

    /// <summary>The function that a change is about, its file relative to the project folder.</summary>
    public static IReadOnlyList<NamedFunction> Declared(Session session, Change change) =>
        [new(change.Function, change.File is string file && Path.IsPathRooted(file) ? Path.GetRelativePath(session.Folder, file) : change.File)];

    /// <summary>What is wrong with the proof, its witnesses run on both arms; and the proof as it came out, for the record.</summary>
    public static Proven Proven(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, Proof? authored, Duration time, ICollection<string> notes)
    {
        Change change = candidate.Change;
        Patch patch = Patch.Parse(candidate.Patch);
        Workload workload = session.Select([change.Workload])[0];
        return arms.Apart((baseline, tree) => Proving.RunAsync(
            change.Id, candidate.Base, Functions(candidate, patch), change.Lever, authored,
            new(session, OracleCase.Of(workload), baseline, tree, []) { Patch = patch, CandidateTree = Path.GetFullPath(Path.GetRelativePath(arms.Folder, arms.Source), tree), Seed = (ulong)Random.Shared.NextInt64(1, long.MaxValue), Time = time, Judges = [.. judges.Where(judge => judge.Case.Workload == workload.Name)], Notes = notes, Stages = arms.Stages },
            session.Cancellation).GetAwaiter().GetResult());
    }

    /// <summary>The same as a run keeps it.</summary>
    public static (IReadOnlyList<GateFinding> Findings, byte[]? Proof) Proof(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, Duration time, List<string> notes)
    {
        Proven proven = Proven(session, candidate, arms, judges, Authored(session, candidate.Change), time, notes);
        return ([.. proven.Findings.Select(finding => Of("proof", finding))], Encoding.UTF8.GetBytes(ProofFile.Write(proven.Proof)));
    }

    /// <summary>The functions that a candidate changes.</summary>
    public static IReadOnlyList<ChangedFunction> Functions(Candidate candidate, Patch patch) => ChangedFunctions.Of(
        patch, PatchedText.Sides(patch, path => candidate.Read(path, false) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : null));

    /// <summary>The proof that an author begins with: what every patch owes.</summary>
    public static byte[] ProofSkeleton(Change change)
    {
        Patch nothing = new([]);
        return Encoding.UTF8.GetBytes(ProofFile.Write(Hone.Changes.Proofs.ProofSkeleton.Of(change.Id, change.Base, nothing, [], LeverCatalogue.Find(change.Lever), Proving.Owed(nothing, [], change.Lever))));
    }

    /// <summary>The proof that the author has, once it is about a patch: before that Hone writes it.</summary>
    public static Proof? Authored(Session session, Change change)
    {
        string path = ChangeFolder.Of(session, change.Id).Proof;
        try
        {
            return OutputWatch.IsRegular(path) && ProofFile.Read(File.ReadAllBytes(path), path) is { Hunks.Count: > 0 } proof ? proof : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>A finding as a run keeps it.</summary>
    public static GateFinding Of(string gate, LintFinding finding) => new(gate, finding.Rule, finding.Place, finding.Measured, finding.Limit, finding.Next, finding.Weight == LintWeight.Block);
}
