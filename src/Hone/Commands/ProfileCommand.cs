using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Cli.Commands;

/// <summary><c>hone profile</c>: step B alone.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string[]> kinds = new("--kind", "-k") { Description = "Only this kind: cpu, alloc, io, offcpu or lock; may be given more than once. By default cpu, alloc and io.", HelpName = "kind" };
        kinds.AcceptOnlyFromAmong("cpu", "alloc", "io", "offcpu", "lock");
        Option<int> times = new("--times", "-n") { Description = "Record each profile so many times: hone profile diff takes all of one commit together.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "profile",
            """
            Step B: CPU, allocation and I/O profiles of the workloads, with flame graphs, and the top five hotspots of each by
            cumulative share. On request also where it waits (offcpu), and for which locks (lock).

            Examples:
              hone profile -w novel -k cpu
              hone profile -w novel -k cpu --times 5      several at one commit, which a difference needs
            """)
        {
            project, workloads, kinds, times, json, wait, ProfileDiffCommand.Create(), ProfileDoctorCommand.Create(),
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("profile", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            SealGuard.Insist(session);
            string[] chosen = front.Arguments.GetValue(kinds) ?? [];
            IReadOnlyList<ProfileKind> wanted = chosen.Length == 0 ? ProfileStep.Kinds : [.. ProfileStep.AllKinds.Where(kind => chosen.Contains(kind.Name()))];
            front.Progress.Step(1, 2, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 2, "profile");
            for (int i = 0; i < Math.Clamp(front.Arguments.GetValue(times), 1, 1000); i++)
            {
                ProfileStep.Run(session, session.Select(front.Arguments.GetValue(workloads) ?? []), wanted);
            }

            PhaseView view = PhaseView.Load(session);
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => RunText.Hotspots(view));
            return ExitCode.Holds;
        });
        return command;
    }
}
