using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers;

/// <summary>A folder for one test of a collector, with the fixtures compiled into it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProfilerScratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("hone-profilers-").FullName;

    public string File(string name) => System.IO.Path.Combine(Folder, name);

    public SpawnRequest Request(IReadOnlyList<string> argv) => new() { Argv = argv, WorkingDirectory = Folder, Timeout = Duration.FromSeconds(60) };

    public string Compile(string fixture, params string[] flags)
    {
        string source = System.IO.Path.Combine(Repository.Root, "tests/fixtures", fixture);
        string program = File(System.IO.Path.GetFileNameWithoutExtension(fixture));
        RunOutcome outcome = ProcessRunner.Run(Request([fixture.EndsWith(".c", StringComparison.Ordinal) ? "gcc" : "g++", "-O2", "-g", "-o", program, source, .. flags]), TestContext.Current.CancellationToken);
        Assert.True(outcome.ExitCode == 0, Encoding.UTF8.GetString(outcome.Stderr));
        return program;
    }

    /// <summary>A JSON file with an array of so many objects.</summary>
    public string Json(int objects)
    {
        StringBuilder text = new("[");
        for (int i = 0; i < objects; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"id\":{i},\"name\":\"n{i * 7919 % 104729}\",\"tags\":[{i % 7},{i % 11}]}}");
        }

        string path = File("data.json");
        System.IO.File.WriteAllText(path, text.Append(']').ToString());
        return path;
    }

    /// <summary>The function names of a stack, outermost first.</summary>
    public static List<string> Path(Profile profile, int node)
    {
        List<string> names = [];
        for (int at = node; at >= 0; at = profile.Nodes[at].Parent)
        {
            names.Insert(0, profile.Frames[profile.Nodes[at].Frame].Function);
        }

        return names;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
