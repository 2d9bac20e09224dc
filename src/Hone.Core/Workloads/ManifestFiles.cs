using Hone.Problems;

namespace Hone.Workloads;

/// <summary>Holds a project against the files that are really there.</summary>
public static class ManifestFiles
{
    /// <summary>
    /// What the manifest names and the project folder lacks, with the place that names it. Call it after the build: inputs
    /// may be made by it. Files that a workload's <c>prepare</c> makes are asked for only with <paramref name="prepared"/>.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="exists">Whether there is a file or folder of this path, relative to the project folder.</param>
    /// <param name="prepared">True after every workload's <c>prepare</c> was run.</param>
    public static IReadOnlyList<Problem> Check(Project project, Func<string, bool> exists, bool prepared = false)
    {
        List<Problem> problems = [];
        foreach (Workload workload in project.Workloads)
        {
            string table = "workload." + workload.Name;
            if (workload.Command.WorkingDirectory != "." && !exists(workload.Command.WorkingDirectory))
            {
                problems.Add(Missing(project, table + ".cwd", $"the folder {workload.Command.WorkingDirectory}", "make the folder, or correct cwd"));
            }

            if (workload.Prepare is not null && !prepared)
            {
                continue;
            }

            string next = workload.Prepare is null ? "add the file, or a prepare command that makes it" : $"look at what {workload.Prepare.Text} writes: it was run and did not make the file";
            if (workload.StdinFile is { } stdin && !exists(stdin))
            {
                problems.Add(Missing(project, table + ".stdin", stdin, next));
            }

            for (int index = 0; index < workload.Inputs.Count; index++)
            {
                if (!exists(workload.Inputs[index]))
                {
                    problems.Add(Missing(project, $"{table}.inputs[{index}]", workload.Inputs[index], next));
                }
            }
        }

        return problems;
    }

    private static Problem Missing(Project project, string key, string what, string next) =>
        new(ExitCode.Usage, "manifest-missing-file", $"{what} does not exist", next) { Place = project.Places.GetValueOrDefault(key) ?? key };
}
