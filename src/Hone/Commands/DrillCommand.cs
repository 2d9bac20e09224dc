using System.CommandLine;
using Hone.Changes.Drills;
using Hone.Cli.Drill;
using Hone.Cli.Steps.Drilling;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone drill</c>: does the gate see through tricks, and does it let honest changes pass?</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        Argument<string?> folder = new("examples") { Description = "The folder that holds the examples; by default the one beside the tool, or here.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> quick = new("--quick") { Description = "Only tricks that are caught before anything is built or timed." };
        Option<string[]> only = new("--only") { Description = "Only this trick or honest change; may be given more than once.", HelpName = "name" };
        Option<string[]> examples = new("--example") { Description = "Only this example; may be given more than once.", HelpName = "name" };
        Option<bool> honest = new("--honest") { Description = "Play honest changes instead of tricks: each must be accepted, and an attempt without gain closed as no-win." };
        Option<bool> mixed = new("--mixed") { Description = "Play honest changes with something beside them that they do not need: that must be named." };
        Option<int> times = new("--times") { Description = "Play each so many times, in turns: how often does the attempt without gain pass by chance?", HelpName = "count", DefaultValueFactory = _ => 1 };
        Option<bool> list = new("--list") { Description = "Play nothing; list the tricks." };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "drill",
            """
            Plays the tricks of a clever cheat on copies of the examples, one at a time, through the tool itself, and says which rule
            caught each. Exit code 0 when every trick was caught by the rule meant for it, 1 when not.

            Example: hone drill --quick examples
                     hone drill --only race --example routes examples
                     hone drill --honest --only no-win --times 30 examples
                     hone drill --mixed examples
            """)
        {
            folder, quick, only, examples, honest, mixed, times, list, json,
        };
        Front.Attach(command, json, front =>
        {
            string[] names = [.. DrillExample.Named(front.Arguments.GetValue(examples) ?? []).Select(example => example.Name)];
            string[] wanted = front.Arguments.GetValue(only) ?? [];
            Dictionary<string, IReadOnlyList<string>> changes = names.ToDictionary(name => name, name => Changes(name, front.Arguments.GetValue(honest), front.Arguments.GetValue(mixed)));
            bool isChanges = front.Arguments.GetValue(honest) || front.Arguments.GetValue(mixed);
            Trick[] tricks = isChanges ? [] : [.. DrillResources.Tricks.Where(trick => (wanted.Length == 0 || wanted.Contains(trick.Name)) && (trick.Cost == TrickCost.Quick || !front.Arguments.GetValue(quick)))];
            InsistKnown(wanted, isChanges ? [.. changes.Values.SelectMany(each => each)] : [.. DrillResources.Tricks.Select(trick => trick.Name)]);
            if (front.Arguments.GetValue(list))
            {
                front.Print(new("hone.tricks/1", [.. tricks.Select(trick => TrickDocument.From(trick, names))]), DrillJson.Default.TricksDocument, () => DrillText.List(tricks, names));
                return ExitCode.Holds;
            }

            Dictionary<string, IReadOnlyList<string>> played = changes.Select(each => (each.Key, Value: each.Value.Where(name => wanted.Length == 0 || wanted.Contains(name)).ToList()))
                .Where(each => each.Value.Count > 0).ToDictionary(each => each.Key, each => (IReadOnlyList<string>)each.Value);
            DrillPlan plan = new(DrillExample.Folder(front.Arguments.GetValue(folder)), DrillExample.Named(names), tricks, played) { Times = Math.Clamp(front.Arguments.GetValue(times), 1, 1000) };
            DrillResult result = DrillStep.Run(plan, front.Progress, front.Cancellation);
            front.Print(
                DrillDocument.From(result),
                DrillJson.Default.DrillDocument,
                () => (result.Rows.Count > 0 ? DrillText.Matrix(result.Rows, names) : "") + (result.Honest.Count > 0 ? DrillText.Honest(result.Honest) : ""));
            if (result.Interrupted)
            {
                throw new OperationCanceledException(front.Cancellation);
            }

            return result.Holds ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    private static IReadOnlyList<string> Changes(string example, bool honest, bool mixed) =>
        [.. honest ? DrillResources.HonestNames(example) : [], .. mixed ? DrillResources.MixedNames(example) : []];

    private static void InsistKnown(string[] wanted, IReadOnlyCollection<string> known)
    {
        if (Array.Find(wanted, name => !known.Contains(name)) is string unknown)
        {
            throw new ProblemException(new(ExitCode.Usage, "unknown-trick", $"there is no trick '{unknown}'", "see them: hone drill --list"));
        }
    }
}
