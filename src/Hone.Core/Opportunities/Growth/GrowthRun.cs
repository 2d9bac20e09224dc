using Hone.Measurement;
using Hone.Profiling;

namespace Hone.Opportunities.Growth;

/// <summary>One workload at each of its sizes, raw: every figure is computed from this.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Rungs">The sizes, ascending.</param>
/// <param name="Notes">What is missing or was left out, each as one sentence.</param>
public sealed record GrowthRun(string Workload, IReadOnlyList<GrowthRung> Rungs, IReadOnlyList<string> Notes);

/// <summary>One size: its runs and what was profiled there.</summary>
/// <param name="Size">n.</param>
/// <param name="Runs">The counted runs, in the order in which they ran; the sizes took turns.</param>
/// <param name="Profiles">One profile of each kind that was taken at this size.</param>
/// <param name="InputBytes">Bytes of all files that the workload reads at this size; null when it names none.</param>
public sealed record GrowthRung(long Size, IReadOnlyList<RunSample> Runs, IReadOnlyDictionary<ProfileKind, Profile> Profiles, long? InputBytes = null);
