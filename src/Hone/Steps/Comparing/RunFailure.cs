using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Cli.Steps.Comparing;

/// <summary>What is said of a command that could not be started, failed, or changed its mind.</summary>
internal static class RunFailure
{
    /// <summary>Runs a command that is not timed and has to succeed; nothing for null.</summary>
    public static void Insist(SpawnRequest? request, string option, CancellationToken cancellation)
    {
        if (request is null)
        {
            return;
        }

        RunOutcome outcome = Start(request, cancellation);
        if (outcome.TimedOut || outcome.ExitCode != 0)
        {
            throw Of(string.Join(' ', request.Argv), outcome, Tail(outcome), option);
        }
    }

    /// <summary>Runs a command; a program that cannot be started is an error of the command line.</summary>
    public static RunOutcome Start(SpawnRequest request, CancellationToken cancellation)
    {
        try
        {
            return ProcessRunner.Run(request, cancellation);
        }
        catch (ProblemException error) when (error.Problem.Exit == ExitCode.ToolMissing)
        {
            throw new ProblemException(error.Problem with { Exit = ExitCode.Usage }, error);
        }
    }

    /// <summary>The problem of a run that failed.</summary>
    /// <param name="command">The command as a person would type it.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="said">The last lines of its standard error.</param>
    /// <param name="option">The option that named the command; null for a timed one.</param>
    public static ProblemException Of(string command, RunOutcome outcome, string said, string? option = null)
    {
        string how = outcome.TimedOut ? "did not end within the time-out and was killed"
            : outcome.Signal is int signal ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {outcome.ExitCode}");
        string lines = said.Trim().Length == 0 ? "" : "\n    " + said.Replace("\n", "\n    ", StringComparison.Ordinal);
        string next = outcome.TimedOut ? "give it a longer --timeout, or see by hand why it hangs"
            : option is null ? "run it by hand; if that exit code is right, add --ignore-failure"
            : "run it by hand and mend it";
        return new(new(ExitCode.GateSaidNo, outcome.TimedOut ? "command-timeout" : "command-failed", $"{(option is null ? "the command" : "the command of " + option)} {how}: {command}{lines}", next));
    }

    /// <summary>The problem of a timed run that ended otherwise than the runs before.</summary>
    public static ProblemException Changed(string command, RunOutcome outcome, IReadOnlyList<int> expected) => new(new(
        ExitCode.GateSaidNo,
        "exit-code-changed",
        string.Create(CultureInfo.InvariantCulture, $"a timed run ended with exit code {outcome.ExitCode}, where {string.Join(", ", expected)} was seen before: {command}"),
        "see what makes the command change its exit code; its times would mix two kinds of run"));

    /// <summary>The last lines that a run printed on standard error.</summary>
    public static string Tail(RunOutcome outcome)
    {
        string[] lines = Encoding.UTF8.GetString(outcome.Stderr).TrimEnd().Split('\n');
        return string.Join('\n', lines[^Math.Min(5, lines.Length)..]);
    }
}
