namespace Hone.Changes.Drills;

/// <summary>What came of a trick in an example.</summary>
/// <param name="Trick">The trick.</param>
/// <param name="Example">The example.</param>
/// <param name="ExpectedRule">The rule that is meant to catch it.</param>
/// <param name="CaughtBy">The rule that said no; null when none did.</param>
/// <param name="Measured">What that rule, or whoever ended it, said.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record DrillRow(Trick Trick, string Example, string ExpectedRule, string? CaughtBy, string Measured, double Seconds)
{
    /// <summary>The rule that is meant for the trick caught it.</summary>
    public bool Agrees => CaughtBy == ExpectedRule;
}

/// <summary>What came of an honest change in an example.</summary>
/// <param name="Name">The change's name.</param>
/// <param name="Example">The example.</param>
/// <param name="Lever">Its lever.</param>
/// <param name="Expected"><c>accepted</c>, or <c>no-win</c> for the attempt that gains nothing.</param>
/// <param name="Outcome"><c>accepted</c>, <c>no-win</c>, or how it ended otherwise.</param>
/// <param name="Measured">What the verdict said.</param>
/// <param name="Gain">The part of the metric that is saved; null when nothing was timed.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Pairs">The pairs of runs.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record HonestRow(string Name, string Example, string Lever, string Expected, string Outcome, string Measured, double? Gain, double? Low, double? High, int Pairs, double Seconds)
{
    /// <summary>It came out as it should.</summary>
    public bool Agrees => Outcome == Expected;
}
