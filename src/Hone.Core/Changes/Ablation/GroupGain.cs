using Hone.Statistics;

namespace Hone.Changes.Ablation;

/// <summary>How the change did without one of its groups.</summary>
/// <param name="Group">The group that was left out.</param>
/// <param name="Builds">The rest builds.</param>
/// <param name="Equivalent">The rest behaves as the baseline does.</param>
/// <param name="Gain">The rest's gain over the baseline, a part of the baseline's time (0.2: a fifth is saved); null when it was not measured.</param>
/// <param name="Interval">The 95 % interval of <paramref name="Gain"/>; null when there is none.</param>
public sealed record GroupGain(HunkGroup Group, bool Builds, bool Equivalent, double? Gain, Interval? Interval);
