using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Growth;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Opportunities.Growth;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone growth</c>: how cost grows with size, and what will dominate.</summary>
internal static class GrowthCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string?> sizes = new("--sizes") { Description = "Measure these sizes instead of the manifest's, such as 1000,2000,4000,8000; a single one is doubled.", HelpName = "list" };
        Option<string> budget = new("--budget") { Description = "How much time each workload may take; the ladder ends below the size that would not fit.", HelpName = "time", DefaultValueFactory = _ => "60s" };
        Option<bool> show = new("--show") { Description = "Run nothing, and show what was recorded last." };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "growth",
            """
            Run the workloads that have sizes over a ladder of them (n, 2n, 4n, 8n …), measured and profiled, and fit cost ≈ c·n^k with
            an interval of k: for time, memory, allocations and system calls, and for every hot function. Functions whose share rises
            most up to ten times the largest size come first: that is how a quadratic is found before it hurts.

            A workload has sizes when its command, stdin or inputs hold {n} in hone.toml, beside sizes = [1000, 2000, 4000, 8000].

            Examples:
              hone growth -w parse --budget 2m
              hone growth -w parse --sizes 5000      doubled as often as the budget allows
            """)
        {
            project, workloads, sizes, budget, show, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            IReadOnlyList<long>? stated = front.Arguments.GetValue(sizes) is string list
                ? SizesText.Parse(list) ?? throw new ProblemException(new(ExitCode.Usage, "bad-sizes", $"--sizes takes sizes in ascending order, and '{list}' is not that", "write them like 1000,2000,4000,8000, or a single one like 1000"))
                : null;
            string text = front.Arguments.GetValue(budget)!;
            Duration time = DurationText.Parse(text) is Duration given && given >= Duration.FromSeconds(1)
                ? given
                : throw new ProblemException(new(ExitCode.Usage, "bad-duration", $"--budget takes a time of a second or more, and '{text}' is none", "write it like 60s or 5m"));
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            IReadOnlyList<Workload> chosen = GrowthStep.Select(session, front.Arguments.GetValue(workloads) ?? []);
            if (!front.Arguments.GetValue(show))
            {
                session.Lock("growth", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
                SealGuard.Insist(session);
                front.Progress.Step(1, 2, "build");
                CheckStep.Run(session, "build", session.Project.Build);
                front.Progress.Step(2, 2, "growth");
                GrowthStep.Run(session, chosen, stated, time);
            }

            SealGuard.Insist(session);
            Evidence evidence = session.Evidence();
            GrowthFigures[] figures = [.. chosen.Select(workload => GrowthView.Of(session, evidence, workload.Name)).OfType<GrowthFigures>()];
            if (figures.Length == 0)
            {
                throw new ProblemException(new(ExitCode.GateSaidNo, "no-growth", "nothing is recorded of how the cost of this program grows", "measure it with: hone growth"));
            }

            front.Print(GrowthDocument.From(figures), GrowthDocumentJson.Default.GrowthDocument, () => string.Join('\n', figures.Select(GrowthText.Render)));
            return ExitCode.Holds;
        });
        return command;
    }
}
