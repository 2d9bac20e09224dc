using System.CommandLine;
using Hone.Beads.Driving;
using Hone.Cli.Steps;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone beads gate|formula</c>: what a tracker asks of Hone, and what it can be given.</summary>
internal static class BeadsTrackerCommands
{
    public static Command Gate()
    {
        Argument<string> bead = BeadsCommand.BeadArgument();
        Option<bool> demand = new("--demand") { Description = "Let the tracker hold the bead back until Hone's verdict passes: a gate of bd's; for br, the lines of its policy." };
        Option<string?> actor = BeadsClaimCommands.Actor();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "gate",
            """
            Hone's verdict on a bead, from the record as it is now: exit code 0 when the evidence that closes it is there, 1 when it is not.
            A tracker that asks for it is told: br by its gate hone_verified, bd by resolving the gate before the bead. Run it before
            closing a bead; nothing is hooked into the closing itself.

            Example: hone beads gate bd-proj.flamegraph
            """)
        {
            bead, demand, actor, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            ITracker tracker = BeadsStep.Tracker(session);
            string who = front.Arguments.GetValue(actor) ?? session.Actor;
            BeadView view = BeadsStep.View(session, tracker.Find(front.Arguments.GetValue(bead)!), isReady: false);
            TrackerGates? gates = (tracker as CommandTracker)?.Gates;
            if (view.Key == session.Project.Name)
            {
                throw new ProblemException(new(
                    ExitCode.Usage, "gate-of-epic", $"{view.Name} is the epic: trackers hand what holds it back down to every bead of the phase, and it ends by the stop condition", "hone status"));
            }

            BeadVerdict? verdict = front.Arguments.GetValue(demand) ? null : BeadVerdicts.Of(session, view);
            IReadOnlyList<string> done;
            Problem? untold = null;
            try
            {
                done = gates is null ? ["the tracker has no gates: the verdict is Hone's exit code alone"]
                    : verdict is null ? gates.Demand(view.Bead, who)
                    : gates.Report(view.Bead, verdict, who);
            }
            catch (ProblemException refused) when (verdict is not null)
            {
                // The verdict is Hone's, and stands whatever the tracker makes of it.
                untold = refused.Problem;
                done = [$"the tracker was not told: {untold.What} [{untold.Rule}]; next: {untold.Next}"];
            }

            front.Print(
                new GateVerdictDocument("hone.beads-gate/1", view.Name, view.Bead.Id, verdict?.Passes, verdict?.Note, done),
                BeadsJson.Default.GateVerdictDocument,
                () => (verdict is null ? "" : $"{view.Name}: {(verdict.Passes ? "passes" : "does not pass")}: {Printable.Clean(verdict.Note)}\n")
                    + string.Concat(done.Select(line => (verdict is null ? "" : "  ") + Printable.Clean(line) + "\n")));
            return verdict is { Passes: false } ? ExitCode.GateSaidNo : untold?.Exit ?? ExitCode.Holds;
        });
        return command;
    }

    public static Command Formula()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "formula",
            """
            Print the phase as a formula of bd, from which bd makes the beads of a phase itself.

            Example: hone beads formula > .beads/formulas/perf-phase.formula.json && bd mol pour perf-phase
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            front.Write(BdFormula.Of(session.Project));
            return ExitCode.Holds;
        });
        return command;
    }
}
