namespace Hone.EndToEnd.Faults;

/// <summary>A copy of an example in a git repository of its own, built, in which one build after another is quick.</summary>
internal static class ExampleCopy
{
    /// <summary>Fills an empty folder with the tracked files of the example, commits and builds them.</summary>
    public static void Fill(ProjectFolder copy, string example)
    {
        string folder = Path.Combine(Repository.Root, "examples", example);
        Ends(Tool.Run(folder, "/bin/sh", "-c", $"git ls-files -z | xargs -0 cp --parents -t '{copy.Path}'"));
        Ends(Tool.Run(folder, "/bin/sh", "-c", $"cp ../.gitignore '{copy.Path}'"));
        copy.Commit("example");

        // Recorded as often as it takes to see a difference. The manifest's change is not committed: Hone then does not build the
        // baseline beside each fault, which would be most of the test's time.
        string manifest = File.ReadAllText(copy.File("hone.toml"));
        Assert.DoesNotContain("[oracle]\n", manifest, StringComparison.Ordinal);
        manifest += "\n[oracle]\nrecordings = 2\n";
        copy.Write("hone.toml", manifest);
        if (example != "wordfreq")
        {
            return;
        }

        // Restored and built as a whole once; from then on the program alone.
        const string build = "command = [\"dotnet\", \"build\", \"-c\", \"Release\", \"--nologo\", \"-v\", \"quiet\"]";
        Assert.Contains(build, manifest, StringComparison.Ordinal);
        Ends(Tool.Run(copy.Path, "dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"));
        copy.Write("hone.toml", manifest.Replace(
            build,
            "command = [\"dotnet\", \"build\", \"src\", \"-c\", \"Release\", \"--nologo\", \"-v\", \"quiet\", \"--no-restore\", \"-nodeReuse:false\", \"-p:UseSharedCompilation=false\"]",
            StringComparison.Ordinal));
    }

    private static void Ends(Tool.Answer answer) => Assert.True(answer.ExitCode == 0, answer.ToString());
}
