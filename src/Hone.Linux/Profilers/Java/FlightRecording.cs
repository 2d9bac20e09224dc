using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats.FlightRecorder;

namespace Hone.Linux.Profilers.Java;

/// <summary>
/// Runs a program with the JVM's own recorder switched on in every JVM of the tree, by the environment, and reads the recordings that
/// these leave when they end (JEP 328; java(1), -XX:StartFlightRecording).
/// </summary>
internal sealed class FlightRecording(ProfileKind kind)
{
    private const string Variable = "JAVA_TOOL_OPTIONS";

    /// <summary>What was read.</summary>
    public JfrProfile Profile { get; } = new(kind);

    /// <summary>How many JVMs left a recording.</summary>
    public int Recordings { get; private set; }

    /// <summary>The recordings that could not be read.</summary>
    public SortedSet<string> Unreadable { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs the program once; its JVMs write into a folder of their own below <paramref name="scratch"/>.</summary>
    public RunOutcome Run(SpawnRequest request, string scratch, int run, CancellationToken cancellation)
    {
        string folder = Directory.CreateDirectory(Path.Combine(scratch, "run" + run)).FullName;
        string settings = Path.Combine(scratch, "hone.jfc");
        EmbeddedScript.CopyTo("hone.jfc", settings);
        File.WriteAllText(settings, Settings(File.ReadAllText(settings)));
        Dictionary<string, string?> environment = new(request.Environment) { [Variable] = Options(request, folder, settings) };
        RunOutcome outcome = ProcessRunner.Run(request with { Environment = environment }, cancellation);
        foreach (string file in Directory.EnumerateFiles(folder, "*.jfr").Order(StringComparer.Ordinal))
        {
            Take(file, cancellation);
        }

        return outcome;
    }

    /// <summary>The user's JAVA_TOOL_OPTIONS with the recorder appended.</summary>
    public static string Options(SpawnRequest request, string folder, string settings)
    {
        string? own = request.Environment.TryGetValue(Variable, out string? set) ? set : Environment.GetEnvironmentVariable(Variable);
        return (string.IsNullOrWhiteSpace(own) ? "" : own + " ")
            + $"-XX:StartFlightRecording=filename={folder},settings={settings},dumponexit=true -XX:FlightRecorderOptions=stackdepth=1024 -Xlog:jfr+startup=off";
    }

    /// <summary>What is degraded, as sentences.</summary>
    public IEnumerable<string> Notes()
    {
        if (Recordings == 0)
        {
            yield return "No JVM left a flight recording: the program runs no Java, was killed, takes JAVA_TOOL_OPTIONS away from it, or runs a JVM without the recorder (OpenJ9, GraalVM native images).";
        }

        foreach (string why in Unreadable)
        {
            yield return why;
        }
    }

    private string Settings(string template)
    {
        foreach ((string word, ProfileKind of) in new[] { ("CPU", ProfileKind.Cpu), ("ALLOCATION", ProfileKind.Allocation), ("TLAB", ProfileKind.Allocation), ("LOCK", ProfileKind.Lock) })
        {
            template = template.Replace(">" + word + "<", kind == of ? ">true<" : ">false<", StringComparison.Ordinal);
        }

        return template;
    }

    private void Take(string file, CancellationToken cancellation)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Profile.Add(stream, Path.GetFileName(file), cancellation);
            Recordings++;
        }
        catch (ProblemException e)
        {
            Unreadable.Add(e.Problem.What);
        }
    }
}
