namespace Hone.Opportunities.Levers;

/// <summary>How far a rule can be trusted, best first.</summary>
public enum LeverReliability
{
    /// <summary>The evidence shows the lever: it raises a bead by itself.</summary>
    Raises,

    /// <summary>The evidence shows the place, and the source must show the lever: a bead needs the lines attached.</summary>
    NeedsLines,

    /// <summary>The evidence only suggests it.</summary>
    Hint,
}

/// <summary>The names of the degrees on the command line and in JSON.</summary>
public static class LeverReliabilityText
{
    /// <summary><c>raises</c>, <c>needs-lines</c> or <c>hint</c>.</summary>
    public static string Name(this LeverReliability reliability) => reliability switch
    {
        LeverReliability.Raises => "raises",
        LeverReliability.NeedsLines => "needs-lines",
        _ => "hint",
    };

    /// <summary>What follows from it, as one clause.</summary>
    public static string Meaning(this LeverReliability reliability) => reliability switch
    {
        LeverReliability.Raises => "raises a bead by itself",
        LeverReliability.NeedsLines => "raises a bead when the source lines are attached",
        _ => "is shown, and never raises a bead by itself",
    };

    /// <summary>The weaker of two.</summary>
    public static LeverReliability Weaker(LeverReliability left, LeverReliability right) => left > right ? left : right;
}
