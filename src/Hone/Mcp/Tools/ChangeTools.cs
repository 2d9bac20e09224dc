using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Commands;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Mcp.Tools;

/// <summary><c>hone change lint</c>, <c>prove</c>, <c>verify</c> and <c>no-win</c>. Landing is not here: it takes a person, or a harness that a person set up.</summary>
internal static class ChangeTools
{
    /// <summary>The argument that names a change.</summary>
    public const string Parameter = "change";

    private const string Quick = "quick";
    private const string Timing = "timing_seconds";
    private const int LongestTiming = 3600;

    // As the command's own --wait.
    private static readonly TimeSpan _patience = TimeSpan.FromHours(2);
    private static readonly TimeSpan _writePatience = TimeSpan.FromSeconds(600);

    private static readonly ToolParameter _change =
        new(Parameter, ParameterType.Text, "The change's id, such as cpu-3fa2c1.1; when left out that of the worktree that the server was started in, or the only open one.");

    public static McpTool Lint() => new(
        "lint",
        "The form of a change",
        ToolEffect.Looks,
        "What is wrong with the form of a change, in under a second: files that are no source, lines outside of the hot functions, size, moves, renames, second levers. Nothing is built or run. As `hone change lint --json`.",
        [_change],
        call =>
        {
            using Session session = call.Open();
            ChangeView view = ChangeView.FindOpen(session, call.ChangeId);
            using Scratch scratch = new();
            Candidate candidate = CandidateReading.Read(session, view.Change, scratch.Sub("git"));
            return Findings(view, candidate.Digest, OtherGates.Lint(session, candidate));
        })
    {
        Schema = new(() => OutputSchema.Of(ChangeJson.Default.FindingsDocument)),
    };

    public static McpTool Prove() => new(
        "prove",
        "The proof of a change",
        ToolEffect.Measures,
        "Write the proof of the change as it is now: the claims that it owes, and what their witnesses show of both programs, which are built and run for it (some minutes). What the author wrote about this very patch is kept. As `hone change prove --json`.",
        [_change],
        call =>
        {
            using Session session = call.Open();
            ChangeView view = ChangeView.FindOpen(session, call.ChangeId);
            (Proven proven, string _) = ChangeProve.Run(session, view.Change);
            return Findings(view, proven.Proof.Patch, [.. proven.Findings.Select(finding => OtherGates.Of("proof", finding))]);
        })
    {
        Schema = new(() => OutputSchema.Of(ChangeJson.Default.FindingsDocument)),
    };

    public static McpTool Verify() => new(
        "verify",
        "Verify a change",
        ToolEffect.Measures,
        "Does the change behave the same, and does it gain? Baseline and candidate are built from clean trees of one commit and run in pairs; 5 to 15 minutes. The verdict is accepted, rejected (with the rule, what was measured and the limit) or inconclusive. Reaching the timed runs costs an attempt. As `hone change verify --json`.",
        [
            _change,
            new(Quick, ParameterType.Flag, "In at most five minutes: fewer generated inputs, less time for timed runs. What it accepts does not land."),
            new(Timing, ParameterType.Number, "The time for timed runs, all workloads together, in seconds; by default 360, 100 with quick. They end earlier when all is decided.") { Least = 1, Most = LongestTiming },
        ],
        call =>
        {
            using Session session = call.Open();
            ChangeView view = ChangeView.FindOpen(session, call.ChangeId);
            VerifyPlan plan = VerifyPlan.Of(call.Arguments.Flag(Quick), session.Project, _patience);
            plan = call.Arguments.Number(Timing) is int seconds ? plan with { Timing = Duration.FromSeconds(seconds) } : plan;
            long entry = ChangeVerify.Run(session, view.Change, plan);
            view = ChangeView.Find(session, view.Change.Id);
            JudgedRun last = view.Runs.First(run => run.Recorded.Run.Entry.Seq == entry);
            ExitCode exit = last.Verdict switch
            {
                Verdict.Accepted => ExitCode.Holds,
                Verdict.Inconclusive or null => ExitCode.Inconclusive,
                _ => ExitCode.GateSaidNo,
            };
            return ToolAnswer.Of(ChangeRunDocument.From(view, last), ChangeJson.Default.ChangeRunDocument, exit);
        })
    {
        Schema = new(() => OutputSchema.Of(ChangeJson.Default.ChangeRunDocument)),
    };

    public static McpTool CloseNoWin() => new(
        "close_no_win",
        "Close a change as no win",
        ToolEffect.Writes,
        "Close a change whose whole verification shows no gain worth having, which is a full success. Its evidence stays, its row is turned down, its bead is closed, its worktree goes. Refused while the evidence does not show it. As `hone change no-win --json`.",
        [_change],
        call =>
        {
            using Session session = call.Open();
            session.Lock("change no-win", _writePatience);
            ChangeView view = ChangeView.FindOpen(session, call.ChangeId);
            ChangeAbandon.NoWin(session, view);
            return ToolAnswer.Of(ChangeDocument.From(ChangeView.Find(session, view.Change.Id), ChangeFolder.Of(session, view.Change.Id)), ChangeJson.Default.ChangeDocument);
        })
    {
        IsFinal = true,
    };

    private static ToolAnswer Findings(ChangeView view, string patch, IReadOnlyList<GateFinding> findings)
    {
        bool blocks = findings.Any(finding => finding.Blocks);
        return ToolAnswer.Of(
            new("hone.change-findings/1", view.Change.Id, patch, !blocks, findings), ChangeJson.Default.FindingsDocument, blocks ? ExitCode.GateSaidNo : ExitCode.Holds);
    }
}
