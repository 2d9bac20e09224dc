using System.Text;

namespace Hone.Changes.Patches.Reading;

/// <summary>What the hunks of a file show of it, where the file itself is not to be had: its lines in their places, and empty ones between.</summary>
internal static class HunkText
{
    private const int MostLines = 200_000;

    public static string? Of(FilePatch file, bool isNew)
    {
        StringBuilder text = new();
        int at = 1;
        foreach (Hunk hunk in file.Hunks)
        {
            int start = isNew ? hunk.NewStart : hunk.OldStart;
            if (start > MostLines)
            {
                return null;
            }

            if (at < start)
            {
                text.Append('\n', start - at);
                at = start;
            }

            foreach (HunkLine line in hunk.Lines.Where(line => line.Kind != (isNew ? HunkLineKind.Removed : HunkLineKind.Added)))
            {
                text.Append(line.Text).Append('\n');
                at++;
            }
        }

        return text.ToString();
    }
}
