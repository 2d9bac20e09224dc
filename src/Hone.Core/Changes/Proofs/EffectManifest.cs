using Hone.Equivalence;
using Hone.Profiling.Formats;

namespace Hone.Changes.Proofs;

/// <summary>
/// What a run did outside itself, in lines that are the same from run to run: folders bear names instead of paths, a file that is made
/// and is gone again is <c>temporary 1</c>, and what language runtimes do on their own is left out. How often one file is opened for
/// writing, and how often one address is connected to, does not count: fewer, larger operations are what many levers are about.
/// </summary>
/// <param name="Lines">The effects, in order.</param>
public sealed record EffectManifest(IReadOnlyList<string> Lines)
{
    private static readonly string[] _temporaryFolders = ["/tmp", "/var/tmp", "/dev/shm"];

    /// <summary>How many times the run waited for the disk.</summary>
    public int Syncs => Lines.Count(line => line.StartsWith("syncs ", StringComparison.Ordinal));

    /// <summary>What survives a crash, in order: syncs, renames, links, removals.</summary>
    public IReadOnlyList<string> DurableOrder =>
        [.. Lines.Where(line => line.StartsWith("syncs ", StringComparison.Ordinal) || line.StartsWith("renames ", StringComparison.Ordinal) || line.StartsWith("links ", StringComparison.Ordinal) || line.StartsWith("removes ", StringComparison.Ordinal))];

    /// <summary>The manifest of a run.</summary>
    /// <param name="effects">Its effects, in order.</param>
    /// <param name="folders">Folders of this run, absolute, and the names that they get: the project's is <c>.</c>.</param>
    public static EffectManifest Of(IReadOnlyList<Effect> effects, IReadOnlyList<(string Folder, string Name)> folders)
    {
        ArgumentNullException.ThrowIfNull(effects);
        Dictionary<string, string> temporary = Temporary(effects);
        List<string> lines = [];
        HashSet<string> once = new(StringComparer.Ordinal);
        foreach (Effect effect in effects.Where(effect => !IsNoise(effect)))
        {
            string line = (effect.Failed ? "tries, and is refused: " : "") + Line(effect, path => Named(path, temporary, folders));
            if (effect.Kind is not (EffectKind.Write or EffectKind.Connect or EffectKind.MakeFolder or EffectKind.SyncedWrite) || once.Add(line))
            {
                lines.Add(line);
            }
        }

        return new(lines);
    }

    /// <summary>
    /// What one run did and the other did not, a line each: <c>no more: …</c> and <c>new: …</c>, in the order in which they were done.
    /// What differs between two runs of the baseline is left out of it.
    /// </summary>
    public static IReadOnlyList<string> Differences(EffectManifest baseline, EffectManifest again, EffectManifest candidate)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(again);
        ArgumentNullException.ThrowIfNull(candidate);
        HashSet<string> restless = [.. Surplus(baseline, again), .. Surplus(again, baseline)];
        return
        [
            .. Surplus(baseline, candidate).Where(line => !restless.Contains(line)).Select(line => "no more: " + line),
            .. Surplus(candidate, baseline).Where(line => !restless.Contains(line)).Select(line => "new: " + line),
        ];
    }

    private static IEnumerable<string> Surplus(EffectManifest of, EffectManifest over)
    {
        Dictionary<string, int> left = over.Lines.GroupBy(line => line).ToDictionary(group => group.Key, group => group.Count());
        foreach (string line in of.Lines)
        {
            if (left.GetValueOrDefault(line) is int count and > 0)
            {
                left[line] = count - 1;
            }
            else
            {
                yield return line;
            }
        }
    }

    private static string Line(Effect effect, Func<string, string> named) => effect.Kind switch
    {
        EffectKind.Write => "writes " + named(effect.Path),
        EffectKind.SyncedWrite => "writes and waits each time " + named(effect.Path),
        EffectKind.Remove => "removes " + named(effect.Path),
        EffectKind.Rename => $"renames {named(effect.Path)} to {named(effect.To)}",
        EffectKind.Link => $"links {named(effect.Path)} as {named(effect.To)}",
        EffectKind.MakeFolder => "makes the folder " + named(effect.Path),
        EffectKind.Mode => "changes the mode or owner of " + named(effect.Path),
        EffectKind.Truncate => "truncates " + named(effect.Path),
        EffectKind.Sync => "syncs " + (effect.Path.StartsWith('/') ? named(effect.Path) : "everything"),
        EffectKind.Execute => "starts " + named(effect.Path),
        EffectKind.Process => "makes a process",
        EffectKind.Detach => "leaves its session or group",
        EffectKind.Connect => "connects to " + effect.Path,
        EffectKind.Bind => "listens at " + effect.Path,
        _ => "sends " + effect.Path,
    };

    // The program's own caches count, also where people keep such things.
    private static bool IsNoise(Effect effect) => effect.Kind is EffectKind.Write or EffectKind.SyncedWrite or EffectKind.Remove or EffectKind.MakeFolder or EffectKind.Mode or EffectKind.Rename
        ? effect.Path.Length == 0 || (WriteRules.IsNoise(effect.Path) && !effect.Path.Contains("/.cache/", StringComparison.Ordinal))
        : effect.Kind is EffectKind.Bind or EffectKind.Connect && WriteRules.IsNoise(effect.Path);

    private static Dictionary<string, string> Temporary(IReadOnlyList<Effect> effects)
    {
        HashSet<string> gone = [.. effects.Where(effect => !effect.Failed && effect.Kind is EffectKind.Rename or EffectKind.Remove).Select(effect => effect.Path)];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (Effect effect in effects.Where(effect => !effect.Failed && effect.Kind is EffectKind.Write or EffectKind.MakeFolder))
        {
            if (gone.Contains(effect.Path) && !IsNoise(effect))
            {
                names.TryAdd(effect.Path, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"temporary {names.Count + 1}"));
            }
        }

        return names;
    }

    private static string Named(string path, Dictionary<string, string> temporary, IReadOnlyList<(string Folder, string Name)> folders)
    {
        if (temporary.TryGetValue(path, out string? name))
        {
            return name;
        }

        foreach ((string folder, string called) in folders.OrderByDescending(pair => pair.Folder.Length))
        {
            if (path == folder)
            {
                return called;
            }

            if (path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                // Names of what is left among temporary files are made up.
                return called == "$TMPDIR" ? called + "/*" : called + path[folder.Length..];
            }
        }

        return _temporaryFolders.FirstOrDefault(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)) is string shared ? shared + "/*" : path;
    }
}
