namespace Hone.Statistics;

/// <summary>One mode of a sample.</summary>
/// <param name="Centre">The median of its samples, in their unit.</param>
/// <param name="Share">Which part of all samples belongs to it, 0 to 1.</param>
/// <param name="Low">Its smallest sample.</param>
/// <param name="High">Its largest sample.</param>
public readonly record struct Mode(double Centre, double Share, double Low, double High);
