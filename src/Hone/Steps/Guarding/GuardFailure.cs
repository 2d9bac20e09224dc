using System.Globalization;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Cli.Steps.Guarding;

/// <summary>A run that does not end as the manifest states. Nothing can be said of its cost, and that is no regression.</summary>
internal static class GuardFailure
{
    /// <summary>Throws the problem.</summary>
    public static void Throw(Subject subject, RunOutcome outcome) => throw new ProblemException(new(
        ExitCode.ToolMissing,
        "run-failed",
        $"a run of the {subject.Name} {How(subject, outcome)}: {string.Join(' ', subject.Request.Argv)}{(outcome.Stderr.Length > 0 ? "\n    " + Session.Tail(outcome.Stderr) : "")}",
        subject.Name == "base" ? "name another base with --base, or leave the workload out with -w" : "mend the program; its cost is compared when it works"));

    private static string How(Subject subject, RunOutcome outcome) =>
        outcome.TimedOut ? $"did not end within {subject.Request.Timeout}"
        : outcome.Signal is int signal ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {signal}")
        : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {outcome.ExitCode}");
}
