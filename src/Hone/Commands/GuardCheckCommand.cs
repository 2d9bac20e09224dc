using System.CommandLine;
using System.Text.Json;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Guarding;
using Hone.Guardrails;
using Hone.Problems;
using Hone.Reporting.Guarding;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone guard check</c>: the gate for pull requests.</summary>
internal static class GuardCheckCommand
{
    public static Command Create()
    {
        Option<string?> before = new("--base") { Description = "Hold it against where it went apart from this revision. By default from the main branch, else the commit before.", HelpName = "revision" };
        Option<string?> head = new("--head") { Description = "The revision to check; by default the project as it lies here.", HelpName = "revision" };
        Option<bool> drift = new("--drift") { Description = "Hold it against the pinned commit instead, with the drift budget as the limit." };
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string> metrics = new("--metric", "-m") { Description = "What is looked at: " + string.Join(", ", GuardLimits.All) + ".", HelpName = "list", DefaultValueFactory = _ => string.Join(',', GuardLimits.Metrics) };
        Option<string> budget = new("--budget") { Description = "The time for timed runs, all workloads together; they end earlier when all is decided.", HelpName = "time", DefaultValueFactory = _ => "3m" };
        Option<string?> reports = new("--reports") { Description = "Also write guard.md (the comment), guard.json, guard.junit.xml, guard.sarif and the flame graphs of what costs more into this folder.", HelpName = "folder" };
        Option<bool> noProfile = new("--no-profile") { Description = "Do not look for the functions that cost more." };
        Option<bool> noRecord = new("--no-record") { Description = "Leave the record as it is, for CI that throws it away." };
        Option<int> wait = new("--wait") { Description = "Wait up to so many seconds for another hone that measures on this machine.", HelpName = "seconds", DefaultValueFactory = _ => 7200 };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "check",
            """
            Is this commit slower than the one it came from? Both are built here, from clean trees, and run in pairs of random order until
            every figure is decided. Exit code 0: a loss from its limit on is excluded, 1: one is shown, 4: neither, 3: it could not be
            measured (a build or a run failed), which is never 1.

            Examples:
              hone guard check --base origin/main --reports out
              hone guard check --metric cpu,instructions,syscalls,allocated
              hone guard check --drift
            """)
        {
            before, head, drift, workloads, metrics, budget, reports, noProfile, noRecord, wait, project, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(drift) && result.GetValue(before) is not null)
            {
                result.AddError("--drift has its own base: the pinned commit. Leave --base out.");
            }
        });
        Front.Attach(command, json, front =>
        {
            GuardPlan plan = new()
            {
                Base = front.Arguments.GetValue(before),
                Head = front.Arguments.GetValue(head),
                Drift = front.Arguments.GetValue(drift),
                Workloads = front.Arguments.GetValue(workloads) ?? [],
                Metrics = [.. (front.Arguments.GetValue(metrics) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(GuardBounds.Metric).Distinct()],
                Budget = Time(front.Arguments.GetValue(budget) ?? ""),
                Explain = !front.Arguments.GetValue(noProfile),
                Record = !front.Arguments.GetValue(noRecord),
                Patience = TimeSpan.FromSeconds(Math.Max(0, front.Arguments.GetValue(wait))),
            };
            if (plan.Metrics.Count == 0)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-metric", "no metric is named", "--metric cpu"));
            }

            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            GuardReport report = GuardCheck.Run(session, plan);
            GuardCheckDocument document = GuardCheckDocument.From(report);
            if (front.Arguments.GetValue(reports) is string folder)
            {
                GuardFiles.Write(session, folder, report, JsonSerializer.SerializeToUtf8Bytes(document, GuardDocumentJson.Default.GuardCheckDocument));
            }

            front.Print(document, GuardDocumentJson.Default.GuardCheckDocument, () => GuardText.Of(report));
            return report.Finding switch
            {
                GuardFinding.Regressed => ExitCode.GateSaidNo,
                GuardFinding.Kept => ExitCode.Holds,
                _ => ExitCode.Inconclusive,
            };
        });
        return command;
    }

    /// <summary>A time of a second or more.</summary>
    internal static Duration Time(string text) => DurationText.Parse(text) is Duration time && time >= Duration.FromSeconds(1)
        ? time
        : throw new ProblemException(new(ExitCode.Usage, "bad-duration", $"--budget takes a time of a second or more, and '{text}' is none", "write it like 60s or 5m"));
}
