using System.Globalization;
using System.Text;

namespace Hone.Changes.Patches;

/// <summary>Writes a patch as git does.</summary>
internal static class PatchText
{
    public const string NoFeed = "\\ No newline at end of file";

    public static string Write(IReadOnlyList<FilePatch> files)
    {
        StringBuilder text = new();
        foreach (FilePatch file in files)
        {
            foreach (string line in file.Header)
            {
                text.Append(line).Append('\n');
            }

            foreach (Hunk hunk in file.Hunks)
            {
                text.Append("@@ -");
                Range(text, hunk.OldStart, hunk.OldCount);
                text.Append(" +");
                Range(text, hunk.NewStart, hunk.NewCount);
                text.Append(" @@").Append(hunk.Heading.Length > 0 ? " " : "").Append(hunk.Heading).Append('\n');
                foreach (HunkLine line in hunk.Lines)
                {
                    text.Append(line.Kind switch { HunkLineKind.Added => '+', HunkLineKind.Removed => '-', _ => ' ' }).Append(line.Text).Append('\n');
                    if (line.EndsWithoutFeed)
                    {
                        text.Append(NoFeed).Append('\n');
                    }
                }
            }
        }

        return text.ToString();
    }

    // One line is not counted.
    private static void Range(StringBuilder text, int start, int count)
    {
        text.Append(CultureInfo.InvariantCulture, $"{start}");
        if (count != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $",{count}");
        }
    }
}
