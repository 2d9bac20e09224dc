namespace Hone.Opportunities.Levers;

/// <summary>One thing that a rule looked at.</summary>
/// <param name="What">What was looked at, such as <c>calls of read on one file</c>.</param>
/// <param name="Measured">What was found, with its unit.</param>
/// <param name="Limit">What the rule asks for.</param>
/// <param name="Holds">Whether that is so; null when the evidence cannot tell.</param>
public sealed record RuleReading(string What, string Measured, string Limit, bool? Holds);
