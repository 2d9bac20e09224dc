using System.Globalization;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Cli.Steps.Guarding;

/// <summary>A run that does not end as the manifest states. Nothing can be said of its cost, and that is no regression.</summary>
internal static class GuardFailure
{
    /// <summary>The problem's rule.</summary>
    public const string Rule = "run-failed";

    /// <summary>Throws the problem.</summary>
    public static void Throw(Subject subject, RunOutcome outcome) => throw Of(subject, outcome, null);

    /// <summary>The problem.</summary>
    /// <param name="subject">The program.</param>
    /// <param name="outcome">How its run ended.</param>
    /// <param name="during">What else was done to the run, such as <c>while its instructions were counted</c>; null for nothing.</param>
    public static ProblemException Of(Subject subject, RunOutcome outcome, string? during) => new(new(
        ExitCode.ToolMissing,
        Rule,
        $"a run of the {subject.Name} {How(subject, outcome)}{(during is null ? "" : " " + during)}: {string.Join(' ', subject.Request.Argv)}{(outcome.Stderr.Length > 0 ? "\n    " + Session.Tail(outcome.Stderr) : "")}",
        subject.Name == "base" ? "name another base with --base, or leave the workload out with -w" : "mend the program; its cost is compared when it works"));

    private static string How(Subject subject, RunOutcome outcome) =>
        outcome.TimedOut ? $"did not end within {subject.Request.Timeout}"
        : outcome.Signal is int signal ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {signal}")
        : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {outcome.ExitCode}");
}
