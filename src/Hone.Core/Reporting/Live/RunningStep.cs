namespace Hone.Reporting.Live;

/// <summary>What a command is at.</summary>
/// <param name="Number">The step, from 1; 0 when the work has no steps.</param>
/// <param name="Of">The number of steps.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Began">When it began.</param>
/// <param name="Text">What the step is at, printable; empty when it only began.</param>
/// <param name="Done">The part of it that is done, 0 to 1; 0 also where it is not known.</param>
/// <param name="Left">The seconds that are left of it; null where they are not known.</param>
public sealed record RunningStep(int Number, int Of, string Name, DateTimeOffset Began, string Text, double Done, double? Left);
