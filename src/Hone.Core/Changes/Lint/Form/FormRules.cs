using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint.Form;

/// <summary>A change is no occasion to tidy up: blanks, layout, names, comments, moved lines, and code that does nothing.</summary>
internal static class FormRules
{
    private const string Apart = "take it out of the change; it is worth a commit of its own, without a measurement";

    public static IEnumerable<LintFinding> Find(PatchReading reading, LintFacts facts)
    {
        FileReading[] files = [.. reading.Files.Where(file => PathKinds.Of(file.File, facts.Paths) is null)];
        Dictionary<Edit, EditShape> shapes = Shapes(files);
        HashSet<int> changed = [.. shapes.Where(shape => shape.Value == EditShape.Code).SelectMany(shape => shape.Key.Lines).Where(line => line.HasCode).Select(line => line.Function)];
        if (files.Length > 0 && changed.Count == 0)
        {
            yield return new(LintRuleNames.NoOp, files[0].File.Path, files[0].Edits[0].Line, "no line of the patch changes what the program does", "a lever", "close the row as no-win, or change something", LintWeight.Block);
        }

        List<(string File, int Line, int Lines)> comments = [];
        foreach (FileReading file in files)
        {
            foreach (IGrouping<HunkId, Edit> hunk in file.Edits.GroupBy(edit => edit.Hunk))
            {
                foreach (LintFinding finding in Hunk(file, [.. hunk], shapes, changed))
                {
                    yield return finding;
                }

                if (hunk.All(edit => shapes[edit] is EditShape.Comment or EditShape.Whitespace) && hunk.Any(edit => shapes[edit] == EditShape.Comment))
                {
                    comments.Add((file.File.Path, hunk.First().Line, hunk.SelectMany(edit => edit.Lines).Count(line => !line.IsBlank)));
                }
            }
        }

        int commented = comments.Sum(each => each.Lines);
        if (commented > facts.Limits.CommentLines.Warn)
        {
            bool blocks = commented > facts.Limits.CommentLines.Block;
            yield return new(
                LintRuleNames.Comment, comments[0].File, comments[0].Line, $"{LintText.Count(commented, "line")} of comments in hunks without code",
                $"at most {(blocks ? facts.Limits.CommentLines.Block : facts.Limits.CommentLines.Warn)}", Apart, blocks ? LintWeight.Block : LintWeight.Warn);
        }

        foreach (LintFinding finding in Shares(files, shapes, facts.Limits))
        {
            yield return finding;
        }
    }

    private static Dictionary<Edit, EditShape> Shapes(FileReading[] files)
    {
        Dictionary<Edit, EditShape> shapes = [];
        foreach (FileReading file in files)
        {
            foreach (Edit edit in file.Edits)
            {
                shapes[edit] = EditShapes.Of(edit, file.Old, file.New);
            }

            foreach (Edit edit in Renames.Of(file, [.. file.Edits.Where(edit => shapes[edit] == EditShape.Code)]))
            {
                shapes[edit] = EditShape.Rename;
            }
        }

        return shapes;
    }

    private static IEnumerable<LintFinding> Hunk(FileReading file, Edit[] edits, Dictionary<Edit, EditShape> shapes, HashSet<int> changed)
    {
        foreach (Edit edit in edits.Where(edit => shapes[edit] == EditShape.NoOp))
        {
            yield return new(LintRuleNames.NoOp, file.File.Path, edit.Line, "statements that do nothing: " + LintText.Cut(edit.Lines.First(line => line.HasCode).Text), "code that the lever needs", "take it out", LintWeight.Block);
        }

        if (edits.Any(edit => shapes[edit] is EditShape.Code or EditShape.NoOp) || edits.All(edit => shapes[edit] == EditShape.Comment))
        {
            yield break;
        }

        // In a function that the lever changes, layout follows from the lever.
        Edit first = edits.First(edit => shapes[edit] != EditShape.Comment);
        bool isElsewhere = !first.Lines.Any(line => changed.Contains(line.Function));
        string where = isElsewhere ? ", in code that the change does not change otherwise" : "";
        if (edits.Any(edit => shapes[edit] == EditShape.Rename))
        {
            Edit renamed = edits.First(edit => shapes[edit] == EditShape.Rename);
            yield return new(LintRuleNames.Rename, file.File.Path, renamed.Line, "a hunk that only gives another name: " + LintText.Cut(renamed.Added[0].Text), "no hunk that only renames", Apart, LintWeight.Block);
        }
        else if (edits.Any(edit => shapes[edit] == EditShape.Format))
        {
            Edit format = edits.First(edit => shapes[edit] == EditShape.Format);
            yield return new(LintRuleNames.Format, file.File.Path, format.Line, "a hunk with the same tokens on other lines or with other quotes" + where, "no hunk that only changes the layout", Apart, isElsewhere ? LintWeight.Block : LintWeight.Warn);
        }
        else if (isElsewhere && first.Lines.Any(line => !line.IsBlank))
        {
            yield return new(LintRuleNames.Whitespace, file.File.Path, first.Line, "a hunk that only changes blanks" + where, "no hunk that only changes blanks", Apart, LintWeight.Block);
        }
    }

