using System.Globalization;
using Hone.Changes.Lint;
using Hone.Changes.Proofs;
using Hone.Changes.Verdicts;
using Hone.Opportunities;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Workloads;

namespace Hone.Reporting.Briefs;

/// <summary>The brief of an opportunity: one row of the matrix, one lever, one patch.</summary>
internal static class LeverBrief
{
    private const int MostNotes = 3;

    public static void Write(BriefPage page, BriefFacts facts)
    {
        if (facts.Row is not { } row)
        {
            Gone(page, facts);
            return;
        }

        page.Open(
            $"{facts.Bead}: {row.Lever?.Name ?? "a lever"} in {BriefPage.Code(row.Hotspot.Frame.Function, 80)}",
            "One lever at one place, as one patch. You are its author; Hone is its judge.");
        Evidence(page, facts, row);
        page.List(
            "Ask",
            "Does the code show the lever, or is the time lost elsewhere? Say so if it is.",
            "Why can no output change: results, order, equal keys, rounding, errors, what is on disk?",
            "Is there a plainly better algorithm or data structure for just this place? Is the gain within the bound?");
        Change(page, facts, row);
        Cascade(page, facts, row);
        page.Head("When nothing is to be had");
        page.Say("**\"No win\", with its evidence, is a full success.** " + (facts.IsHarnessed
            ? "Leave your best attempt in the worktree and say what you found: Hone measures it and closes the bead with the figures. Leave nothing where nothing could be tried."
            : $"After a whole verification that shows no gain: {BriefPage.Code($"hone change no-win {Id(facts, row)}", 80)}. Given up for another reason: {BriefPage.Code($"hone change abandon {Id(facts, row)} --because \"…\"", 90)}."));
    }

    private static void Gone(BriefPage page, BriefFacts facts)
    {
        page.Head($"{facts.Bead}: its row is gone");
        page.Say("The matrix has no such row any more: the profile is another one, or the hotspot is gone. There is nothing to change here.");
        page.Commands(
            ("hone matrix", "the rows as they are now"),
            (BriefWords.Close(facts.Bead, "the row is gone from the profile of …"), ""));
    }

    private static void Evidence(BriefPage page, BriefFacts facts, Opportunity row)
    {
        page.Head("Evidence (measured)");
        Workload? workload = facts.Project.Workloads.FirstOrDefault(each => each.Name == row.Workload);
        page.Item("workload", BriefPage.Name(row.Workload) + (workload is null ? "" : ", " + BriefPage.Code(workload.Command.Text + (workload.StdinFile is string file ? " < " + file : ""), 120)));
        page.Item("profile", $"{FigureText.Kind(row.Kind)}, sha256 {Head(row.Evidence, 16)}, commit {Head(row.Commit, 12)}, host {BriefPage.Words(Head(row.Host, 12))}");
        page.Item("function", $"{BriefPage.Name(row.Hotspot.Frame.Function)} at {BriefPage.Name(FigureText.Place(row.Hotspot.Frame))}");
        page.Item("share", string.Create(CultureInfo.InvariantCulture, $"{FigureText.Share(row.Hotspot)}, itself {row.Hotspot.SelfShare}, {row.Hotspot.Samples:#,0} samples"));
        if (row.Growth is { } growth)
        {
            page.Item("growth", BriefPage.Words(RowNumbers.Growth(growth)));
        }

        if (row.Handicap is HandicapFigures handicap)
        {
            page.Item("handicap", string.Create(CultureInfo.InvariantCulture, $"β {handicap.Beta:0.00} ({handicap.Interval.Low:0.00}–{handicap.Interval.High:0.00}): so much of the run's time for each second of the function's"));
        }

        page.Item("bound", row.Bound.Validity == BoundValidity.None
            ? $"{row.Bound} by share, which is no bound here ({BriefPage.Words(row.Bound.Doubt ?? "several threads, or locks", 100)}); {BriefPage.Code(row.Bound.Test(row.Id), 60)} finds one"
            : $"at most {row.Bound} of the wall time can be saved; what gains more is set aside for a person");
        page.Item("score", FigureText.Score(row));
        page.Item("lever", row.Lever is Lever lever ? $"{lever.Name}: {BriefPage.Words(lever.What, 200)}" : "none named");
        foreach (RuleReading reading in (row.Finding?.Readings ?? []).Where(reading => reading.Holds == true).Take(MostNotes))
        {
            page.Item("shown by", BriefPage.Words($"{reading.What}: {reading.Measured}", 160));
        }

        foreach (SourceLines lines in row.Lines.Take(MostNotes))
        {
            page.Item("lines", BriefPage.Words(lines.ToString(), 100));
        }

        foreach (string note in row.Notes.Take(MostNotes))
        {
            page.Item("mind", BriefPage.Words(note, 160));
        }

        if (row.Stale is { } stale)
        {
            page.Item("**stale**", $"{BriefPage.Words(stale.Because, 120)}; first: {BriefPage.Code(stale.Next, 80)}");
        }
    }

