namespace Hone.Changes.Verdicts;

/// <summary>What a verification says of a change; computed from its raw runs each time, never stored.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It behaves the same, is shown to gain enough, and nothing is paid for it.</summary>
    /// <param name="Gain">The gain.</param>
    public sealed record Accepted(GainFigures Gain) : Verdict;

    /// <summary>A rule says no.</summary>
    /// <param name="Rule">The rule, in kebab-case.</param>
    /// <param name="Measured">What was measured.</param>
    /// <param name="Limit">The limit.</param>
    /// <param name="Next">The next step.</param>
    public sealed record Rejected(string Rule, string Measured, string Limit, string Next) : Verdict
    {
        /// <summary>The gain is larger than the evidence can explain: a person looks at it, nobody retries it.</summary>
        public bool Quarantined { get; init; }
    }

    /// <summary>The evidence does not decide.</summary>
    /// <param name="Rule">Why, in kebab-case.</param>
    /// <param name="Because">Why, in a sentence.</param>
    /// <param name="Decides">What would decide it.</param>
    public sealed record Inconclusive(string Rule, string Because, string Decides) : Verdict;

    /// <summary><c>accepted</c>, <c>rejected</c> or <c>inconclusive</c>.</summary>
    public string Word => this switch
    {
        Accepted => "accepted",
        Rejected => "rejected",
        _ => "inconclusive",
    };

    /// <summary>The rule that decided; null of an accepted change.</summary>
    public string? DecidedBy => this switch
    {
        Rejected rejected => rejected.Rule,
        Inconclusive inconclusive => inconclusive.Rule,
        _ => null,
    };
}