    private static IEnumerable<LintFinding> Shares(FileReading[] files, Dictionary<Edit, EditShape> shapes, LintLimits limits)
    {
        List<ChangedLine> blanks = [];
        List<ChangedLine> shifted = [];
        List<ChangedLine> removed = [];
        List<ChangedLine> added = [];
        foreach (FileReading file in files)
        {
            HashSet<HunkId> code = [.. file.Edits.Where(edit => shapes[edit] == EditShape.Code).Select(edit => edit.Hunk)];
            foreach (Edit edit in file.Edits)
            {
                if (shapes[edit] is EditShape.Whitespace or EditShape.Shifted)
                {
                    // What is put into a new block goes further in.
                    (shapes[edit] == EditShape.Shifted && code.Contains(edit.Hunk) ? shifted : blanks).AddRange(edit.Lines);
                    continue;
                }

                IReadOnlySet<ChangedLine> reindented = MovedLines.Reindented(edit);
                shifted.AddRange(reindented);
                removed.AddRange(edit.Removed.Where(line => line.HasCode && !reindented.Contains(line)));
                added.AddRange(edit.Added.Where(line => line.HasCode && !reindented.Contains(line)));
            }
        }

        int all = files.Sum(file => file.Lines.Count());
        if (blanks.Count > 0 && Share(LintRuleNames.Whitespace, blanks.Count, shifted.Count, all, limits.WhitespaceShare, limits.WhitespaceLines, "that differ in blanks only") is LintFinding whitespace)
        {
            yield return Placed(whitespace, files, blanks[0]);
        }

        IReadOnlySet<ChangedLine> moved = MovedLines.Of(removed, added);
        if (Share(LintRuleNames.Moved, moved.Count, 0, files.Sum(file => file.Lines.Count(line => line.HasCode)), limits.MovedShare, limits.MovedLines, "that only moved") is LintFinding move)
        {
            yield return Placed(move, files, moved.First(line => line.IsNew));
        }
    }

    private static LintFinding Placed(LintFinding finding, FileReading[] files, ChangedLine line) =>
        finding with { File = Array.Find(files, file => file.Lines.Contains(line))?.File.Path ?? "", Line = line.Line };

    // Lines that follow from a lever warn, and never block.
    private static LintFinding? Share(string rule, int lines, int following, int all, LintLimit share, LintLimit least, string what)
    {
        double part = all == 0 ? 0 : (double)lines / all;
        double whole = all == 0 ? 0 : (double)(lines + following) / all;
        bool blocks = part > share.Block && lines > least.Block;
        bool warns = whole > share.Warn && lines + following > least.Warn;
        int counted = blocks ? lines : lines + following;
        return blocks || warns
            ? new(
                rule, "", 0, $"{LintText.Count(counted, "line")} {what}, {LintText.Share(blocks ? part : whole)} of the patch",
                $"at most {LintText.Share(blocks ? share.Block : share.Warn)}, or {(blocks ? least.Block : least.Warn)} lines", Apart, blocks ? LintWeight.Block : LintWeight.Warn)
            : null;
    }
}
