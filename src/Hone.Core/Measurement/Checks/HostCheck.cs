namespace Hone.Measurement.Checks;

/// <summary>What a fact of the machine does to measurements.</summary>
public enum CheckEffect
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Figures can be trusted, but a reader should know it.</summary>
    Worth,

    /// <summary>Figures are unsteady, or wrong, because of it.</summary>
    Hurts,
}

/// <summary>One fact of the machine that bears on measurements.</summary>
/// <param name="Name">A short stable name, such as <c>governor</c>.</param>
/// <param name="Effect">What it does to measurements.</param>
/// <param name="Found">What was found, and where it is not good, why.</param>
/// <param name="Command">What a person may type to change it; null when nothing can or need be done. Hone never runs it.</param>
public sealed record HostCheck(string Name, CheckEffect Effect, string Found, string? Command = null);
