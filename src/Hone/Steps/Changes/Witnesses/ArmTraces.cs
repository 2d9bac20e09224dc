using Hone.Changes.Proofs;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Io;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>The system calls with effects of two runs of the baseline and one of the candidate.</summary>
/// <param name="Baseline">The baseline.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="BaselineManifest">What the baseline did.</param>
/// <param name="AgainManifest">What it did the second time.</param>
/// <param name="CandidateManifest">What the candidate did.</param>
internal sealed record ArmTraces(TracedEffects Baseline, TracedEffects Candidate, EffectManifest BaselineManifest, EffectManifest AgainManifest, EffectManifest CandidateManifest)
{
    /// <summary>Runs the three. A machine on which nothing can be traced is a problem of exit code 3.</summary>
    public static ArmTraces Take(WitnessPlan plan, ArmPair pair, CancellationToken cancellation)
    {
        (TracedEffects first, EffectManifest manifest) = One(plan, pair, pair.Baseline, cancellation);
        (TracedEffects _, EffectManifest again) = One(plan, pair, pair.Baseline, cancellation);
        (TracedEffects candidate, EffectManifest theirs) = One(plan, pair, pair.Candidate, cancellation);
        return new(first, candidate, manifest, again, theirs);
    }

    private static (TracedEffects, EffectManifest) One(WitnessPlan plan, ArmPair pair, Arm arm, CancellationToken cancellation)
    {
        using Scratch scratch = new();
        (SpawnRequest request, IReadOnlyList<(string, string)> named, IReadOnlyList<IDisposable> owned) = arm.Request(plan.Case, pair.Limit);
        try
        {
            TracedEffects traced = EffectTrace.Run(request, scratch.Folder, cancellation);
            return (traced, EffectManifest.Of(traced.Log.Effects, named));
        }
        finally
        {
            foreach (IDisposable each in owned)
            {
                each.Dispose();
            }
        }
    }
}
