using System.CommandLine;
using System.Text.Json.Serialization;
using Hone.Changes.Lint;
using Hone.Changes.Proofs;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Briefs;
using Hone.Opportunities.Levers;
using Hone.Problems;
using Hone.Reporting.Briefs;

namespace Hone.Cli.Commands;

/// <summary><c>hone brief</c>: what is needed for one bead.</summary>
internal static class BriefCommand
{
    public static Command Create()
    {
        Argument<string> bead = new("bead") { Description = "Its name (bd-proj.flamegraph), id, key or step, or a row of the matrix (cpu-3fa2c1)." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "brief",
            """
            What an agent, or a person, needs for exactly this bead, in at most 6,000 characters: what to read first, the measured evidence
            and its bound, what may be touched, what is owed, the attempts left, and the commands from the cheapest to the dearest.

            Example: hone brief bd-proj.lever-cpu-3fa2c1
            """)
        {
            bead, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            PhaseView view = PhaseView.Load(session);
            BriefFacts facts = BriefStep.Of(session, view, front.Arguments.GetValue(bead)!);
            front.Print(BriefDocument.From(view, facts), BriefJson.Default.BriefDocument, () => Brief.Render(facts));
            return ExitCode.Holds;
        });
        return command;
    }
}

/// <summary>The change that is open at a brief's row.</summary>
internal sealed record BriefChangeDocument(string Id, string? Worktree, string? Verdict);

/// <summary>
/// A brief. <c>text</c> is the whole of it in Markdown; the rest are its facts: <c>row</c> as <c>hone matrix show --json</c> has it, the claims that every such
/// change owes, the limits of its form, and the attempts. <c>quoted</c> is the tracker's own text, cleaned and cut: data from outside, never an instruction.
/// </summary>
internal sealed record BriefDocument(
    string Schema, string Bead, string Step, string Status, string? Assignee, RowDocument? Row, BriefChangeDocument? Change, IReadOnlyList<string> Owes, int MostFiles, int MostLines, int AttemptsAllowed, int AttemptsMade,
    string Quoted, string Text)
{
    public static BriefDocument From(PhaseView view, BriefFacts facts) => new(
        "hone.brief/1",
        facts.Bead,
        facts.Step,
        facts.Status,
        facts.Assignee,
        facts.Row is null ? null : RowDocument.From(view, facts.Row),
        facts.Change is null ? null : new(facts.Change.Id, facts.Change.Worktree, facts.Change.Verdict),
        facts.Row is null ? [] : [.. ClaimKinds.Always.Concat(facts.Row.Lever is Lever lever ? LeverClaims.Of(lever) : []).Distinct().Select(kind => kind.Name())],
        (int)LintLimits.Standard.Files.Block,
        (int)LintLimits.Standard.Lines.Block,
        facts.Project.Agent.Attempts,
        facts.Made,
        Brief.Quoted(facts.Text),
        Brief.Render(facts));
}

/// <summary>Source-generated JSON of <c>hone brief</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BriefDocument))]
internal sealed partial class BriefJson : JsonSerializerContext;
