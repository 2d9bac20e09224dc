using Hone.Cli.Steps.Sealing;
using Hone.Equivalence;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps;

/// <summary>Runs of a workload with the errors that a person should read when one does not go as the manifest says.</summary>
internal static class WorkloadRun
{
    private static Duration DefaultPrepareTimeout => Duration.FromSeconds(600);

    /// <summary>Runs the workload's <c>prepare</c> command when one of its inputs is missing.</summary>
    public static void Prepare(Session session, Workload workload) => Prepare(session, OracleCase.Of(workload), session.Folder);

    /// <summary>Runs a case's <c>prepare</c> command, in a folder that takes the place of the project folder, when one of its inputs is missing.</summary>
    public static void Prepare(Session session, OracleCase workload, string folder)
    {
        List<string> missing = Missing(folder, workload);
        if (missing.Count == 0)
        {
            return;
        }

        if (workload.Prepare is CommandLine prepare)
        {
            session.Progress.At("preparing the inputs of " + workload.Name);
            TailBuffer tail = new(16 * 1024);
            RunOutcome outcome = Start(
                session,
                workload.Name,
                session.Spawn(prepare, folder) with { Stdout = new OutputTarget.ToSink(tail.Add), Stderr = new OutputTarget.ToSink(tail.Add), Timeout = prepare.Timeout ?? DefaultPrepareTimeout });
            if (outcome.TimedOut || outcome.ExitCode != 0)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "prepare-failed",
                    $"the prepare command {(outcome.TimedOut ? $"did not end within {prepare.Timeout ?? DefaultPrepareTimeout}" : $"ended with exit code {outcome.ExitCode}")}: {prepare.Text}\n{tail.LastLines(8)}",
                    "run that command by hand and mend it")
                { Place = "workload " + workload.Name });
            }

            missing = Missing(folder, workload);

            // What it made is held against the seal before anything reads it.
            SealGuard.Insist(session);
        }

        if (missing.Count > 0)
        {
            throw new ProblemException(new(
                ExitCode.Usage,
                "input-missing",
                $"the input {string.Join(", ", missing)} does not exist" + (workload.Prepare is null ? "" : ", although the prepare command ended well"),
                "make the file, or state a prepare command in hone.toml that does")
            { Place = "workload " + workload.Name });
        }
    }

    /// <summary>Runs once and insists on the exit code that the manifest states.</summary>
    public static RunOutcome Once(Session session, Workload workload, SpawnRequest request)
    {
        RunOutcome outcome = Start(session, "workload " + workload.Name, request);
        Insist(workload, outcome);
        return outcome;
    }

    /// <summary>Throws when the run did not end as the manifest states.</summary>
    public static void Insist(Workload workload, RunOutcome outcome) => Insist(OracleCase.Of(workload), outcome, outcome.Stderr);

    /// <summary>Throws when a run of a case did not end as the manifest states.</summary>
    /// <param name="workload">The case.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="stderr">What is known of standard error.</param>
    public static void Insist(OracleCase workload, RunOutcome outcome, byte[] stderr)
    {
        string place = (workload.IsWorkload ? "workload " : "case ") + workload.Name;
        if (outcome.TimedOut)
        {
            string left = outcome.Orphans.Count > 0 ? $"; still running were: {string.Join(", ", outcome.Orphans)}" : "";
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "workload-timeout",
                $"the run did not end within {workload.Timeout} and its process tree was killed{left}: {workload.Command.Text}",
                "give it a higher timeout in hone.toml, or see with the same command why it hangs")
            { Place = place });
        }

        if (outcome.ExitCode != workload.ExpectedExit)
        {
            string how = outcome.Signal is int signal ? $"was ended by signal {signal}" : $"ended with exit code {outcome.ExitCode}, expected {workload.ExpectedExit}";
            string said = stderr.Length == 0 ? "" : "\n    " + Session.Tail(stderr);
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "workload-failed",
                $"the run {how}: {workload.Command.Text}{said}",
                "run the command by hand in the project folder; if that exit code is right, state expect-exit in hone.toml")
            { Place = place });
        }
    }

    /// <summary>Runs a command; a program that cannot be started is an error of the manifest.</summary>
    public static RunOutcome Start(Session session, string place, SpawnRequest request)
    {
        SealGuard.InsistOnce(session);
        try
        {
            return ProcessRunner.Run(request, session.Cancellation);
        }
        catch (ProblemException error) when (error.Problem.Exit is ExitCode.ToolMissing or ExitCode.Usage)
        {
            string what = error.Problem.Place is string at ? $"{error.Problem.What}: {at}" : error.Problem.What;
            throw new ProblemException(error.Problem with { Exit = ExitCode.Usage, What = what, Place = $"{place} in {Path.Combine(session.Folder, Manifest.FileName)}" }, error);
        }
    }

    private static List<string> Missing(string folder, OracleCase workload)
    {
        IEnumerable<string> needed = workload.StdinFile is string stdin ? [stdin, .. workload.Inputs] : workload.Inputs;
        return [.. needed.Distinct().Where(path => !Path.Exists(Path.Combine(folder, path)))];
    }
}
