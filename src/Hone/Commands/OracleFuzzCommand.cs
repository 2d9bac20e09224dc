using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Cli.Terminal;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone oracle fuzz</c>: two builds on generated inputs.</summary>
internal static class OracleFuzzCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Option<ulong> seed = new("--seed") { Description = "The seed of the inputs; the same seed gives the same ones.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<int?> inputs = new("--inputs") { Description = "So many inputs; by default what hone.toml says, else 200.", HelpName = "count" };
        Option<string?> time = new("--time") { Description = "Begin no input after this time, such as 60s; by default what hone.toml says, else 60s.", HelpName = "duration" };
        Option<string?> candidate = new("--candidate") { Description = "The folder of another checkout of this project, or a commit: the build that must behave the same.", HelpName = "folder or commit" };
        Option<string?> baseline = new("--baseline") { Description = "The commit that it is compared with; by default the project as it lies in the folder.", HelpName = "commit" };
        Option<bool> unprotected = CommandOptions.Unprotected();
        Command command = new(
            "fuzz",
            """
            Run two builds on generated inputs and look for one on which they differ: in output, in exit code, or in how they fail. The
            input that shows it is made as small as possible and kept in .hone/fuzz. Without a candidate the program is compared with
            itself, and inputs on which it does the same twice are kept as seeds. Exit code 0 when nothing differs, 1 at a difference.

            Example: hone oracle fuzz --candidate my-faster-branch --seed 7
            """)
        {
            project, candidate, baseline, inputs, time, seed, unprotected, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            int count = front.Arguments.GetValue(inputs) ?? session.Project.Oracle.Fuzz?.Inputs ?? 200;
            Duration budget = front.Arguments.GetValue(time) is string text
                ? DurationText.Parse(text) ?? throw new ProblemException(new(ExitCode.Usage, "bad-duration", $"--time takes a duration, and '{text}' is none", "write it like 60s or 5m"))
                : session.Project.Oracle.Fuzz?.TimeBudget ?? Duration.FromSeconds(60);
            if (count < 1)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-inputs", $"{count} inputs cannot be run", "give --inputs a number from 1 on"));
            }

            session.Lock("oracle fuzz", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            FuzzResult result = FuzzStep.Run(session, new(front.Arguments.GetValue(seed), count, budget, front.Arguments.GetValue(candidate), front.Arguments.GetValue(baseline), front.Arguments.GetValue(unprotected)));
            front.Print(FuzzDocument.From(result), StrengthDocumentJson.Default.FuzzDocument, () => Text(result));
            return result.Difference is null ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    private static string Text(FuzzResult result)
    {
        StringBuilder text = new();
        string against = result.Plan.Candidate is string candidate ? Printable.Clean(candidate) + " against " + Printable.Clean(result.Plan.Baseline ?? "the project as it is") : "the program against itself";
        text.Append(result.Target.Judge.Case.Name).Append(", ").Append(Printable.Clean(result.Target.Input)).Append(" varied: ").Append(against).Append(": ")
            .Append(result.Difference is null ? Style.Good("no difference") : Style.Bad("different")).Append('\n');
        text.Append($"  {result.Counts.Tried} inputs of seed {result.Plan.Seed}; the unchanged program crashed on {result.Counts.Crashes}, hung on {result.Counts.Hangs}, and did not do the same twice on {result.Counts.Unstable}\n");
        if (result.Difference is FuzzDifference difference)
        {
            text.Append($"  input {difference.Index} ({string.Join(", ", difference.Steps)}): {Printable.Clean(difference.What)}\n");
            text.Append($"  made smaller from {difference.Before} to {difference.Input.Length} bytes: {Printable.Clean(difference.Path)}\n");
            if (difference.Arguments.Count > 0)
            {
                text.Append("  arguments: ").Append(Printable.Clean(string.Join(' ', difference.Arguments.Select(ShellQuoting.Quote)))).Append('\n');
            }

            if (difference.First is string first)
            {
                text.Append("  first difference: ").AppendJoin("\n  ", first.Split('\n')).Append('\n');
            }
        }
        else if (result.Plan.Candidate is null)
        {
            text.Append($"  {result.Seeds} inputs kept as seeds, each with a behaviour of its own\n");
        }

        foreach (string note in result.Notes)
        {
            text.Append("  note: ").Append(Printable.Clean(note)).Append('\n');
        }

        return text.ToString();
    }
}
