using System.Globalization;
using Hone.Linux.Processes;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// What .NET programs allocated in their whole life, told by a start-up hook that they load (<c>GC.GetTotalAllocatedBytes</c> at their
/// end). A program that is killed, or was trimmed so that it loads no hooks, says nothing.
/// </summary>
internal static class AllocatedBytes
{
    private const string Hook = "Hone.AllocatedBytes.dll";
    private const string Folder = "HONE_ALLOCATED_BYTES";
    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    /// <summary>The same run, with every .NET program of its tree leaving its total in <paramref name="folder"/>, which exists.</summary>
    public static SpawnRequest Attach(SpawnRequest run, string folder)
    {
        string hook = Path.Combine(folder, Hook);
        EmbeddedScript.CopyTo(Hook, hook);
        string? others = run.Environment.TryGetValue(Hooks, out string? stated) ? stated : run.ClearEnvironment ? null : Environment.GetEnvironmentVariable(Hooks);
        return run with
        {
            Environment = new Dictionary<string, string?>(run.Environment)
            {
                [Hooks] = string.IsNullOrEmpty(others) ? hook : hook + ":" + others,
                [Folder] = folder,
            },
        };
    }

    /// <summary>What a process left, in bytes; null when it left nothing.</summary>
    public static long? Of(int process, string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, process.ToString(CultureInfo.InvariantCulture) + ".bytes"));
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
