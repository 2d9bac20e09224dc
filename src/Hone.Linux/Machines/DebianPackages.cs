using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Machines;

/// <summary>Installs missing tools from Debian where Hone may: as root, or by a sudo that asks for no password.</summary>
public static class DebianPackages
{
    /// <summary>The words that go before a command to run it as root: none for root, <c>sudo -n</c>, or null when Hone may not.</summary>
    public static IReadOnlyList<string>? AsRoot(CancellationToken cancellation) =>
        ToolBox.PathOf("apt-get") is null ? null
        : Environment.IsPrivilegedProcess ? []
        : ToolBox.PathOf("sudo") is not null && Run(["sudo", "-n", "true"], cancellation) == 0 ? ["sudo", "-n"]
        : null;

    /// <summary>
    /// Installs packages, telling <paramref name="say"/> each command before it runs. True when apt-get says that it worked; a
    /// failure is never more than that: the phase goes on without the tools.
    /// </summary>
    public static bool Install(IReadOnlyList<string> packages, IReadOnlyList<string> asRoot, Action<string> say, CancellationToken cancellation)
    {
        List<string> install = [.. asRoot, "apt-get", "install", "-y", "-qq", "--no-install-recommends", .. packages];
        say("installing what is missing: " + string.Join(' ', install));
        if (Run(install, cancellation) == 0)
        {
            return true;
        }

        // The package lists may be absent or old; once they are new the same command deserves a second try.
        List<string> update = [.. asRoot, "apt-get", "update", "-qq"];
        say("the package lists may be old: " + string.Join(' ', update));
        return Run(update, cancellation) == 0 && Run(install, cancellation) == 0;
    }

    private static int Run(IReadOnlyList<string> argv, CancellationToken cancellation)
    {
        try
        {
            return ProcessRunner.Run(
                new()
                {
                    Argv = argv,
                    WorkingDirectory = "/",
                    Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" },
                    Timeout = Duration.FromSeconds(600),
                },
                cancellation).ExitCode;
        }
        catch (ProblemException)
        {
            return 127;
        }
    }
}
