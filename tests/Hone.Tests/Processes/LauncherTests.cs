using System.Diagnostics;

namespace Hone.Tests.Processes;

public sealed class LauncherTests
{
    [Fact]
    public void The_embedded_program_is_what_its_source_gives()
    {
        string folder = Path.Combine(Repository.Root, "src/Hone.Linux/Processes/Launcher");
        string built = Path.GetTempFileName();
        using (Process build = Process.Start(Path.Combine(folder, "build.sh"), [built]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "launcher.x86-64")), File.ReadAllBytes(built));
        File.Delete(built);
    }
}
