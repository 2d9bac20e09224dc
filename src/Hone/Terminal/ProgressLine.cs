namespace Hone.Cli.Terminal;

/// <summary>What <see cref="Progress"/> tells a listener.</summary>
/// <param name="Step">The step that is under way, from 1; 0 before the first.</param>
/// <param name="Of">The number of steps; 0 when the work has none.</param>
/// <param name="Done">The part of the step that is done, 0 to 1; 0 also where it is not known.</param>
/// <param name="Text">What is going on, printable.</param>
/// <param name="Stays">A line that a person must know, rather than one that the next replaces.</param>
internal readonly record struct ProgressLine(int Step, int Of, double Done, string Text, bool Stays);
