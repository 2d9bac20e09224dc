using System.CommandLine;
using Hone.Beads;
using Hone.Cli.Steps;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone beads seed|list|ready|claim|release|close</c>: the phase as items of work.</summary>
internal static class BeadsCommand
{
    public static Command Create()
    {
        Command command = new("beads", "The phase as items of work in the tracker (.beads/issues.jsonl).")
        {
            Seed(),
            List("list", "All beads of this phase.", onlyReady: false),
            List("ready", "The beads that can be taken now: open, and nothing they wait for is.", onlyReady: true),
            Act("claim", "Take a bead; exit code 1 when somebody else has it.", (session, key) => BeadsStep.Tracker(session).Claim(key, session.Actor, Session.Now)),
            Act("release", "Give a claimed bead back.", (session, key) => BeadsStep.Tracker(session).Release(key, Session.Now)),
            Close(),
        };
        return command;
    }

    private static Command Seed()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "seed",
            """
            Write the phase's beads that are not there yet: an epic, one bead a step, one for each opportunity at or above the
            score. Running it again adds nothing twice; lines of others are never touched.

            Example: hone beads seed
            """)
        {
            project, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("beads seed", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            IReadOnlyList<string> added = BeadsStep.Seed(session);
            if (added.Count > 0)
            {
                session.Append(EntryKind.Beads, new BeadsFact(added, new Dictionary<string, string>()), FactJson.Default.BeadsFact);
            }

            front.Print(
                new BeadsChangeDocument("hone.beads-change/1", added),
                ViewJson.Default.BeadsChangeDocument,
                () => added.Count == 0 ? "nothing to add: every bead is there\n" : string.Concat(added.Select(key => $"added {session.Project.BeadPrefix}-{key}\n")));
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
            BeadsWorkspace workspace = BeadsStep.Tracker(session).Workspace;
            IReadOnlyList<(BeadView Bead, bool IsReady)> beads = [.. BeadsStep.List(session).Where(bead => !onlyReady || bead.IsReady)];
            front.Print(
                new BeadsDocument(
                    "hone.beads/1",
                    Path.GetRelativePath(session.Folder, workspace.File),
                    workspace.Note,
                    [.. beads.Select(each => new BeadDocument(each.Bead.Key, each.Bead.Name, each.Bead.Title, each.Bead.Status, each.Bead.Assignee, each.IsReady, each.Bead.IsProfiling, each.Bead.Row))]),
                ViewJson.Default.BeadsDocument,
                () => Text(beads, onlyReady));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Act(string name, string purpose, Action<Session, string> act)
    {
        Argument<string> bead = BeadArgument();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(name, $"{purpose}\n\nExample: hone beads {name} bd-proj.flamegraph") { bead, project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            string key = BeadsStep.Resolve(session, front.Arguments.GetValue(bead)!);
            act(session, key);
            PrintOne(front, session, key);
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Close()
    {
        Argument<string> bead = BeadArgument();
        Option<string> reason = new("--reason") { Description = "What came of it, with the evidence.", HelpName = "text", Required = true };
        Option<bool> force = new("--force") { Description = "Close it although it waits for another." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "close",
            """
            Close a bead with the evidence. "No win", with the figures that show it, is a full success.

            Example: hone beads close bd-proj.cpu-3fa2c1 --reason "no win: 1.01x (0.99-1.03) over 40 pairs"
            """)
        {
            bead, reason, force, project, json,
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
            string key = BeadsStep.Resolve(session, front.Arguments.GetValue(bead)!);
            if (CloseReason.FailureWord(text) is string word)
            {
                front.Progress.Say($"note: trackers read '{word}' in a close reason as a failure of the bead");
            }

            if (BeadsStep.Tracker(session).Close(key, text, Session.Now, front.Arguments.GetValue(force)))
            {
                session.Append(EntryKind.Beads, new BeadsFact([], new Dictionary<string, string> { [key] = text }), FactJson.Default.BeadsFact);
            }

            PrintOne(front, session, key);
            return ExitCode.Holds;
        });
        return command;
    }

    private static Argument<string> BeadArgument() =>
        new("bead") { Description = "Its name (bd-proj.flamegraph), id (bd-proj-flamegraph), key (proj.flamegraph) or step (flamegraph)." };

    private static void PrintOne(Front front, Session session, string key)
    {
        (BeadView bead, bool isReady) = BeadsStep.List(session).First(each => each.Bead.Key == key);
        front.Print(
            new BeadsDocument("hone.beads/1", Path.GetRelativePath(session.Folder, BeadsStep.Tracker(session).Workspace.File), null, [new(bead.Key, bead.Name, bead.Title, bead.Status, bead.Assignee, isReady, bead.IsProfiling, bead.Row)]),
            ViewJson.Default.BeadsDocument,
            () => Text([(bead, isReady)], onlyReady: false));
    }

    private static string Text(IReadOnlyList<(BeadView Bead, bool IsReady)> beads, bool onlyReady)
    {
        if (beads.Count == 0)
        {
            return onlyReady ? "nothing is ready\n" : "no beads yet; seed them with: hone beads seed\n";
        }

        TextTable table = new("bead", "status", "who", "title");
        foreach ((BeadView bead, bool isReady) in beads)
        {
            table.Add(bead.Name, bead.Status == "open" && isReady ? "ready" : Printable.Clean(bead.Status), Printable.Clean(bead.Assignee ?? ""), Printable.Shorten(Printable.Clean(bead.Title), 80));
        }

        return table.ToText("");
    }
}
