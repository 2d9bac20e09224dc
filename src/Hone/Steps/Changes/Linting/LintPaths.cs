using Hone.Changes.Lint;
using Hone.Equivalence.Sealing;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>What the manifest says of files, with paths relative to the repository.</summary>
internal static class LintPaths
{
    /// <summary>The facts.</summary>
    /// <param name="project">The manifest.</param>
    /// <param name="prefix">The project folder in the repository; empty for the outermost.</param>
    /// <param name="declared">The declared functions, files relative to the project folder.</param>
    /// <param name="rootFiles">Files in the outermost folders at the base, relative to the repository.</param>
    public static PathFacts Of(Project project, string prefix, IReadOnlyList<NamedFunction> declared, IReadOnlyList<string> rootFiles)
    {
        SealScope scope = SealScope.Of(project);
        CommandLine?[] prepared = [.. project.Workloads.Select(workload => workload.Prepare), .. project.Oracle.Cases.Select(each => each.Prepare)];
        CommandLine[] run = [.. project.Workloads.Select(workload => workload.Command), .. project.Oracle.Cases.Select(each => each.Command)];
        string[] Inside(IEnumerable<string> paths) => [.. paths.Select(path => LintPaths.Inside(path, prefix)).Distinct()];
        return new()
        {
            Project = prefix,
            Inputs = Inside(scope.Inputs),
            MadeInputs = Inside(scope.MadeInputs),
            Outputs = Inside(project.Workloads.SelectMany(workload => workload.Outputs).Concat(project.Oracle.Cases.SelectMany(each => each.Outputs))),

            // The program under study is source, also when an interpreter runs it; a shell script around it is the benchmark.
            BenchmarkScripts = Inside(prepared.OfType<CommandLine>().SelectMany(command => CommandPrograms.Of(command).Scripts).Concat(run.SelectMany(command => CommandPrograms.Of(command).ShellScripts))),
            BuildScripts = Inside(((CommandLine?[])[project.Build]).OfType<CommandLine>().SelectMany(command => CommandPrograms.Of(command).Scripts)),
            Tools = [.. scope.Tools.Select(tool => SealScope.Lookup(tool).Program).Where(tool => !tool.Contains('/', StringComparison.Ordinal)).Distinct()],
            HotFiles = Inside(declared.Select(function => function.File).OfType<string>()),
            RootFiles = rootFiles,
        };
    }

    /// <summary>A path of the project, relative to the repository.</summary>
    public static string Inside(string path, string prefix) => prefix.Length == 0 ? path : prefix + "/" + path;

    /// <summary>A function of the project, its file relative to the repository.</summary>
    public static NamedFunction Inside(NamedFunction function, string prefix) => function.File is string file && !Path.IsPathRooted(file) ? function with { File = Inside(file, prefix) } : function;
}
