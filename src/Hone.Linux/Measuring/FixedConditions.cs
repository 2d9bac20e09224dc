using System.Collections;
using Hone.Linux.Processes;

namespace Hone.Linux.Measuring;

/// <summary>What is held fixed so that a program executes the same instructions each time.</summary>
internal static class FixedConditions
{
    /// <summary>What leads a program to its own files stays; everything else of the environment is cleared.</summary>
    private static readonly string[] _kept = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DOTNET_ROOT", "JAVA_HOME", "VIRTUAL_ENV"];

    /// <summary>
    /// For every program, because a script may start any of them. .NET: methods are compiled once, and not again by a thread in the
    /// background when they have been called often; garbage is collected by the thread that allocates; no threads for debuggers and
    /// traces; one processor, so that nothing spins a while before it waits; code is written where it is executed, which valgrind
    /// must see. Python: strings hash the same way each time.
    /// </summary>
    private static readonly (string Name, string Value)[] _set =
    [
        ("DOTNET_EnableDiagnostics", "0"),
        ("DOTNET_EnableWriteXorExecute", "0"),
        ("DOTNET_LTTng", "0"),
        ("DOTNET_PROCESSOR_COUNT", "1"),
        ("DOTNET_TieredCompilation", "0"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("PYTHONHASHSEED", "0"),
    ];

    /// <summary>The request under these conditions, and what was set; what the request itself sets comes first.</summary>
    public static (SpawnRequest Request, IReadOnlyList<string> Settings) Apply(SpawnRequest request)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (!_kept.Contains(name))
            {
                environment[name] = null;
            }
        }

        List<string> settings = [$"environment cleared but for {string.Join(", ", _kept)} and the command's own"];
        foreach ((string name, string value) in _set)
        {
            if (!request.Environment.ContainsKey(name))
            {
                environment[name] = value;
                settings.Add(name + "=" + value);
            }
        }

        foreach ((string name, string? value) in request.Environment)
        {
            environment[name] = value;
        }

        return (request with { Environment = environment }, settings);
    }
}
