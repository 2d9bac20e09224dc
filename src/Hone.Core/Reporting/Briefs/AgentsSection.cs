using Hone.Workloads;

namespace Hone.Reporting.Briefs;

/// <summary>What Hone says in AGENTS.md, and how it is put there: between two markers, everything else byte for byte as it was.</summary>
public static class AgentsSection
{
    /// <summary>The first line of the section.</summary>
    public const string Begin = "<!-- hone-agent-instructions-v1: written by `hone agents-md --write`; edit outside of it -->";

    /// <summary>Its last line.</summary>
    public const string End = "<!-- end-hone-agent-instructions -->";

    // A later version has another number, and its section is this one's to replace.
    private const string AnyBegin = "<!-- hone-agent-instructions-";

    /// <summary>The section, with its markers, lines ended by LF.</summary>
    public static string Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        string epic = project.BeadPrefix + "-" + project.Name;
        return $"""
            {Begin}
            ## Performance work: Hone

            Performance here is a scheduled phase with beads (`{epic}.…`), and not a reaction. Nothing is proposed without a profile; nothing lands
            without checked equivalence and a measured gain. **"No win", with its evidence, is a full success.**

            ```
            hone next              the one next step, as a command that runs as it stands (--json for programs)
            hone beads ready       what can be taken now
            hone brief BEAD        all that is needed for one bead: evidence, bound, what may be touched, what is owed, the commands
            hone status            may the phase stop, and if not, why
            ```

            - One lever, one patch: `hone change start ROW` makes a worktree outside the repository; edit there, and nowhere else.
            - From cheap to dear: build, tests, `hone change lint`, `hone change prove`, `hone change verify --quick`, `hone change verify`, `hone change land`.
            - Goldens, inputs, `hone.toml`, `.hone/`, tests that are there, build and CI files are no part of a change: an edit of them ends the bead.
            - `hone change no-win` closes what does not pay, with the figures; `hone change abandon --because "…"` gives it back.
            - `PERFORMANCE_ANALYSIS.md` and `.hone/` are written by Hone alone. Every command takes `--help` and `--json`.
            - Exit codes: 0 holds, 1 a gate said no, 2 usage, 3 a tool is missing, 4 inconclusive, 5 evidence was tampered with, 70 a bug.
            {End}
            """.ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>
    /// The file with the section in its place: where it was, else at the end after an empty line. What lies outside stays byte for byte; the
    /// section's line ends follow the file's first. Null, with a sentence, where markers are doubled or one of them is missing.
    /// </summary>
    /// <param name="file">The file's content; null or empty for none.</param>
    /// <param name="section">The section, by <see cref="Of"/>.</param>
    /// <param name="wrong">What is wrong with the markers; null when nothing is.</param>
    public static byte[]? Into(byte[]? file, string section, out string? wrong)
    {
        ArgumentNullException.ThrowIfNull(section);
        byte[] bytes = file ?? [];

        // Latin-1 maps every byte to one character and back: what is not UTF-8 stays what it was.
        string text = System.Text.Encoding.Latin1.GetString(bytes);
        int firstLine = text.IndexOf('\n', StringComparison.Ordinal);
        string lineEnd = firstLine > 0 && text[firstLine - 1] == '\r' ? "\r\n" : "\n";
        string ours = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(section.Replace("\n", lineEnd, StringComparison.Ordinal)));
        int begin = LineStart(text, AnyBegin, 0);
        int end = LineStart(text, End, 0);
        wrong = begin < 0 && end < 0 ? null
            : begin < 0 ? "there is an end of Hone's section and no beginning"
            : end < begin ? "there is a beginning of Hone's section and no end after it"
            : LineStart(text, AnyBegin, begin + 1) >= 0 || LineStart(text, End, end + 1) >= 0 ? "there are two of Hone's sections"
            : null;
        if (wrong is not null)
        {
            return null;
        }

        if (begin >= 0)
        {
            string after = text[(end + End.Length)..];
            after = after.StartsWith("\r\n", StringComparison.Ordinal) ? after[2..] : after.StartsWith('\n') ? after[1..] : after;
            return System.Text.Encoding.Latin1.GetBytes(text[..begin] + ours + after);
        }

        string gap = text.Length == 0 ? "" : text.EndsWith('\n') ? lineEnd : lineEnd + lineEnd;
        return System.Text.Encoding.Latin1.GetBytes(text + gap + ours);
    }

    private static int LineStart(string text, string marker, int from)
    {
        for (int at = from; (at = text.IndexOf(marker, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at == 0 || text[at - 1] == '\n')
            {
                return at;
            }
        }

        return -1;
    }
}
