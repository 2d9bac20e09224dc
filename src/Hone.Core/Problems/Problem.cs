namespace Hone.Problems;

/// <summary>What went wrong, where, and what to do about it: the only form in which an error reaches a person.</summary>
/// <param name="Exit">The exit code that the command ends with.</param>
/// <param name="Rule">A stable kebab-case name of the rule that was broken, such as <c>manifest-unknown-key</c>.</param>
/// <param name="What">One sentence: what was found, and what was expected or the limit.</param>
/// <param name="Next">One sentence or command: the next step.</param>
public sealed record Problem(ExitCode Exit, string Rule, string What, string Next)
{
    /// <summary>Where: <c>file:line:column</c>, a path, a workload or a ledger entry; null when there is no such place.</summary>
    public string? Place { get; init; }

    /// <summary>What was measured, of a gate that said no; null for other problems.</summary>
    public string? Measured { get; init; }

    /// <summary>The limit that it was held against.</summary>
    public string? Limit { get; init; }

    /// <summary>The problem as plain text, one fact a line.</summary>
    public override string ToString() =>
        (Place is null ? "" : Place + ": ") + What + " [" + Rule + "]\n  next: " + Next;
}
