using System.Text;
using Hone.Problems;

namespace Hone.Changes.Patches;

/// <summary>Texts as they are after a patch: computed, so that what is looked at is the patch and nothing that lies beside it.</summary>
public static class PatchedText
{
    /// <summary>Both sides of every file of a patch, from the texts before it.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="before">The text of a file by its old path, a letter for each byte; null when it is not to be had.</param>
    /// <returns>The text by path and side (true for the new one); null when it is not to be had.</returns>
    public static Func<string, bool, string?> Sides(Patch patch, Func<string, string?> before)
    {
        ArgumentNullException.ThrowIfNull(patch);
        Dictionary<string, string?> old = [];
        Dictionary<string, FilePatch> changed = [];
        foreach (FilePatch file in patch.Files.Where(file => file.NewPath is not null))
        {
            changed[file.NewPath!] = file;
        }

        Dictionary<string, string?> fresh = [];
        return (path, isNew) =>
        {
            if (!isNew || !changed.TryGetValue(path, out FilePatch? file))
            {
                return Old(path);
            }

            if (!fresh.TryGetValue(path, out string? known))
            {
                fresh[path] = known = file.OldPath is null ? Of("", file) : Old(file.OldPath) is string text ? Of(text, file) : null;
            }

            return known;
        };

        string? Old(string path) => old.TryGetValue(path, out string? known) ? known : old[path] = before(path);
    }

    /// <summary>A text after the change of its file.</summary>
    /// <exception cref="ProblemException"><c>patch-does-not-apply</c>: a line is not there as the patch has it.</exception>
    public static string Of(string before, FilePatch file)
    {
        List<(string Text, bool Feed)> lines = Lines(before);
        StringBuilder text = new(before.Length + 256);
        int at = 0;
        foreach (Hunk hunk in file.Hunks)
        {
            int start = hunk.OldStart - (hunk.OldCount == 0 ? 0 : 1);
            if (start < at || start > lines.Count)
            {
                throw Misfit(file, hunk.OldStart);
            }

            for (; at < start; at++)
            {
                Append(text, lines[at].Text, lines[at].Feed);
            }

            foreach (HunkLine line in hunk.Lines)
            {
                if (line.Kind != HunkLineKind.Added)
                {
                    if (at >= lines.Count || lines[at].Text != line.Text || lines[at].Feed == line.EndsWithoutFeed)
                    {
                        throw Misfit(file, at + 1);
                    }

                    at++;
                }

                if (line.Kind != HunkLineKind.Removed)
                {
                    Append(text, line.Text, !line.EndsWithoutFeed);
                }
            }
        }

        for (; at < lines.Count; at++)
        {
            Append(text, lines[at].Text, lines[at].Feed);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string line, bool feed)
    {
        text.Append(line);
        if (feed)
        {
            text.Append('\n');
        }
    }

    private static List<(string Text, bool Feed)> Lines(string text)
    {
        List<(string, bool)> lines = [];
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at);
            lines.Add((text[at..(end < 0 ? text.Length : end)], end >= 0));
            at = end < 0 ? text.Length : end + 1;
        }

        return lines;
    }

    private static ProblemException Misfit(FilePatch file, int line) => new(new(
        ExitCode.GateSaidNo, "patch-does-not-apply", "the patch has a line that the base has not", "make the patch against the base commit of the change: git diff BASE")
    { Place = FormattableString.Invariant($"{file.OldPath ?? file.Path}:{line}") });
}
