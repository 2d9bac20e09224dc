namespace Hone.EndToEnd.Install;

/// <summary>
/// What packaging/release.sh makes, in a folder of its own. It packs the program that is tested; with HONE_RELEASE=all it compiles the program
/// ahead of time first, as a release does, which takes minutes.
/// </summary>
public sealed class ReleaseFiles : IDisposable
{
    public ReleaseFiles()
    {
        string script = Path.Combine(Repository.Root, "packaging/release.sh");
        Tool.Answer answer = IsWhole ? Tool.Run(Repository.Root, script, Folder) : Tool.Run(Repository.Root, script, "--program", Path.GetDirectoryName(Tool.Program)!, Folder);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    /// <summary>Compiled as a release is.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("HONE_RELEASE") == "all";

    public string Folder { get; } = Directory.CreateTempSubdirectory("hone-release-").FullName;

    public string Archive => Directory.GetFiles(Folder, "hone-*.tar.xz").Single();

    public string Debian => Directory.GetFiles(Folder, "hone_*.deb").Single();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
