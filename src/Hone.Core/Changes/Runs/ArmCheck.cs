namespace Hone.Changes.Runs;

/// <summary>A build or a test run of both arms.</summary>
/// <param name="Command">The command.</param>
/// <param name="Baseline">The baseline's ended well.</param>
/// <param name="Candidate">The candidate's ended well; false as well when it was not tried.</param>
/// <param name="Said">The last lines of what failed; null when nothing did.</param>
public sealed record ArmCheck(string Command, bool Baseline, bool Candidate, string? Said);
