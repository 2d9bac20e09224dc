using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Builds the project and runs its tests: nothing is measured on a program that does not build or does not pass.</summary>
internal static class CheckStep
{
    private static Duration DefaultTimeout => Duration.FromSeconds(1800);

    /// <summary>Runs the build or test command and records how it ended; a failure is a problem of exit code 1.</summary>
    public static void Run(Session session, string purpose, CommandLine? command)
    {
        SealGuard.InsistOnce(session);
        if (command is null)
        {
            return;
        }

        TailBuffer tail = new(64 * 1024);
        SpawnRequest request = session.Spawn(command) with
        {
            Stdout = new OutputTarget.ToSink(tail.Add),
            Stderr = new OutputTarget.ToSink(tail.Add),
            Timeout = command.Timeout ?? DefaultTimeout,
            OrphanGrace = Duration.FromSeconds(2),
        };
        session.Progress.At(command.Text);
        RunOutcome outcome = WorkloadRun.Start(session, purpose, request);
        session.Append(
            EntryKind.Check,
            new CheckFact(purpose, command.Text, outcome.ExitCode, outcome.Wall.Nanoseconds),
            FactJson.Default.CheckFact);
        if (outcome.TimedOut || outcome.ExitCode != 0)
        {
            string end = outcome.TimedOut ? $"did not end within {request.Timeout}" : $"ended with exit code {outcome.ExitCode}";
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                purpose + "-failed",
                $"the {purpose} command {end}: {command.Text}\n{tail.LastLines(12)}",
                $"mend the {purpose}, then run hone again; nothing is measured on a program that does not {(purpose == "test" ? "pass its tests" : "build")}")
            { Place = session.Folder });
        }

        // A build runs code of the repository.
        SealGuard.Insist(session);
    }
}
