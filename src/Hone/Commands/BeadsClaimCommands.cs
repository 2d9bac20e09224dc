using System.CommandLine;
using System.Globalization;
using Hone.Beads;
using Hone.Cli.Steps;
using Hone.Linux.Trackers;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone beads claim|renew|release|defer</c>: who works on what, and until when.</summary>
internal static class BeadsClaimCommands
{
    public static Command Claim()
    {
        Argument<string?> bead = new("bead") { Description = "Its name (bd-proj.flamegraph), id (bd-proj-flamegraph), key (proj.flamegraph) or step (flamegraph).", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> next = new("--next") { Description = "Take the best ready bead: by priority, then score, then age." };
        Option<string?> lease = LeaseOption("Hold it for so long (30m, 2h) unless it is renewed; without it, until it is given back.");
        Option<string?> actor = Actor();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "claim",
            """
            Take a bead; exit code 1 when somebody else has it, or when --next finds nothing ready. One that was taken with a lease that has
            run out, by an agent that died for instance, may be taken by anybody.

            Example: hone beads claim --next --lease 30m --actor agent-3 --json
            """)
        {
            bead, next, lease, actor, project, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(bead) is null == !result.GetValue(next))
            {
                result.AddError(result.GetValue(next) ? "give a bead or --next, not both" : "give a bead, or --next");
            }
        });
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            TimeSpan? length = front.Arguments.GetValue(lease) is { } text ? Lease.Parse(text) : null;
            string who = front.Arguments.GetValue(actor) ?? session.Actor;
            if (front.Arguments.GetValue(bead) is { } typed)
            {
                BeadsCommand.PrintOne(front, session, BeadsStep.Tracker(session).Claim(typed, who, Session.Now, length));
                return ExitCode.Holds;
            }

            IReadOnlyDictionary<string, double> scores = BeadsStep.Scores(session);
            BeadChange change = BeadsStep.Tracker(session).ClaimNext(who, Session.Now, length, scores)
                ?? throw new ProblemException(new(ExitCode.GateSaidNo, "nothing-ready", "no bead of this phase can be taken now", "see who has what: hone beads list"));
            BeadsCommand.PrintOne(front, session, change);
            return ExitCode.Holds;
        });
        return command;
    }

    public static Command Renew()
    {
        Option<string?> lease = LeaseOption("For how long from now on.");
        lease.DefaultValueFactory = _ => "30m";
        return Move(
            "renew",
            "Let your claim hold for longer; exit code 1 when somebody took the bead over.\n\nExample: hone beads renew bd-proj.flamegraph --lease 30m",
            (tracker, typed, who, front) => tracker.Renew(typed, who, Session.Now, Lease.Parse(front.Arguments.GetValue(lease)!)),
            lease);
    }

    public static Command Release()
    {
        Option<bool> force = new("--force") { Description = "Also when somebody else has it." };
        return Move(
            "release",
            "Give a claimed bead back.\n\nExample: hone beads release bd-proj.flamegraph",
            (tracker, typed, who, front) => tracker.Release(typed, who, Session.Now, front.Arguments.GetValue(force)),
            force);
    }

    public static Command Defer()
    {
        Option<string?> until = new("--until") { Description = "The moment (2026-12-01T03:00:00Z); without it the bead is shown again.", HelpName = "time" };
        return Move(
            "defer",
            "Hide a bead from the ready list until a moment.\n\nExample: hone beads defer bd-proj.guardrails --until 2026-12-01T03:00:00Z",
            (tracker, typed, who, front) => tracker.Defer(typed, Time(front.Arguments.GetValue(until)), who, Session.Now),
            until);
    }

    /// <summary>Who is at work, where the environment does not say.</summary>
    public static Option<string?> Actor() => new("--actor") { Description = "Who is at work; else HONE_ACTOR, BD_ACTOR, git's user.name, the login name.", HelpName = "name" };

    private static Option<string?> LeaseOption(string purpose) => new("--lease") { Description = purpose, HelpName = "duration" };

    private static Command Move(string name, string purpose, Func<ITracker, string, string, Front, BeadChange> move, Option own)
    {
        Argument<string> bead = BeadsCommand.BeadArgument();
        Option<string?> actor = Actor();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(name, purpose) { bead, own, actor, project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            BeadsCommand.PrintOne(front, session, move(BeadsStep.Tracker(session), front.Arguments.GetValue(bead)!, front.Arguments.GetValue(actor) ?? session.Actor, front));
            return ExitCode.Holds;
        });
        return command;
    }

    private static DateTimeOffset? Time(string? text) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) => time,
        _ => throw new ProblemException(new(ExitCode.Usage, "not-a-time", $"'{text}' is no time", "write it as 2026-12-01T03:00:00Z")),
    };
}
