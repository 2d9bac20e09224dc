using System.CommandLine;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Commands;

/// <summary><c>hone change verify</c>.</summary>
internal static class ChangeVerifyCommand
{
    public static Command Create()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<bool> quick = new("--quick") { Description = "In at most five minutes: fewer generated inputs and less time for timed runs. What it accepts does not land." };
        Option<int?> timing = new("--timing") { Description = "The time for timed runs, all workloads together; by default 360 seconds, 100 with --quick. They end earlier when all is decided.", HelpName = "seconds" };
        Option<int> wait = new("--wait") { Description = "Wait up to so many seconds for another hone that measures on this machine.", HelpName = "seconds", DefaultValueFactory = _ => 7200 };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "verify",
            """
            Does the change behave the same, and does it gain? Baseline and candidate are built from clean trees of one commit, the candidate
            with the worktree's source alone, and run in pairs. Exit code 0 accepted, 1 rejected, 4 inconclusive.

            Example: hone change verify cpu-3fa2c1.1
            """)
        {
            id, quick, timing, wait, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            ChangeView view = ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id));
            VerifyPlan plan = VerifyPlan.Of(front.Arguments.GetValue(quick), session.Project, TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            plan = front.Arguments.GetValue(timing) is int seconds ? plan with { Timing = Duration.FromSeconds(Math.Max(1, seconds)) } : plan;
            long entry = ChangeVerify.Run(session, view.Change, plan);
            view = ChangeView.Find(session, view.Change.Id);
            JudgedRun last = view.Runs.First(run => run.Recorded.Run.Entry.Seq == entry);
            front.Print(ChangeRunDocument.From(view, last), ChangeJson.Default.ChangeRunDocument, () => ChangeText.Run(view, last));
            return last.Verdict switch
            {
                Verdict.Accepted => ExitCode.Holds,
                Verdict.Inconclusive or null => ExitCode.Inconclusive,
                _ => ExitCode.GateSaidNo,
            };
        });
        return command;
    }
}
