namespace Hone.Ledger;

/// <summary>The kinds of ledger entries that this version writes; readers ignore kinds that they do not know.</summary>
public static class EntryKind
{
    /// <summary>The full fingerprint of a host seen for the first time.</summary>
    public const string Host = "host";

    /// <summary>A build or a test run of the project.</summary>
    public const string Check = "check";

    /// <summary>The samples of one workload.</summary>
    public const string Baseline = "baseline";

    /// <summary>One profile of one workload.</summary>
    public const string Profile = "profile";

    /// <summary>The golden output of one workload.</summary>
    public const string Golden = "golden";

    /// <summary>One comparison of a workload with its golden output.</summary>
    public const string OracleCheck = "oracle-check";

    /// <summary>A measurement of how many faults the oracle notices.</summary>
    public const string Strength = "strength";

    /// <summary>A comparison of two builds on generated inputs.</summary>
    public const string Fuzz = "fuzz";

    /// <summary>A person's or agent's judgement of a matrix row.</summary>
    public const string Judgement = "judgement";

    /// <summary>Beads that were seeded or closed by Hone.</summary>
    public const string Beads = "beads";

    /// <summary>The project was sealed, or its seal renewed.</summary>
    public const string Seal = "seal";

    /// <summary>A whole round, with Hone's own cost.</summary>
    public const string Run = "run";

    /// <summary>What somebody promised of a matrix row.</summary>
    public const string Claim = "claim";

    /// <summary>A matrix row that somebody began to work on, or gave back.</summary>
    public const string Take = "take";

    /// <summary>What came of a matrix row that was worked on.</summary>
    public const string Outcome = "outcome";

    /// <summary>A handicap test of one function.</summary>
    public const string Handicap = "handicap";

    /// <summary>Runs and profiles of one workload over a ladder of sizes.</summary>
    public const string Growth = "growth";

    /// <summary>A change at a matrix row was begun.</summary>
    public const string Change = "change";

    /// <summary>A change came to its timed runs: another try at its opportunity, whatever becomes of it.</summary>
    public const string ChangeAttempt = "change-attempt";

    /// <summary>One verification of a change, with its raw runs.</summary>
    public const string ChangeRun = "change-run";

    /// <summary>A change was landed, closed as no-win, or abandoned.</summary>
    public const string ChangeClosed = "change-closed";

    /// <summary>A reference was pinned, with limits for later commits.</summary>
    public const string GuardSet = "guard-set";

    /// <summary>A commit was held against another one.</summary>
    public const string GuardCheck = "guard-check";

    /// <summary>The owner accepted a loss.</summary>
    public const string GuardAccept = "guard-accept";

    /// <summary>An agent was called for a bead.</summary>
    public const string Work = "work";
}
