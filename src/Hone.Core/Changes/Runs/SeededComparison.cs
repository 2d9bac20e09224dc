namespace Hone.Changes.Runs;

/// <summary>Both arms on generated inputs.</summary>
/// <param name="Workload">The workload that was run.</param>
/// <param name="Seed">What the inputs were drawn from: new each time, so that nobody can prepare for them.</param>
/// <param name="Tried">Inputs on which both were run.</param>
/// <param name="Unstable">Of these, inputs on which the baseline itself did not do the same twice: nothing is said about them.</param>
/// <param name="Input">The number of the input that shows a difference; null when none does.</param>
/// <param name="What">What differs; null when nothing does.</param>
public sealed record SeededComparison(string Workload, ulong Seed, int Tried, int Unstable, int? Input, string? What);
