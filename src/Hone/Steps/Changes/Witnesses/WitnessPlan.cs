using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>What witnesses look at: one workload, and two built trees that differ by the patch alone.</summary>
/// <param name="Session">The project.</param>
/// <param name="Case">The workload as a case; its command, inputs and outputs are those of the sealed baseline.</param>
/// <param name="Baseline">The built project folder without the patch, absolute. It is not written to.</param>
/// <param name="Candidate">The built project folder with the patch, absolute. It is not written to, but for inputs that are missing there.</param>
/// <param name="Owed">The claims that are looked at.</param>
internal sealed record WitnessPlan(Session Session, OracleCase Case, string Baseline, string Candidate, IReadOnlyList<OwedClaim> Owed)
{
    private const double WholeTime = 240;
    private const int UsualInputs = 200;

    /// <summary>The outermost folder of the tree that <see cref="Candidate"/> is in, absolute; null where it is that itself.</summary>
    public string? CandidateTree { get; init; }

    /// <summary>The patch, whose constants are sizes to try; null for none.</summary>
    public Patch? Patch { get; init; }

    /// <summary>The oracle of the workload and of its cases; without them the arms are compared with each other alone.</summary>
    public IReadOnlyList<CaseJudge> Judges { get; init; } = [];

    /// <summary>How many inputs are generated.</summary>
    public int Inputs { get; init; } = UsualInputs;

    /// <summary>The seed of the generated inputs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>About how long all witnesses may take; each has at least one case.</summary>
    public Duration Time { get; init; } = Duration.FromSeconds(WholeTime);

    /// <summary>How far numbers may lie apart, in units in the last place, as the owner allowed it.</summary>
    public ulong MostUlps { get; init; }

    /// <summary>Programs run without an enclosure, as the owner asked for.</summary>
    public bool Unprotected { get; init; }

    /// <summary>Witnesses that were already looked at elsewhere; they stand as they are, and are not run.</summary>
    public IReadOnlyList<Witness> Known { get; init; } = [];

    /// <summary>Takes what protection was given up, and what is missing of it here, one sentence each.</summary>
    public ICollection<string> Notes { get; init; } = new List<string>();

    /// <summary>Puts each tree where it was built, for a baseline that works nowhere else; null where that cannot be done.</summary>
    public ArmStages? Stages { get; init; }

    /// <summary>The oracle of the workload itself; null without one.</summary>
    public CaseJudge? Judge => Judges.FirstOrDefault(judge => judge.Case.Name == Case.Name);
}
