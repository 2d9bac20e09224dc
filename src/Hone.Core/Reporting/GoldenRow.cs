namespace Hone.Reporting;

/// <summary>A row of what is recorded of a workload or case.</summary>
/// <param name="Name">The workload or case.</param>
/// <param name="Channel">The channel, or the folder of several; null where the row only says why there is none.</param>
/// <param name="Note">What stands beside the channel, or in its place; empty for nothing.</param>
/// <param name="Files">How many channels it stands for.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Sha256">The beginning of the hash; null where none was recorded, or one for each.</param>
/// <param name="Stable">Whether the recordings were alike.</param>
/// <param name="ButFor">What was normalised for that; empty for nothing.</param>
public sealed record GoldenRow(string Name, string? Channel, string Note, int Files, long Bytes, string? Sha256, bool Stable, string ButFor)
{
    /// <summary>Whether anything was recorded; else the command that does is what is left to say.</summary>
    public bool IsRecorded { get; init; } = true;
}
