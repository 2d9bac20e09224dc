using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Levers;
using Hone.Linux.Repositories;
using Hone.Opportunities.Levers;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone levers</c>: the catalogue of optimisations, their evidence rules, and what the recorded evidence shows.</summary>
internal static class LeversCommand
{
    public static Command Create()
    {
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "levers",
            """
            The kinds of optimisation that Hone looks for, and how far the evidence rule of each can be trusted.

            Examples:
              hone levers
              hone levers explain buffer-reuse
              hone levers find
            """)
        {
            json, Explain(), Find(),
        };
        Front.Attach(command, json, front =>
        {
            RuleThresholds thresholds = InForce(null, front);
            front.Print(
                new LeversDocument("hone.levers/1", [.. LeverCatalogue.All.Select(lever => LeverDocument.From(lever, thresholds))]), LeversJson.Default.LeversDocument, LeverPages.List);
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Explain()
    {
        Argument<string> name = new("name") { Description = "The lever, such as buffer-reuse.", HelpName = "name" };
        name.CompletionSources.Add(_ => LeverCatalogue.All.Select(lever => new System.CommandLine.Completions.CompletionItem(lever.Name)));
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "explain",
            """
            One lever: what it is, the rule by which it is recognised with the limits in force in this project, how reliable that rule
            is and why, what the change may break, and an example.

            Example: hone levers explain n-plus-one
            """)
        {
            name, project, json,
        };
        Front.Attach(command, json, front =>
        {
            string wanted = front.Arguments.GetValue(name)!;
            Lever lever = LeverCatalogue.Find(wanted) ?? throw Unknown(wanted);
            RuleThresholds thresholds = InForce(front.Arguments.GetValue(project), front);
            front.Print(
                new LeverPageDocument("hone.lever/1", LeverDocument.From(lever, thresholds)), LeversJson.Default.LeverPageDocument, () => LeverPages.Explain(lever, thresholds));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Find()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "find",
            """
            The levers that the recorded evidence shows, best supported first, with everything that each rule read: what was measured,
            the limit, and whether it holds. Records nothing.

            Example: hone levers find
            """)
        {
            project, workloads, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            IReadOnlyList<(string Workload, IReadOnlyList<LeverFinding> Findings)> found = LeverView.Of(session, session.Select(front.Arguments.GetValue(workloads) ?? []));
            front.Print(
                new LeverFindingsDocument("hone.lever-findings/1", [.. found.SelectMany(each => each.Findings.Select(finding => FindingOfLeverDocument.From(each.Workload, finding))).OrderByDescending(finding => finding.Rank)]),
                LeversJson.Default.LeverFindingsDocument,
                () => string.Join('\n', found.Select(each => LeverPages.Findings(each.Workload, each.Findings))));
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>The limits of the project; the standard ones outside of any.</summary>
    private static RuleThresholds InForce(string? project, Front front)
    {
        if (project is null && ManifestFile.FindFolder(Environment.CurrentDirectory) is null)
        {
            return RuleThresholds.Standard;
        }

        using Session session = Session.Open(project, front.Progress, front.Cancellation);
        return session.Project.Levers;
    }

    private static ProblemException Unknown(string name)
    {
        string? near = NearestWord.Of(name, LeverCatalogue.All.Select(lever => lever.Name));
        return new(new(
            ExitCode.Usage,
            "unknown-lever",
            $"there is no lever called '{name}'" + (near is null ? "" : $"; did you mean {near}?"),
            near is null ? "see them all: hone levers" : "hone levers explain " + near));
    }
}
