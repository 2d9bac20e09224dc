using Hone.Linux.Processes;
using Hone.Workloads;

namespace Hone.Linux.Profilers;

/// <summary>A spawned command as a person would type it.</summary>
internal static class CommandText
{
    /// <summary>The words, quoted for a POSIX shell, with variables the collector set before them.</summary>
    public static string Of(SpawnRequest run, params IEnumerable<(string Name, string Value)> variables) =>
        string.Join(' ', variables.Select(variable => variable.Name + "=" + ShellQuoting.Quote(variable.Value)).Concat(run.Argv.Select(ShellQuoting.Quote)));
}
