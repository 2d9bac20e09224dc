namespace Hone.Guardrails.Bisecting;

/// <summary>One measurement of one commit.</summary>
/// <param name="Commit">The commit's place: 0 for the good one, n for the bad one.</param>
/// <param name="Value">What was measured, on the scale of the levels.</param>
public readonly record struct BisectMeasurement(int Commit, double Value);