    private static void Change(BriefPage page, BriefFacts facts, Opportunity row)
    {
        LintLimits limits = LintLimits.Standard;
        page.Head("The change");
        page.Item("worktree", facts.Change is { } change
            ? change.Worktree is string path ? $"{BriefPage.Code(path, 200)} (change {change.Id}{(change.Verdict is string verdict ? ", " + verdict : "")}); work there and nowhere else" : "gone: " + BriefPage.Code($"hone change abandon {change.Id} --because \"its worktree is gone\"", 90)
            : "none yet: " + BriefPage.Code($"hone change start {row.Id}", 80));
        page.Item("may be touched", $"source files: this function, what it needs, {Places(row)}; at least {limits.HotShare.Block * 100:0} % of the changed lines in hot functions and theirs. New tests in files of their own are run on both programs.");
        page.Item("**ends the bead**", "any edit of goldens, inputs, hone.toml, .hone, benchmark, tests that are there, build, lock, CI or hook files");
        page.Item("size", string.Create(CultureInfo.InvariantCulture, $"at most {limits.Files.Block:0} files, {limits.Lines.Block:0} lines; better {limits.Files.Warn:0} and {limits.Lines.Warn:0}; no rename, move, reformatting or second lever; every hunk must be needed"));
        page.Item("owes", Owed(row));
        int left = Math.Max(0, facts.Project.Agent.Attempts - facts.Made);
        page.Item("attempts", string.Create(CultureInfo.InvariantCulture, $"{left} of {facts.Project.Agent.Attempts} left; number {facts.Tried + 1} at this function is believed at a chance of error of {VerdictLimits.Alpha(facts.Tried + 1) * 100:0.###} %, and each further one at half of that"));
        page.Item("gain", string.Create(CultureInfo.InvariantCulture, $"at least {VerdictLimits.LeastGain * 100:0} % of {BriefPage.Name(row.Workload)}; CPU time and memory at most {VerdictLimits.ResourceWorse * 100:0} % more, no other workload slower"));
    }

    private static void Cascade(BriefPage page, BriefFacts facts, Opportunity row)
    {
        string id = Id(facts, row);
        page.Head("From cheap to dear");
        int at = 1;
        if (facts.Project.Build is { } build)
        {
            page.Step(at++, build.Text, "it builds");
        }

        if (facts.Project.Test is { } test)
        {
            page.Step(at++, test.Text, "the tests pass");
        }

        page.Step(at++, $"hone change lint {id}", "the form, in a second");
        if (facts.IsHarnessed)
        {
            page.Say("\nThen end. Hone itself runs the oracle, generated inputs, the proof and the timing, on clean trees of both programs; what you measured is not looked at. If it says no you are called again with the rule, what was measured, the limit and the next step. You cannot write to the record, and cannot commit: leave the files as they are.");
            return;
        }

        page.Step(at++, $"hone change prove {id}", "golden outputs and the claims that are owed, on both programs");
        page.Step(at++, $"hone change verify --quick {id}", "all gates in five minutes; does not land");
        page.Step(at++, $"hone change verify {id}", "the whole verification");
        page.Step(at, $"hone change land {id}", "commits what was accepted");
    }

    private static string Id(BriefFacts facts, Opportunity row) => facts.Change?.Id ?? row.Id + ".1";

    private static string Places(Opportunity row)
    {
        string[] files = [.. row.Lines.Select(lines => lines.File).Append(row.Hotspot.Frame.Source?.File).OfType<string>().Distinct().Take(3)];
        return files.Length == 0 ? "in whatever file it is" : "in " + string.Join(", ", files.Select(file => BriefPage.Code(file, 80)));
    }

    private static string Owed(Opportunity row)
    {
        IEnumerable<ClaimKind> more = row.Lever is Lever lever ? LeverClaims.Of(lever).Except(ClaimKinds.Always) : [];
        string own = string.Join("; ", more.Select(kind => $"{kind.Name()} ({kind.Sentence()})"));
        return string.Join(", ", ClaimKinds.Always.Select(kind => kind.Name())) + " always" + (own.Length > 0 ? "; by its lever " + own : "") + "; more by what the diff touches. Only witnesses that Hone ran count";
    }

    private static string Head(string text, int length) => Printable.Clean(text.Length <= length ? text : text[..length]);
}
