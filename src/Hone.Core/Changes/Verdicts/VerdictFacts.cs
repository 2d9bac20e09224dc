using Hone.Changes.Runs;

namespace Hone.Changes.Verdicts;

/// <summary>All that a verdict is computed from.</summary>
/// <param name="Change">The change as it was begun.</param>
/// <param name="Run">The verification.</param>
/// <param name="Attempt">Which attempt at its opportunity it is, counted from 1 in the record, those that were killed or abandoned included; 0 when it did not come to timed runs.</param>
public sealed record VerdictFacts(Change Change, ChangeRun Run, int Attempt);
