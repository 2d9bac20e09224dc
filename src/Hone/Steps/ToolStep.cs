using Hone.Linux.Machines;

namespace Hone.Cli.Steps;

/// <summary>Makes sure of the tools, or says what is lost without them.</summary>
internal static class ToolStep
{
    // What `hone run` itself uses. git is not installed behind anybody's back.
    private static readonly string[] _wanted = ["perf", "heaptrack", "strace", "valgrind", "ctags"];

    /// <summary>Installs missing tools where Hone may; what stays missing is said once and the round goes on.</summary>
    public static void Provide(Session session, bool install)
    {
        Tool[] missing = [.. ToolBox.Find().Where(tool => !tool.Found && _wanted.Contains(tool.Name))];
        if (missing.Length > 0 && install && DebianPackages.AsRoot(session.Cancellation) is IReadOnlyList<string> asRoot)
        {
            _ = DebianPackages.Install([.. missing.Select(tool => tool.Package)], asRoot, session.Progress.Say, session.Cancellation);
            missing = [.. missing.Where(tool => ToolBox.PathOf(tool.Name) is null)];
        }

        foreach (Tool tool in missing)
        {
            session.Progress.Say($"{tool.Name} is missing, so there will be no {tool.Gives}; to get it: apt-get install {tool.Package}");
        }
    }
}
