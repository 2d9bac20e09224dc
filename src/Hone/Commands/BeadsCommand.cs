using System.CommandLine;
using System.Text;
using Hone.Beads;
using Hone.Cli.Steps;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone beads</c>: the phase as items of work.</summary>
internal static class BeadsCommand
{
    public static Command Create()
    {
        Command command = new("beads", "The phase as items of work in the tracker: bd, br, or .beads/issues.jsonl.")
        {
            Seed(),
            List("list", "All beads of this phase.", onlyReady: false),
            List("ready", "The beads that can be taken now: open, and nothing they wait for is.", onlyReady: true),
            BeadsClaimCommands.Claim(),
            BeadsClaimCommands.Renew(),
            BeadsClaimCommands.Release(),
            BeadsClaimCommands.Defer(),
            Close(),
            BeadsTrackerCommands.Gate(),
            BeadsTrackerCommands.Formula(),
        };
        return command;
    }

    private static Command Seed()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what would be written; for bd and br, print the commands that would." };
        Option<bool> newRound = new("--new-round") { Description = "Those of the next round, linked to the last one's, which must all be closed." };
        Command command = new(
            "seed",
            """
            Write the phase's beads that are not there yet: an epic, one bead a step, one for each opportunity at or above the
            score. Running it again adds nothing twice; lines of others are never touched.

            Example: hone beads seed
            """)
        {
            project, dryRun, newRound, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("beads seed", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            bool isDry = front.Arguments.GetValue(dryRun);
            if (front.Arguments.GetValue(newRound))
            {
                BeadsStep.RequireOver(session);
            }

            BeadPlan plan = BeadsStep.Plan(session, front.Arguments.GetValue(newRound));
            SeedResult result = BeadsStep.Seed(session, plan, isDry);
            if (result.Changed && !isDry)
            {
                session.Append(EntryKind.Beads, new BeadsFact(result.Created, new Dictionary<string, string>()), FactJson.Default.BeadsFact);
            }

            IReadOnlyList<string> commands = isDry ? BeadsStep.Tracker(session).Commands(plan, "hone") : [];
            front.Print(
                new BeadsSeedDocument("hone.beads-seed/1", result.Created, result.Updated, result.KeptEdited, result.Stale, commands),
                ViewJson.Default.BeadsSeedDocument,
                () => SeedText(session, result, commands));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command List(string name, string purpose, bool onlyReady)
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(name, $"{purpose}\n\nExample: hone beads {name} --json") { project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            Print(front, session, onlyReady ? BeadsStep.Ready(session) : BeadsStep.Read(session), onlyReady ? "nothing is ready\n" : "no beads yet; seed them with: hone beads seed\n");
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Close()
    {
        Argument<string> bead = BeadArgument();
        Option<string> reason = new("--reason") { Description = "What came of it, with the evidence.", HelpName = "text", Required = true };
        Option<bool> rejected = new("--rejected") { Description = "It ends without what it set out for; trackers may read the reason as a failure." };
        Option<bool> force = new("--force") { Description = "Close it although it waits for another." };
        Option<string?> actor = BeadsClaimCommands.Actor();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "close",
            """
            Close a bead with the evidence. "No win", with the figures that show it, is a full success.

            Example: hone beads close bd-proj.cpu-3fa2c1 --reason "no win: 1.01x (0.99-1.03) over 40 pairs"
            """)
        {
            bead, reason, rejected, force, actor, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            string text = front.Arguments.GetValue(reason)!.Trim();
            if (text.Length == 0)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-reason", "the reason is empty", "say in a few words what came of it"));
            }

            session.Lock("beads close", TimeSpan.FromSeconds(600));
            BeadChange change = BeadsStep.Tracker(session).Close(
                front.Arguments.GetValue(bead)!, text, success: !front.Arguments.GetValue(rejected), front.Arguments.GetValue(actor) ?? session.Actor, Session.Now, front.Arguments.GetValue(force));
            if (change.Changed)
            {
                session.Append(EntryKind.Beads, new BeadsFact([], new Dictionary<string, string> { [change.Bead.Key!] = text }), FactJson.Default.BeadsFact);
            }

            PrintOne(front, session, change);
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>The bead that a command is about.</summary>
    public static Argument<string> BeadArgument() =>
        new("bead") { Description = "Its name (bd-proj.flamegraph), id (bd-proj-flamegraph), key (proj.flamegraph) or step (flamegraph)." };

    /// <summary>Prints a bead after a move.</summary>
    public static void PrintOne(Front front, Session session, BeadChange change)
    {
        foreach (string note in change.Notes)
        {
            front.Progress.Say(note);
        }

        Print(front, session, [BeadsStep.View(session, change.Bead, change.IsReady)], "");
    }

    private static void Print(Front front, Session session, IReadOnlyList<BeadView> beads, string none)
    {
        TrackerWorkspace workspace = BeadsStep.Tracker(session).Workspace;
        front.Print(
            new BeadsDocument("hone.beads/1", workspace.Display, workspace.Notes, [.. beads.Select(BeadDocument.From)]),
            ViewJson.Default.BeadsDocument,
            () => beads.Count == 0 ? none : Table(beads).ToText(""));
    }

    private static TextTable Table(IReadOnlyList<BeadView> beads)
    {
        TextTable table = new("bead", "status", "who", "title");
        foreach (BeadView bead in beads)
        {
            table.Add(
                bead.Name,
                bead.IsReady ? "ready" : Printable.Clean(bead.Bead.Status),
                Printable.Clean(bead.Assignee ?? ""),
                Printable.Shorten(Printable.Clean(bead.Bead.Title), 80));
        }

        return table;
    }

    private static string SeedText(Session session, SeedResult result, IReadOnlyList<string> commands)
    {
        StringBuilder text = new();
        foreach (string key in result.Created)
        {
            text.Append("added ").Append(BeadId.Shown(session.Project, key)).Append('\n');
        }

        foreach (string key in result.Updated)
        {
            text.Append("renewed the text of ").Append(BeadId.Shown(session.Project, key)).Append('\n');
        }

        foreach (string key in result.KeptEdited)
        {
            text.Append("kept, since somebody edited it: ").Append(BeadId.Shown(session.Project, key)).Append('\n');
        }

        foreach (string command in commands)
        {
            text.Append(command).Append('\n');
        }

        return text.Length == 0 ? "nothing to add: every bead is there\n" : text.ToString();
    }
}
