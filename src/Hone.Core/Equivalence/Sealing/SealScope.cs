using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Sealing;

/// <summary>
/// What is to be looked at: named by the manifest when a project is sealed, and by the sealed list ever after, so that an edited
/// manifest cannot take something out of sight.
/// </summary>
public sealed record SealScope
{
    /// <summary>The state of an input folder.</summary>
    public const string Folder = "folder";

    /// <summary>The state of an input folder that a <c>prepare</c> command makes.</summary>
    public const string MadeFolder = "folder, prepared";

    /// <summary>Inputs that lie in the repository: files or folders.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Inputs that a <c>prepare</c> command makes.</summary>
    public required IReadOnlyList<string> MadeInputs { get; init; }

    /// <summary>Files that may be scripts of commands: sealed where git tracks them.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }

    /// <summary>Programs looked up on PATH, or absolute paths; <c>NAME@PATH</c> where a command sets its own PATH.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Of every tool the ones that it starts in turn: sealed where they are installed.</summary>
    public required IReadOnlyList<string> Companions { get; init; }

    /// <summary>What a manifest names.</summary>
    public static SealScope Of(Project project)
    {
        SortedSet<string> inputs = new(StringComparer.Ordinal);
        SortedSet<string> made = new(StringComparer.Ordinal);
        SortedSet<string> scripts = new(StringComparer.Ordinal);
        SortedSet<string> tools = new(StringComparer.Ordinal);
        AddPrograms(project.Build, tools, scripts, ofShellsAlone: false);

        // Tests may be added along with a change; what runs them may not be another program.
        AddPrograms(project.Test, tools, null, ofShellsAlone: false);
        foreach (Workload workload in project.Workloads)
        {
            AddPrograms(workload.Prepare, tools, scripts, ofShellsAlone: false);

            // The program under study is source; a shell script around it is the benchmark.
            AddPrograms(workload.Command, tools, scripts, ofShellsAlone: true);
            SortedSet<string> place = workload.Prepare is null ? inputs : made;
            place.UnionWith(workload.Inputs);
            place.UnionWith(((string?[])[workload.StdinFile, workload.Service?.RequestsFile]).OfType<string>());
        }

        foreach (OracleCase @case in project.Oracle.Cases)
        {
            AddPrograms(@case.Prepare, tools, scripts, ofShellsAlone: false);
            AddPrograms(@case.Command, tools, scripts, ofShellsAlone: true);
            SortedSet<string> place = @case.Prepare is null ? inputs : made;
            place.UnionWith(@case.Inputs);
            place.UnionWith(((string?[])[@case.StdinFile]).OfType<string>());
        }

        inputs.UnionWith(project.Oracle.Fuzz?.Seeds ?? []);
        inputs.ExceptWith(made);
        scripts.ExceptWith(inputs);
        scripts.ExceptWith(made);
        return new()
        {
            Inputs = [.. inputs],
            MadeInputs = [.. made],
            Scripts = [.. scripts],
            Tools = [.. tools],
            Companions = [.. tools.SelectMany(CompanionsOf).Where(tool => !tools.Contains(tool)).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>What a sealed list holds.</summary>
    public static SealScope Of(SealedList list)
    {
        string[] folders = [.. list.Of(SealedKind.InputFolder).Select(item => item.Name)];
        return new()
        {
            Inputs = [.. list.Of(SealedKind.InputFolder).Where(item => item.State != MadeFolder).Select(item => item.Name), .. Outside(list, SealedKind.Input, folders)],
            MadeInputs = [.. list.Of(SealedKind.InputFolder).Where(item => item.State == MadeFolder).Select(item => item.Name), .. Outside(list, SealedKind.MadeInput, folders)],
            Scripts = [.. list.Of(SealedKind.Script).Select(item => item.Name)],
            Tools = [.. list.Of(SealedKind.Tool).Select(item => item.Name)],
            Companions = [],
        };
    }

    /// <summary>The program and the PATH it is looked up in, of a tool's name; null for Hone's own PATH.</summary>
    public static (string Program, string? Path) Lookup(string tool)
    {
        int at = tool.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && tool.IndexOf('/', at) >= 0 ? (tool[..at], tool[(at + 1)..]) : (tool, null);
    }

    private static IEnumerable<string> CompanionsOf(string tool)
    {
        (string program, string? path) = Lookup(tool);
        return ToolCompanions.Of(program).Select(companion => path is null ? companion : companion + "@" + path);
    }

    private static IEnumerable<string> Outside(SealedList list, SealedKind kind, string[] folders) =>
        list.Of(kind).Select(item => item.Name).Where(name => !Array.Exists(folders, folder => name.StartsWith(folder + "/", StringComparison.Ordinal)));

    private static void AddPrograms(CommandLine? command, SortedSet<string> tools, SortedSet<string>? scripts, bool ofShellsAlone)
    {
        if (command is null)
        {
            return;
        }

        CommandPrograms programs = CommandPrograms.Of(command);
        string? path = command.Environment.GetValueOrDefault("PATH");
        tools.UnionWith(programs.Tools.Select(tool => path is null || tool[0] == '/' ? tool : tool + "@" + path));
        scripts?.UnionWith(ofShellsAlone ? programs.ShellScripts : programs.Scripts);
    }
}
