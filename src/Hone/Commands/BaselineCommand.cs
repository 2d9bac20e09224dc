using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone baseline</c>: step A alone.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "baseline",
            """
            Step A: build, run the tests, then measure the workloads: wall and CPU time, peak memory, faults and switches of
            every run, with p50, p95 and p99 and their 95 % intervals where the runs can carry them.

            Example: hone baseline -w novel
            """)
        {
            project, workloads, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("baseline", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            SealGuard.Insist(session);
            string[] names = front.Arguments.GetValue(workloads) ?? [];
            front.Progress.Step(1, 3, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 3, "test");
            CheckStep.Run(session, "test", session.Project.Test);
            front.Progress.Step(3, 3, "baseline");
            BaselineStep.Run(session, session.Select(names));
            PhaseView view = PhaseView.Load(session);
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => RunText.Baselines(view));
            return ExitCode.Holds;
        });
        return command;
    }
}
