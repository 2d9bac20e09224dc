namespace Hone.EndToEnd.Levers;

/// <summary>A copy of the programs, with those of the examined ones that are in C# built at once.</summary>
internal sealed class TemporaryPrograms : IDisposable
{
    private static readonly Dictionary<string, string?> _outside = new() { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" };

    public TemporaryPrograms(IReadOnlyList<LeverProgram> examined)
    {
        Path = Directory.CreateTempSubdirectory("hone-levers-").FullName;
        Must(Tool.Run("/", "cp", "-r", LeverProgram.Folder + "/.", Path));
        string[] projects = [.. examined.Select(program => $"{program.Name}/{program.Name}.csproj").Where(file => File.Exists(System.IO.Path.Combine(Path, file)))];
        File.WriteAllText(
            System.IO.Path.Combine(Path, "Examined.slnx"), $"<Solution>{string.Concat(projects.Select(file => $"<Project Path=\"{file}\" />"))}</Solution>");
        Must(Tool.Run(Path, _outside, "dotnet", "build", "Examined.slnx", "-c", "Release", "-v", "quiet", "--nologo", "-nodeReuse:false"));
    }

    public string Path { get; }

    /// <summary>Baseline, profiles, sizes where the program has them, and what the tool makes of it.</summary>
    public LeverAnswer Examine(LeverProgram program)
    {
        string folder = System.IO.Path.Combine(Path, program.Name);
        Must(Tool.Hone(folder, "baseline"));
        Must(Tool.Hone(folder, "profile", "-k", "cpu", "-k", "alloc", "-k", "io", "-k", "lock"));
        if (File.ReadAllText(System.IO.Path.Combine(folder, "hone.toml")).Contains("\nsizes =", StringComparison.Ordinal))
        {
            Must(Tool.Hone(folder, "growth", "--budget", "2s"));
        }

        return LeverAnswer.Of(program, Must(Tool.Hone(folder, "levers", "find", "--json")).Output);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static Tool.Answer Must(Tool.Answer answer)
    {
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer;
    }
}
