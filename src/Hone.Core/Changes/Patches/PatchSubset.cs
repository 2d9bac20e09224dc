namespace Hone.Changes.Patches;

/// <summary>A patch with some of its hunks.</summary>
internal static class PatchSubset
{
    public static Patch Of(Patch patch, IReadOnlySet<HunkId> kept)
    {
        List<FilePatch> files = [];
        foreach (FilePatch file in patch.Files)
        {
            FilePatch[] one = file.Hunks.Count == 0
                ? kept.Contains(HunkId.Whole(file.Index)) ? [file] : []
                : file.Hunks.All(hunk => kept.Contains(hunk.Id)) ? [file]
                : file.Hunks.Any(hunk => kept.Contains(hunk.Id)) ? [Some(file, kept)]
                : [];
            files.AddRange(one);
        }

        return files.Count == patch.Files.Count && files.SequenceEqual(patch.Files) ? patch : new(files);
    }

    private static FilePatch Some(FilePatch file, IReadOnlySet<HunkId> kept)
    {
        List<Hunk> hunks = [];
        int shift = 0;
        foreach (Hunk hunk in file.Hunks.Where(hunk => kept.Contains(hunk.Id)))
        {
            // A side without lines names the line before it, a side with lines its first.
            int start = hunk.OldStart + shift + (hunk.OldCount == 0 ? 1 : 0) - (hunk.NewCount == 0 ? 1 : 0);
            hunks.Add(hunk with { NewStart = start });
            shift += hunk.NewCount - hunk.OldCount;
        }

        // The object names are those of the whole change.
        return file with { Hunks = hunks, Header = [.. file.Header.Where(line => !line.StartsWith("index ", StringComparison.Ordinal) && !line.StartsWith("similarity index ", StringComparison.Ordinal))] };
    }
}
