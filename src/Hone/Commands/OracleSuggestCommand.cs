using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Oracle;
using Hone.Equivalence.Invariants.Mining;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone oracle suggest</c>: proposals for invariants.</summary>
internal static class OracleSuggestCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> write = new("--write") { Description = "Put the proposals at the end of hone.toml as comments; they count when you take the # away." };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "suggest",
            """
            Look for invariants in the golden outputs and inputs: counts and sums that agree, columns in order, no two alike, nothing
            that was not put in. Each proposal holds of everything recorded and would hardly hold by chance; whether it is meant is
            for you to say. Printed as tables for hone.toml; nothing is active before you paste it. The language: docs/invariants.md.

            Example: hone oracle suggest -w pairs
            """)
        {
            project, workloads, write, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            SuggestStep.Result result = SuggestStep.Run(session, session.Select(front.Arguments.GetValue(workloads) ?? []));
            int? line = null;
            if (front.Arguments.GetValue(write) && result.Suggestions.Count > 0)
            {
                session.Lock("oracle suggest", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
                line = ManifestComments.Append(session.Folder, SuggestionToml.Write(result.Suggestions, isActive: false));
            }

            front.Print(SuggestDocument.From(result, line), ViewJson.Default.SuggestDocument, () => Text(result, line));
            return ExitCode.Holds;
        });
        return command;
    }

    private static string Text(SuggestStep.Result result, int? line)
    {
        StringBuilder text = new();
        string stated = result.Stated > 0 ? $"; {result.Stated} more {(result.Stated == 1 ? "is" : "are")} in {Manifest.FileName} already" : "";
        string runs = $"{result.Runs} recorded run{(result.Runs == 1 ? "" : "s")}";
        if (result.Suggestions.Count == 0)
        {
            return $"nothing to propose from {runs}{stated}\n";
        }

        if (line is int at)
        {
            return $"{result.Suggestions.Count} proposals from {runs} are comments in {Manifest.FileName} from line {at} on{stated}\nnext: take the # away from those that are meant, then see which of them notice faults: hone oracle strength\n";
        }

        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"# {result.Suggestions.Count} proposals from {runs}{stated}. Each holds of all of them; paste those that are meant into {Manifest.FileName}.\n\n");
        text.AppendJoin('\n', SuggestionToml.Write(result.Suggestions, isActive: true).Split('\n').Select(Printable.Clean));
        return text.ToString();
    }
}
