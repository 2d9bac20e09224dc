using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// How far builds and tests are kept from the rest of the machine. Code of the change runs in both, the author's new tests above all: it
/// must not reach the other arm, the record or the project. The network stays, since packages come from there.
/// </summary>
/// <param name="OwnEnvironment">They get few variables and an empty home folder.</param>
/// <param name="Hidden">They cannot read the repository, the record or the other arm.</param>
/// <param name="Enclosed">They may write to their tree alone.</param>
/// <param name="Without">What is given up at this level, for people; empty at the strictest.</param>
internal sealed record ArmMaking(bool OwnEnvironment, bool Hidden, bool Enclosed, string Without)
{
    // Where packages were unpacked for this user; without them a build would fetch them anew.
    private static readonly (string Variable, string Folder)[] _packages = [("NUGET_PACKAGES", ".nuget/packages"), ("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup"), ("GOMODCACHE", "go/pkg/mod")];
    private static readonly string[] _caches = [".nuget", ".cache", ".cargo", ".npm", ".m2", ".gradle", "go/pkg", ".dotnet", ".local/share/NuGet"];
    private static readonly EnclosureLimits _unlimited = new(new(0), new(0), 0);

    /// <summary>Strictest first. The first at which the baseline does well is the one that the candidate has too.</summary>
    public static IReadOnlyList<ArmMaking> Levels { get; } =
    [
        new(true, true, true, ""),
        new(false, true, true, "builds or tests see the user's variables and home folder, and may write to caches there: they need something from there"),
        new(false, false, true, "builds or tests can read the repository: they need something from outside their tree"),
        new(false, false, false, "builds or tests run without a sandbox: they do not work in one"),
    ];

    /// <summary>The request as it is started in a tree.</summary>
    public SpawnRequest Around(SpawnRequest request, BuildTree tree, Enclosure enclosure, ArmReadable readable)
    {
        Dictionary<string, string?> variables = new(request.Environment) { ["MSBUILDDISABLENODEREUSE"] = "1", ["TMPDIR"] = tree.Temporary };
        if (Enclosed)
        {
            // MSBuild gives each processor a process of its own and meets it at a socket in /tmp, where nobody may make one here: it would wait for
            // a quarter of an hour. With one processor it builds by itself.
            variables.TryAdd("DOTNET_PROCESSOR_COUNT", "1");
        }

        string home = Environment.GetEnvironmentVariable("HOME") ?? "/nonexistent";
        if (OwnEnvironment)
        {
            ArmSandbox.Keep(variables);
            variables["HOME"] = tree.Home;
            foreach ((string variable, string folder) in _packages.Where(each => Directory.Exists(Path.Combine(home, each.Folder))))
            {
                variables.TryAdd(variable, Path.Combine(home, folder));
            }
        }

        SpawnRequest own = request with { Environment = variables, ClearEnvironment = OwnEnvironment };
        string[] caches = OwnEnvironment ? [] : [.. _caches.Select(name => Path.Combine(home, name)).Where(Directory.Exists)];
        return Enclosed ? enclosure.Enclose(own, [.. tree.Writable, .. caches], _unlimited, network: true, !Hidden ? null : OwnEnvironment ? readable.Strict : readable.Loose) : own;
    }
}
