using System.Text.RegularExpressions;

namespace Hone.Workloads.Drafts;

/// <summary>C and C++: CMake and make.</summary>
internal static partial class NativeDraft
{
    public static Draft? LookForCMake(DraftFolder folder)
    {
        string? marker = folder.Named("CMakeLists.txt").FirstOrDefault();
        if (marker is null)
        {
            return null;
        }

        string root = DraftFolder.FolderOf(marker);
        string tree = DraftFolder.Below(root, "build");
        bool tested = false;
        string? name = null;
        List<DraftWorkload> workloads = [];
        foreach (string file in folder.Named("CMakeLists.txt").Take(100))
        {
            string text = CMakeComment().Replace(folder.Read(file), "");
            tested |= CMakeTesting().IsMatch(text);
            name ??= CMakeProject().Match(text) is { Success: true } project ? project.Groups[1].Value : null;
            string below = DraftFolder.FolderOf(file) == root ? "." : Path.GetRelativePath("/" + root, "/" + DraftFolder.FolderOf(file));
            foreach (Match program in CMakeProgram().Matches(text))
            {
                string target = program.Groups[1].Value;
                if (!DraftFolder.IsTest(target))
                {
                    workloads.Add(new DraftWorkload(target, Draft.Words(DraftFolder.Below(tree, DraftFolder.Below(below, target))), $"add_executable in {file}") { Complete = DraftFolder.IsBenchmark(target) });
                }
            }
        }

        return new Draft("CMake", marker)
        {
            Name = name,
            Build = Draft.ShellLine($"cmake -S {ShellQuoting.Quote(root)} -B {ShellQuoting.Quote(tree)} -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build {ShellQuoting.Quote(tree)} --parallel"),
            BuildNote = "RelWithDebInfo: optimised, with the debug information that points a profile to lines.",
            Test = tested ? Draft.Words("ctest", "--test-dir", tree, "--output-on-failure") : null,
            Workloads = workloads,
        };
    }

    public static Draft? LookForMake(DraftFolder folder)
    {
        string? marker = folder.Named("GNUmakefile", "Makefile", "makefile").FirstOrDefault();
        if (marker is null)
        {
            return null;
        }

        string root = DraftFolder.FolderOf(marker);
        HashSet<string> targets = [.. MakeTarget().Matches(folder.Read(marker)).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Take(1000)];
        string? test = ((string[])["check", "test", "tests"]).FirstOrDefault(targets.Contains);
        List<DraftWorkload> workloads = [];
        foreach (string target in targets)
        {
            string leaf = Path.GetFileName(target);
            if (leaf.Length == 0 || DraftFolder.IsTest(leaf) || leaf[0] == '.')
            {
                continue;
            }

            if (target.Contains('/', StringComparison.Ordinal) && !leaf.Contains('.', StringComparison.Ordinal))
            {
                workloads.Add(new DraftWorkload(leaf, Draft.Words(DraftFolder.Below(root, target)), $"target {target} of {marker}") { Complete = DraftFolder.IsBenchmark(leaf) });
            }
            else if (DraftFolder.IsBenchmark(target) && !target.Contains('.', StringComparison.Ordinal))
            {
                workloads.Add(new DraftWorkload(target, Make(root, target), $"target {target} of {marker}") { Complete = true });
            }
        }

        return new Draft("make", marker)
        {
            Build = Make(root),
            BuildNote = "Debug information (-g) beside -O2 lets a profile point to lines; it costs no speed.",
            Test = test is null ? null : Make(root, test),
            Workloads = workloads,
        };
    }

    private static CommandLine Make(string root, params string[] targets) =>
        new() { Words = root == "." ? ["make", .. targets] : ["make", "-C", root, .. targets] };

    [GeneratedRegex(@"#.*")]
    private static partial Regex CMakeComment();

    [GeneratedRegex(@"\b(enable_testing\s*\(|include\s*\(\s*CTest\b|add_test\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex CMakeTesting();

    [GeneratedRegex(@"\bproject\s*\(\s*""?([A-Za-z0-9_.+-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CMakeProject();

    [GeneratedRegex(@"\badd_executable\s*\(\s*([A-Za-z0-9_.+-]+)(?!\S)(?!\s+(IMPORTED|ALIAS)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex CMakeProgram();

    [GeneratedRegex(@"^([A-Za-z0-9_./ -]+?)\s*::?(?!=)", RegexOptions.Multiline)]
    private static partial Regex MakeTarget();
}
