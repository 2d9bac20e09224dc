using System.Text.Json;

namespace Hone.EndToEnd.Install;

/// <summary>Each way in which Hone is installed, into an empty folder, with an empty home and nothing of this repository on PATH; then the main job.</summary>
public sealed class InstallTests(ReleaseFiles release) : IClassFixture<ReleaseFiles>, IDisposable
{
    private const string Manifest = """
        [project]
        name = "greet"
        [[workload]]
        name = "greet"
        command = ["sort", "words.txt"]
        runs = 5
        warmups = 0
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("hone-install-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_archive_is_unpacked_anywhere()
    {
        Done("tar", "-xf", release.Archive, "--strip-components=1", "-C", _root);
        Does(Path.Combine(_root, "bin/hone"));
        Assert.True(File.Exists(Path.Combine(_root, "share/man/man1/hone.1.gz")));
    }

    [Fact]
    public void The_Debian_package_is_installed_by_dpkg_and_removed_without_a_trace()
    {
        Assert.SkipWhen(Environment.UserName != "root", "dpkg wants root");
        Directory.CreateDirectory(Path.Combine(_root, "var/lib/dpkg/info"));
        Directory.CreateDirectory(Path.Combine(_root, "var/lib/dpkg/updates"));
        File.WriteAllText(Path.Combine(_root, "var/lib/dpkg/status"), "");

        // What it depends on is not in an empty root; its files find that outside, since nothing is chrooted.
        Done("dpkg", "--root=" + _root, "--force-depends", "--install", release.Debian);
        Does(Path.Combine(_root, "usr/bin/hone"));
        string[] completions = ["usr/share/bash-completion/completions/hone", "usr/share/zsh/vendor-completions/_hone", "usr/share/fish/vendor_completions.d/hone.fish"];
        Assert.All(completions, file => Assert.Contains("hone", File.ReadAllText(Path.Combine(_root, file)), StringComparison.Ordinal));
        Done("bash", "-n", Path.Combine(_root, completions[0]));
        Done("dpkg", "--root=" + _root, "--purge", "hone");
        Assert.False(Directory.Exists(Path.Combine(_root, "usr")), string.Join('\n', Directory.Exists(Path.Combine(_root, "usr")) ? Directory.GetFileSystemEntries(Path.Combine(_root, "usr"), "*", SearchOption.AllDirectories) : []));
    }

    [Fact]
    public void The_same_program_packed_twice_gives_the_same_bytes_and_the_package_says_what_it_needs()
    {
        // What was unpacked is packed again: it is the program of the release, whichever that was.
        Done("tar", "-xf", release.Archive, "-C", _root);
        string program = Path.Combine(Directory.GetDirectories(_root, "hone-*").Single(), "lib/hone");
        foreach (string name in new[] { "one", "two" })
        {
            Done(Path.Combine(Repository.Root, "packaging/release.sh"), "--program", program, Path.Combine(_root, name));
        }

        foreach (string file in new[] { release.Archive, release.Debian }.Select(path => Path.GetFileName(path)))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_root, "one", file)), File.ReadAllBytes(Path.Combine(_root, "two", file)));
        }

        Tool.Answer depends = Tool.Run(_root, "dpkg-deb", "--field", release.Debian, "Depends");
        Assert.Matches(@"libc6 \(>= 2\.\d+\), libssl3", depends.Output);
    }

    [Fact]
    public void Dotnet_tool_installs_it()
    {
        // Nothing but the release is asked for packages, and nothing of it stays in the user's cache.
        File.WriteAllText(Path.Combine(_root, "NuGet.Config"), $"<configuration><packageSources><clear /><add key=\"release\" value=\"{release.Folder}\" /></packageSources></configuration>");
        Tool.Answer answer = Tool.Run(_root, new Dictionary<string, string?> { ["NUGET_PACKAGES"] = Path.Combine(_root, "cache"), ["HOME"] = _root, ["DOTNET_CLI_HOME"] = _root, ["DOTNET_NOLOGO"] = "1" },
            "dotnet", "tool", "install", "hone", "--tool-path", Path.Combine(_root, "tools"), "--configfile", Path.Combine(_root, "NuGet.Config"));
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Does(Path.Combine(_root, "tools/hone"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_action_puts_it_on_the_path_and_runs_it(bool debian)
    {
        using ProjectFolder project = new(Manifest);
        project.Write("words.txt", "b\na\n");
        Tool.Answer answer = Act(project, debian ? release.Debian : release.Archive, "compare --exit-code --runs 3 --json -- true true", out Dictionary<string, string> files);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("::warning title=hone::undecided", answer.Output, StringComparison.Ordinal);
        Assert.Equal("exit-code=4\n", files["OUTPUT"]);
        Done(Path.Combine(files["PATH"].TrimEnd('\n'), "hone"), "--version");

        Assert.Equal(4, Act(project, debian ? release.Debian : release.Archive, "compare --exit-code --runs 3 -- true true", out _, undecided: "fail").ExitCode);
        Assert.Equal(2, Act(project, debian ? release.Debian : release.Archive, "compare --no-such", out _).ExitCode);
    }

    [Fact]
    public void The_action_says_what_is_no_package()
    {
        using ProjectFolder project = new(Manifest);
        Tool.Answer answer = Act(project, project.File("hone.toml"), "", out _);
        Assert.True(answer.ExitCode == 2 && answer.Output.Contains("::error title=hone::", StringComparison.Ordinal), answer.ToString());
    }

    /// <summary>The main job: a baseline and goldens on record, the gates, the page, and a verdict without a project.</summary>
    private void Does(string hone)
    {
        using ProjectFolder project = new(Manifest);
        project.Write("words.txt", string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i * 7919 % 20_011}\n")));
        project.Commit("words");
        Assert.Contains("sort", Ask(project, 0, hone, "baseline", "--json"), StringComparison.Ordinal);
        Ask(project, 0, hone, "oracle", "record");
        using JsonDocument status = JsonDocument.Parse(Ask(project, 1, hone, "status", "--json"));
        Assert.Equal("hone.status/1", status.RootElement.GetProperty("schema").GetString());
        Ask(project, 0, hone, "report", "--html");
        Assert.True(new FileInfo(project.File(".hone/view/report.html")).Length > 100_000);
        Ask(project, 0, hone, "history", "--json");
        Assert.Contains("\"hone.", Ask(project, 0, hone, "compare", "--runs", "12", "--json", "--", "sleep 0.05", "true"), StringComparison.Ordinal);
    }

    private string Ask(ProjectFolder project, int expected, string hone, params string[] arguments)
    {
        string home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        string[] clean = ["-i", "HOME=" + home, "PATH=/usr/bin:/bin", "LANG=C.UTF-8", .. Environment.GetEnvironmentVariable("DOTNET_ROOT") is string dotnet ? new[] { "DOTNET_ROOT=" + dotnet } : []];
        Tool.Answer answer = Tool.Run(project.Path, "env", [.. clean, hone, .. arguments]);
        Assert.True(answer.ExitCode == expected, answer.ToString());
        return answer.Output;
    }

    // As a runner does: the step's script from action.yml, by a shell, with the inputs in the variables that action.yml gives them.
    private Tool.Answer Act(ProjectFolder project, string package, string arguments, out Dictionary<string, string> files, string undecided = "pass")
    {
        string[] action = File.ReadAllLines(Path.Combine(Repository.Root, "action.yml"));
        string run = action.Single(static line => line.TrimStart().StartsWith("run: '", StringComparison.Ordinal)).Trim()["run: '".Length..^1];
        Assert.All(new[] { "HONE_PACKAGE: ${{ inputs.package }}", "HONE_ARGUMENTS: ${{ inputs.arguments }}", "HONE_UNDECIDED: ${{ inputs.undecided }}" }, line => Assert.Contains(line, action.Select(static each => each.Trim())));
        string[] names = ["PATH", "OUTPUT", "STEP_SUMMARY"];
        Dictionary<string, string?> variables = new()
        {
            ["GITHUB_ACTION_PATH"] = Repository.Root,
            ["RUNNER_TEMP"] = Path.Combine(_root, "temp"),
            ["HONE_PACKAGE"] = package,
            ["HONE_ARGUMENTS"] = arguments,
            ["HONE_UNDECIDED"] = undecided,
        };
        foreach (string name in names)
        {
            variables["GITHUB_" + name] = Path.Combine(_root, name);
            File.WriteAllText(Path.Combine(_root, name), "");
        }

        Tool.Answer answer = Tool.Run(project.Path, variables, "sh", "-e", "-c", run);
        files = names.ToDictionary(static name => name, name => File.ReadAllText(Path.Combine(_root, name)));
        return answer;
    }

    private void Done(string program, params string[] arguments)
    {
        Tool.Answer answer = Tool.Run(_root, program, arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }
}
