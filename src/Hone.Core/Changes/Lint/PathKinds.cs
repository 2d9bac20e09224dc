using Hone.Changes.Patches;

namespace Hone.Changes.Lint;

/// <summary>Tells source files, which a change is made of, from everything else.</summary>
public static class PathKinds
{
    /// <summary>What a changed file is; null for source.</summary>
    public static PathKind? Of(FilePatch file, PathFacts facts)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(facts);

        return Of(file.NewPath, file.OldPath, file.OldPath is null || file.Change == FileChange.Added, file.Hunks.SelectMany(hunk => hunk.Lines).Where(line => line.Kind != HunkLineKind.Context).Select(line => line.Text), facts);
    }

    /// <summary>The same of a file by its paths alone.</summary>
    /// <param name="path">Its path; null when it is deleted.</param>
    /// <param name="old">Its path before; null when it is new.</param>
    /// <param name="isAdded">It is not in the base.</param>
    /// <param name="changed">The lines that change, which tell a list of packages from other build files.</param>
    /// <param name="facts">What the manifest and the repository say.</param>
    public static PathKind? Of(string? path, string? old, bool isAdded, IEnumerable<string> changed, PathFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);

        // A file that is moved is what it was and what it becomes.
        PathKind? found = path is null ? null : One(path, isAdded, changed, facts);
        return found ?? (old is null || old == path ? null : One(old, isAdded, changed, facts));
    }

    /// <summary>The parts of a patch: what the change is, and new tests, which go apart; the rest is no part of either.</summary>
    public static (Patch Source, Patch Tests) Split(Patch patch, PathFacts facts)
    {
        ArgumentNullException.ThrowIfNull(patch);
        HashSet<HunkId> source = [];
        HashSet<HunkId> tests = [];
        foreach (FilePatch file in patch.Files)
        {
            string? rule = Of(file, facts)?.Rule;
            (rule is null ? source : rule is LintRuleNames.TestAdded or LintRuleNames.Test ? tests : []).UnionWith(file.Ids);
        }

        return (patch.Only(source), patch.Only(tests));
    }

    private static PathKind? One(string path, bool isAdded, IEnumerable<string> changed, PathFacts facts)
    {
        string[] steps = path.Split('/');
        if (Array.IndexOf(steps, ".hone") is int own and >= 0)
        {
            return own + 1 < steps.Length && steps[own + 1].StartsWith("golden", StringComparison.Ordinal) ? PathKind.Golden : PathKind.Record;
        }

        string name = steps[^1];
        PathKind? stated = Array.IndexOf(steps, ".beads") >= 0 || name == "PERFORMANCE_ANALYSIS.md" ? PathKind.Record
            : name == Workloads.Manifest.FileName ? PathKind.Manifest
            : IsIn(path, facts.Inputs) ? PathKind.Input
            : IsIn(path, facts.MadeInputs) ? isAdded ? PathKind.LeftBehind : PathKind.Input
            : IsIn(path, facts.Outputs) ? isAdded ? PathKind.LeftBehind : PathKind.Golden
            : IsIn(path, facts.BenchmarkScripts) ? PathKind.Benchmark
            : IsIn(path, facts.BuildScripts) ? PathKind.Build
            : null;
        stated ??= PathNames.BuildKind(path, changed);
        if (stated is not null || facts.HotFiles.Contains(path))
        {
            return stated;
        }

        return PathNames.IsForeign(path) ? PathKind.Dependency
            : PathNames.IsGolden(path) ? PathKind.Golden
            : PathNames.IsTest(path) ? isAdded ? PathKind.TestAdded : PathKind.Test
            : PathNames.IsBenchmark(path) ? PathKind.Benchmark
            : isAdded && PathNames.IsShadow(path, facts.Tools) ? PathKind.Shadowed
            : PathNames.IsSource(path) ? null
            : PathNames.IsDocs(path) ? PathKind.Docs
            : PathKind.NotSource;
    }

    private static bool IsIn(string path, IReadOnlyList<string> places) =>
        places.Select(place => place.TrimEnd('/')).Any(place => path == place || (path.Length > place.Length && path[place.Length] == '/' && path.StartsWith(place, StringComparison.Ordinal)));
}
