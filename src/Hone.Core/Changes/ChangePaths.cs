using System.Text.RegularExpressions;
using Hone.Equivalence.Mutants;
using Hone.Equivalence.Sealing;
using Hone.Workloads;

namespace Hone.Changes;

/// <summary>
/// Which of the changed files are the candidate: source, by an allow-list of endings, and nothing that a seal fixes
/// (<see cref="SealScope"/>, <see cref="BuildFileRule"/>), no test and no benchmark. Whatever is not source has no effect: both arms take
/// it from the base.
/// </summary>
/// <param name="project">The manifest of the base.</param>
/// <param name="prefix">The project's folder in the repository, ending in <c>/</c>; empty for the repository itself.</param>
public sealed partial class ChangePaths(Project project, string prefix)
{
    // Languages that Hone compiles nothing of and has no lexer for.
    private static readonly HashSet<string> _more = new(StringComparer.OrdinalIgnoreCase)
    {
        ".s", ".asm", ".zig", ".nim", ".d", ".f", ".f90", ".f95", ".for", ".scala", ".clj", ".cljs", ".ex", ".exs", ".erl", ".hrl", ".hs", ".ml", ".mli", ".fs", ".fsi", ".vb", ".m", ".mm", ".cu", ".cuh",
        ".cl", ".dart", ".jl", ".r", ".pyx", ".pxd", ".pxi", ".cr", ".v", ".y", ".l", ".tcc", ".inl", ".vue", ".svelte", ".groovy", ".pas", ".adb", ".ads", ".lisp", ".scm", ".rkt", ".tcl", ".awk", ".sol",
    };

    private static readonly HashSet<string> _testFolders = new(StringComparer.OrdinalIgnoreCase) { "test", "tests", "spec", "specs", "__tests__", "testdata", "testing", "unittest", "unittests", "fixtures" };
    private static readonly HashSet<string> _benchFolders = new(StringComparer.OrdinalIgnoreCase) { "bench", "benches", "benchmark", "benchmarks", "perf" };
    private static readonly HashSet<string> _ownFolders = new(StringComparer.Ordinal) { ".git", ".hone", ".beads" };

    private readonly SealScope _scope = SealScope.Of(project);
    private readonly HashSet<string> _outputs = [.. project.Workloads.SelectMany(workload => workload.Outputs).Concat(project.Oracle.Cases.SelectMany(each => each.Outputs))];

    /// <summary>The class of a changed file.</summary>
    /// <param name="path">Relative to the repository.</param>
    /// <param name="old">Its earlier path when it was renamed; else null.</param>
    /// <param name="added">It is not in the base.</param>
    /// <param name="regular">It is an ordinary file on both sides: no link, no submodule.</param>
    public ChangedPath Of(string path, string? old, bool added, bool regular)
    {
        if (old is not null && Of(old, null, false, true) is { Class: not PathClass.Source } before)
        {
            return new(path, old, before.Class, before.Why);
        }

        (PathClass kind, string why) = regular ? Class(path, added) : (PathClass.Sealed, "a link or a submodule");
        return new(path, old, kind, why);
    }

    private (PathClass Class, string Why) Class(string path, bool added)
    {
        string[] parts = path.Split('/');
        if (parts.Any(_ownFolders.Contains))
        {
            return (PathClass.Sealed, "the record of Hone, the tracker or git");
        }

        string? inside = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;
        if (inside is not null && (Holds(_outputs, inside) || (added && Holds(_scope.MadeInputs, inside))))
        {
            return (PathClass.Other, "what runs leave behind");
        }

        if (inside is not null && Fixed(inside) is string what)
        {
            return (PathClass.Sealed, what);
        }

        if (BuildFileRule.Matches(path))
        {
            return (PathClass.Sealed, "a build, package, CI or hook file");
        }

        bool isSource = SourceLanguages.Of(path) is not null || _more.Contains(Path.GetExtension(path));
        if (parts[..^1].Any(_testFolders.Contains) || TestName().IsMatch(parts[^1]))
        {
            return (added && isSource ? PathClass.NewTest : PathClass.Test, "a test");
        }

        return parts[..^1].Any(_benchFolders.Contains) || BenchName().IsMatch(parts[^1]) ? (PathClass.Sealed, "a benchmark")
            : isSource ? (PathClass.Source, "source")
            : (PathClass.Other, "no source");
    }

    private string? Fixed(string inside) => inside == Manifest.FileName ? "the manifest"
        : Holds(_scope.Inputs, inside) || Holds(_scope.MadeInputs, inside) ? "an input"
        : _scope.Scripts.Contains(inside) ? "a script that builds, prepares or measures"
        : null;

    private static bool Holds(IEnumerable<string> places, string path) =>
        places.Any(place => path == place.TrimEnd('/') || path.StartsWith(place.TrimEnd('/') + "/", StringComparison.Ordinal));

    [GeneratedRegex(@"(^test_|_test\.|_tests\.|[._-]test\.|[._-]tests\.|[._-]spec\.|_spec\.|[a-z]Tests?\.(cs|java|kt|scala|vb|fs|swift|php)$|^Test[A-Z].*\.java$)", RegexOptions.CultureInvariant)]
    private static partial Regex TestName();

    [GeneratedRegex(@"(^bench_|_bench\.|[._-]bench\.|[a-z]Bench(mark)?s?\.(cs|java|kt)$)", RegexOptions.CultureInvariant)]
    private static partial Regex BenchName();
}
