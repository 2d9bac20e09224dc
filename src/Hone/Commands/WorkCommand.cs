using System.CommandLine;
using System.Globalization;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Working;
using Hone.Problems;
using Hone.Reporting;
using Hone.Reporting.Working;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Agents;

namespace Hone.Cli.Commands;

/// <summary><c>hone work</c>: agents work the ready opportunity beads.</summary>
internal static class WorkCommand
{
    private const int MostAgents = 64;

    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<int> agents = new("--agents", "-n") { Description = "So many at a time. They edit side by side; Hone measures one after the other.", HelpName = "count", DefaultValueFactory = _ => 1 };
        Option<string?> preset = new("--agent") { Description = "The command line of a common agent: " + string.Join(", ", AgentPresets.Names) + ".", HelpName = "name" };
        preset.AcceptOnlyFromAmong([.. AgentPresets.Names]);
        Option<string?> commandLine = new("--agent-command") { Description = "The agent's program and arguments, split at blanks as a shell does, started without one; {brief} stands for the brief.", HelpName = "command" };
        Option<string?> brief = new("--brief") { Description = "How it gets its brief: stdin, file or argument.", HelpName = "way" };
        brief.AcceptOnlyFromAmong("stdin", "file", "argument");
        Option<bool> once = new("--once") { Description = "One bead only." };
        Option<int?> most = new("--max-beads") { Description = "So many beads at most.", HelpName = "count" };
        Option<int?> timeLimit = new("--time-limit") { Description = "Begin no bead after so many seconds, and let no agent go on then; what is being verified is brought to its end.", HelpName = "seconds" };
        Option<string> metric = new("--metric") { Description = "The metric that is to gain: wall, cpu, peak-rss, or one that the workload prints.", HelpName = "name", DefaultValueFactory = _ => "wall" };
        Option<int?> timing = new("--timing") { Description = "The time for timed runs of each verification; by default 360 seconds.", HelpName = "seconds" };
        Option<bool> land = new("--land") { Description = "Land what is accepted, and measure anew after each landing; else it waits for hone change land." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say which beads would be given to whom." };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "work",
            """
            Give ready opportunity beads to coding agents, the best score first: each gets a worktree and a brief. Hone verifies what they
            leave, says what was refused and why, and closes the bead, with its change or with the evidence that nothing is to be had. An
            agent cannot write to the project or its record. Exit code 0 when every bead came to such an end, 1 when one was given back.

            Example: hone work --agent claude --agents 2 --max-beads 4
                     hone work --agent-command "my-agent --task {brief}" --brief file --once --land
            """)
        {
            project, agents, preset, commandLine, brief, once, most, timeLimit, metric, timing, land, dryRun, json,
        };
        Front.Attach(command, json, front =>
        {
            ParseResult given = front.Arguments;
            string folder;
            WorkPlan plan;
            IReadOnlyList<PlannedWork> planned;
            bool isDry = given.GetValue(dryRun);
            using (Session session = Session.Open(given.GetValue(project), front.Progress, front.Cancellation))
            {
                folder = session.Folder;
                AgentSettings agent = Settings(session.Project.Agent, given.GetValue(preset), given.GetValue(commandLine), given.GetValue(brief));
                plan = new(
                    given.GetValue(land) ? agent with { Land = true } : agent,
                    InRange(given.GetValue(agents), 1, MostAgents, "--agents"),
                    given.GetValue(once) ? 1 : given.GetValue(most) is int count ? InRange(count, 1, int.MaxValue, "--max-beads") : null,
                    given.GetValue(timeLimit) is int limit ? Duration.FromSeconds(InRange(limit, 1, int.MaxValue, "--time-limit")) : null,
                    given.GetValue(metric)!,
                    given.GetValue(timing) is int seconds ? Duration.FromSeconds(InRange(seconds, 1, int.MaxValue, "--timing")) : null);
                AgentCalls.Insist(plan.Agent, folder);
                planned = isDry ? WorkStep.Planned(PhaseView.Load(session)) : [];
            }

            IReadOnlyList<WorkRow> rows = isDry ? [] : WorkStep.Run(plan, folder, front.Cancellation);
            front.Print(WorkDocument.From(plan, isDry, planned, rows), WorkJson.Default.WorkDocument, () => isDry ? Planned(plan, planned) : WorkText.Render(rows));
            return rows.All(row => row.Result.IsSuccess()) ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    // A preset on the command line replaces what hone.toml says of the command, and nothing of its limits.
    private static AgentSettings Settings(AgentSettings stated, string? preset, string? command, string? brief)
    {
        if (preset is not null && AgentPresets.Find(preset) is { } known)
        {
            stated = stated with { Command = known.Command, Brief = known.Brief, Writable = [.. stated.Writable.Union(known.Writable)] };
        }

        return stated.With(command is null ? stated.Command : CommandWords.Parse(command).Words, brief is null ? null : BriefWays.Read(brief));
    }

    private static int InRange(int value, int least, int greatest, string option) => value >= least && value <= greatest ? value : throw new ProblemException(new(
        ExitCode.Usage, "out-of-range", string.Create(CultureInfo.InvariantCulture, $"{option} is {value}"), string.Create(CultureInfo.InvariantCulture, $"give a number from {least}{(greatest == int.MaxValue ? " on" : $" to {greatest}")}")));

    private static string Planned(WorkPlan plan, IReadOnlyList<PlannedWork> planned)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{plan.Agents} at a time: {Printable.Clean(string.Join(' ', plan.Agent.Command.Select(ShellQuoting.Quote)))}, brief by {plan.Agent.Brief.Name()}\n");
        foreach (PlannedWork work in planned.Take(plan.MostBeads ?? int.MaxValue))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Printable.Clean(work.Bead)}  score {work.Score:0.0}\n");
        }

        return planned.Count == 0 ? text.Append("no opportunity bead is ready: hone next says what is\n").ToString() : text.ToString();
    }
}
