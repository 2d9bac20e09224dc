using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone run</c>: one whole round.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Option<bool> noInstall = new("--no-install") { Description = "Do not install missing tools, even where Hone may." };
        Option<bool> ifDue = new("--if-due") { Description = "Only if a round is due (hone due); else say why not and end with exit code 0." };
        Option<string?> otherwise = DueCommand.Otherwise();
        Option<bool> newRound = new("--new-round") { Description = "Give the round beads of its own, linked to the last one's, which must all be closed; --if-due does so by itself." };
        Command command = new(
            "run",
            """
            One whole round: build, tests, baseline, profiles, golden outputs, hotspots, opportunity matrix, beads, and
            PERFORMANCE_ANALYSIS.md.

            Tools that are missing (perf, heaptrack, strace, …) are installed from Debian where Hone may (root or
            passwordless sudo); without them the round goes on and says what is degraded.

            Run again, it measures anew and keeps to the phase's beads. A scheduled round, or one with --new-round, has beads of its
            own (bd-proj.flamegraph-r2), each related to the one of the round before.

            Example: hone run examples/wordfreq
            Example: hone run --if-due
            """)
        {
            project, json, wait, noInstall, ifDue, otherwise, newRound,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            if (front.Arguments.GetValue(ifDue) && !DueCommand.IsDue(front, session, front.Arguments.GetValue(otherwise), holdsLock: false))
            {
                return ExitCode.Holds;
            }

            session.Lock("run", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));

            // Of two timers that asked at the same moment the second finds the first one's round when it has the lock.
            if (front.Arguments.GetValue(ifDue) && !DueCommand.IsDue(front, session, front.Arguments.GetValue(otherwise), holdsLock: true))
            {
                return ExitCode.Holds;
            }

            SealGuard.Insist(session);
            if (front.Arguments.GetValue(newRound))
            {
                BeadsStep.RequireOver(session);
            }

            PhaseView view = RunStep.Run(session, install: !front.Arguments.GetValue(noInstall), front.Arguments.GetValue(newRound) || front.Arguments.GetValue(ifDue));
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => RunText.Render(view));
            return ExitCode.Holds;
        });
        return command;
    }
}
