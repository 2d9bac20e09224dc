namespace Hone.Linux.Repositories;

/// <summary>A file that differs between two trees, as <c>git diff-tree --raw</c> tells it.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Old">Its earlier path when it was renamed; else null.</param>
/// <param name="OldMode">Its mode in the first tree, <c>000000</c> when it is not there.</param>
/// <param name="NewMode">Its mode in the second tree.</param>
/// <param name="OldBlob">Its content's id in the first tree.</param>
/// <param name="NewBlob">Its content's id in the second tree.</param>
public sealed record TreeEntry(string Path, string? Old, string OldMode, string NewMode, string OldBlob, string NewBlob)
{
    private const string Absent = "000000";

    /// <summary>It is not in the first tree, under any name.</summary>
    public bool IsAdded => OldMode == Absent;

    /// <summary>It is not in the second tree.</summary>
    public bool IsDeleted => NewMode == Absent;

    /// <summary>It is an ordinary file wherever it is: no link and no submodule.</summary>
    public bool IsRegular => OldMode is Absent or "100644" or "100755" && NewMode is Absent or "100644" or "100755";

    /// <summary>Reads the output of <c>git diff-tree -r -z --raw</c>.</summary>
    public static IReadOnlyList<TreeEntry> Read(string raw)
    {
        List<TreeEntry> entries = [];
        string[] fields = raw.Split('\0');
        for (int i = 0; i + 1 < fields.Length; i += 2)
        {
            string[] head = fields[i].TrimStart(':').Split(' ');
            if (head.Length < 5 || head[4].Length == 0)
            {
                break;
            }

            bool renamed = head[4][0] is 'R' or 'C';
            if (renamed && i + 2 >= fields.Length)
            {
                break;
            }

            entries.Add(new(renamed ? fields[i + 2] : fields[i + 1], renamed ? fields[i + 1] : null, head[0], head[1], head[2], head[3]));
            i += renamed ? 1 : 0;
        }

        return entries;
    }
}
