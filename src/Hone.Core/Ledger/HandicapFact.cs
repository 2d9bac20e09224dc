namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.Handicap"/> entry. The raw rounds are its artifact <c>handicap.json</c>
/// (<see cref="Opportunities.Handicaps.HandicapRun"/>); slope, verdict and teeth are computed from them on reading.
/// </summary>
/// <param name="Workload">The workload.</param>
/// <param name="Function">The function, as the profile or the person named it.</param>
/// <param name="File">Its file, relative to the project; without source the program it is in.</param>
/// <param name="Line">The line where it begins, from 1; 0 when that is not known.</param>
/// <param name="Way"><c>source</c> or <c>breakpoint</c>.</param>
/// <param name="Levels">The part of the run's time that each arm was meant to put in: 0, 0 again, then ascending.</param>
/// <param name="Rounds">Complete rounds.</param>
/// <param name="Text">SHA-256 of the function's source as it was tested, in lower-case hex; null without source.</param>
public sealed record HandicapFact(string Workload, string Function, string File, int Line, string Way, IReadOnlyList<double> Levels, int Rounds, string? Text = null)
{
    /// <summary>The artifact's name.</summary>
    public const string Artifact = "handicap.json";
}
