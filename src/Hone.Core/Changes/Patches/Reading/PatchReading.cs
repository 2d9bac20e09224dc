using Hone.Equivalence.Mutants;

namespace Hone.Changes.Patches.Reading;

/// <summary>A patch with the source around it: which tokens change, and in which functions. Read once for all rules.</summary>
public sealed class PatchReading
{
    private PatchReading(Patch patch, IReadOnlyList<FileReading> files, IReadOnlyList<ChangedFunction> functions)
    {
        Patch = patch;
        Files = files;
        Functions = functions;
    }

    /// <summary>The patch.</summary>
    public Patch Patch { get; }

    /// <summary>Its files that have lines, in its order.</summary>
    public IReadOnlyList<FileReading> Files { get; }

    /// <summary>The functions that it changes; see <see cref="ChangedFunctions"/>.</summary>
    public IReadOnlyList<ChangedFunction> Functions { get; }

    /// <summary>Reads a patch.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="source">The text of a file by its path and side (true for the new one); null when it is not to be had.</param>
    public static PatchReading Of(Patch patch, Func<string, bool, string?> source)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(source);
        List<FileReading> files = [];
        List<ChangedFunction> functions = [];
        foreach (FilePatch file in patch.Files.Where(file => file.Hunks.Count > 0))
        {
            SourceSide old = Side(file, file.OldPath, source, isNew: false);
            SourceSide fresh = Side(file, file.NewPath, source, isNew: true);
            Owners owners = new(old, fresh, functions.Count);
            List<Edit> edits = [.. file.Hunks.SelectMany(hunk => Edits(hunk, old, fresh, owners))];
            functions.AddRange(owners.Functions(file.Path, edits));
            files.Add(new(file, old, fresh, edits));
        }

        return new(patch, files, functions);
    }

    // A side that is not there is whole.
    private static SourceSide Side(FilePatch file, string? path, Func<string, bool, string?> source, bool isNew)
    {
        string? text = path is null ? "" : source(path, isNew);
        return new(path, text ?? HunkText.Of(file, isNew), text is not null);
    }

    private static IEnumerable<Edit> Edits(Hunk hunk, SourceSide old, SourceSide fresh, Owners owners)
    {
        List<ChangedLine> removed = [];
        List<ChangedLine> added = [];
        int oldLine = hunk.OldStart + (hunk.OldCount == 0 ? 1 : 0);
        int newLine = hunk.NewStart + (hunk.NewCount == 0 ? 1 : 0);
        foreach (HunkLine line in hunk.Lines)
        {
            if (line.Kind == HunkLineKind.Context)
            {
                if (removed.Count + added.Count > 0)
                {
                    yield return new(hunk.Id, removed, added);
                    (removed, added) = ([], []);
                }

                oldLine++;
                newLine++;
                continue;
            }

            bool isNew = line.Kind == HunkLineKind.Added;
            int at = isNew ? newLine++ : oldLine++;
            (isNew ? added : removed).Add(new(hunk.Id, isNew, at, line.Text, owners.Of(hunk, isNew, at), [.. (isNew ? fresh : old).TokensOf(at)]));
        }

        if (removed.Count + added.Count > 0)
        {
            yield return new(hunk.Id, removed, added);
        }
    }
}
