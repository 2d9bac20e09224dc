using System.Text;
using System.Text.RegularExpressions;

namespace Hone.EndToEnd;

/// <summary>The table of bad inputs: each gets its exit code, the rule's name, the place, and a next step.</summary>
public sealed partial class BadInputTests
{
    private const string Head = "[project]\nname = \"bad\"\n";
    private const string Good = Head + "[[workload]]\nname = \"w\"\ncommand = [\"sh\", \"-c\", \"echo hello\"]\nruns = 3\nwarmups = 0\n";

    public static TheoryData<string, string, string, int, string, string> Manifests => new()
    {
        { "an unknown key", Good + "rnus = 5\n", "run", 2, "manifest-unknown-key", "hone.toml:8:1" },
        { "an unknown table", Good + "[tresholds]\nscore = 2\n", "run", 2, "manifest-unknown-table", "hone.toml:8" },
        { "a wrong type", Good.Replace("runs = 3", "runs = \"three\"", StringComparison.Ordinal), "run", 2, "manifest-wrong-type", "hone.toml:6" },
        { "a value out of range", Good.Replace("runs = 3", "runs = 0", StringComparison.Ordinal), "run", 2, "manifest-out-of-range", "hone.toml:6" },
        { "a bad duration", Good + "timeout = \"5x\"\n", "run", 2, "manifest-", "hone.toml:8" },
        { "no workload", Head, "run", 2, "manifest-", "hone.toml" },
        { "no name", "[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n", "run", 2, "manifest-missing", "hone.toml" },
        { "two workloads of one name", Good + "[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n", "run", 2, "manifest-", "hone.toml:9" },
        { "a command and a shell line", Good + "shell = \"true\"\n", "run", 2, "manifest-", "hone.toml:8" },
        { "an empty command", Head + "[[workload]]\nname = \"w\"\ncommand = []\n", "run", 2, "manifest-", "hone.toml:5" },
        { "broken TOML", Good + "x = = 1\n", "run", 2, "manifest-", "hone.toml:8" },
        { "an empty manifest", "", "run", 2, "manifest-", "hone.toml" },
        { "a path out of the project", Good + "outputs = [\"../elsewhere\"]\n", "run", 2, "manifest-", "hone.toml:8" },
        { "a program that does not exist", Good.Replace("\"sh\"", "\"no-such-program\"", StringComparison.Ordinal), "run", 2, "program-missing", "workload w" },
        { "a folder that does not exist", Good + "cwd = \"nowhere\"\n", "run", 2, "folder-missing", "workload w" },
        { "an input that does not exist", Good + "inputs = [\"nothing.txt\"]\n", "run", 2, "input-missing", "workload w" },
        { "a workload that fails", Good.Replace("echo hello", "echo broken >&2; exit 7", StringComparison.Ordinal), "run", 1, "workload-failed", "workload w" },
        { "a workload that crashes", Good.Replace("echo hello", "kill -SEGV $$", StringComparison.Ordinal), "run", 1, "workload-failed", "signal 11" },
        { "a workload that hangs", Good.Replace("echo hello", "sleep 100", StringComparison.Ordinal) + "timeout = \"500ms\"\n", "run", 1, "workload-timeout", "workload w" },
        { "a workload that leaves a process behind", Good.Replace("echo hello", "sleep 100 & exit 0", StringComparison.Ordinal) + "timeout = \"500ms\"\n", "run", 1, "workload-timeout", "still running were: sleep" },
        { "tests that fail", Good + "[test]\ncommand = [\"sh\", \"-c\", \"echo 3 of 9 tests; exit 1\"]\n", "run", 1, "test-failed", "3 of 9 tests" },
        { "a build that fails", Good + "[build]\ncommand = [\"sh\", \"-c\", \"echo cannot build; exit 2\"]\n", "run", 1, "build-failed", "cannot build" },
        { "inputs that cannot be prepared", Good + "inputs = [\"in.txt\"]\nprepare = { command = [\"false\"] }\n", "run", 1, "prepare-failed", "workload w" },
        { "an unknown workload", Good, "baseline -w nothing", 2, "unknown-workload", "the manifest has: w" },
        { "a check without a golden", Good, "oracle check", 1, "no-golden", "hone oracle record" },
        { "a row that is not there", Good, "matrix show cpu-000000", 2, "unknown-row", "hone run" },
        { "a bead that is not there", Good, "beads claim nothing", 2, "beads-not-seeded", "hone beads seed" },
        { "a grade out of range", Good, "matrix set cpu-000000 --effort 9 --because x", 2, "grade-range", "1 to 5" },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_bad_input_gets_its_exit_code_and_a_message(string what, string manifest, string command, int exit, string rule, string says)
    {
        using ProjectFolder project = new(manifest);
        Tool.Answer answer = project.Hone(command.Split(' '));
        Assert.True(answer.ExitCode == exit, $"{what}: {answer}");
        AssertTold(answer, rule, says);
        if (!rule.StartsWith("manifest", StringComparison.Ordinal))
        {
            Assert.Equal(0, project.Hone("ledger", "verify").ExitCode);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    public void A_full_disk_under_standard_output_is_said(string argument)
    {
        Tool.Answer answer = Tool.Run(Path.GetTempPath(), "/bin/sh", "-c", $"exec '{Tool.Program}' {argument} >/dev/full");
        Assert.True(answer.ExitCode == 3, answer.ToString());
        Assert.Contains("[output-refused]", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_with_windows_line_endings_is_read()
    {
        using ProjectFolder project = new(Good.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(1, project.Hone("status").ExitCode);
    }

    [Fact]
    public void A_manifest_that_is_not_utf8_is_named_with_the_byte()
    {
        using ProjectFolder project = new();
        File.WriteAllBytes(project.File("hone.toml"), [.. Encoding.UTF8.GetBytes(Head), 0xff, 0xfe]);
        Tool.Answer answer = project.Hone("run");
        Assert.Equal(2, answer.ExitCode);
        AssertTold(answer, "manifest-", "hone.toml");
    }

    [Fact]
    public void No_manifest_says_how_to_write_one()
    {
        using ProjectFolder project = new();
        Tool.Answer answer = project.Hone("run");
        Assert.Equal(2, answer.ExitCode);
        AssertTold(answer, "no-manifest", "hone init");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        Tool.Answer answer = Tool.Hone("/", "run", "/no/such/folder");
        Assert.Equal(2, answer.ExitCode);
        AssertTold(answer, "no-such-folder", "/no/such/folder");
    }

    [Fact]
    public void Outside_git_the_round_goes_on_and_the_commit_is_none()
    {
        using ProjectFolder project = new(Good, git: false);
        Tool.Answer answer = project.Hone("baseline", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("\"commit\": \"none\"", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dirty_tree_is_recorded_as_such()
    {
        using ProjectFolder project = new(Good);
        project.Write("uncommitted.txt", "x");
        Tool.Answer answer = project.Hone("baseline", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Matches("\"commit\": \"[0-9a-f]{40}\\+dirty\"", answer.Output);
    }

    [Fact]
    public void Output_that_is_not_text_is_recorded_and_compared()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "printf '\\\\377\\\\376\\\\033[31m\\\\000x'", StringComparison.Ordinal));
        Assert.Equal(0, project.Hone("oracle", "record").ExitCode);
        Assert.Equal(0, project.Hone("oracle", "check").ExitCode);
        Assert.Equal(0, Tool.Run(project.Path, "sha256sum", "-c", "--quiet", ".hone/golden_checksums.txt").ExitCode);
    }

    [Fact]
    public void A_workload_that_prints_a_gigabyte_is_recorded_in_little_memory()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "head -c 1000000000 /dev/zero", StringComparison.Ordinal));
        // A limit on Hone's heap: three recordings of a gigabyte each must not need more than a part of one.
        Tool.Answer answer = Tool.Run(project.Path, new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x8000000" }, Tool.Program, "oracle", "record", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("1000000000", answer.Output, StringComparison.Ordinal);
        Assert.Contains("only its hash is kept", answer.Output, StringComparison.Ordinal);
        Assert.Equal(0, project.Hone("oracle", "check").ExitCode);
    }

    [Fact]
    public void Paths_with_spaces_and_quotes_work()
    {
        using ProjectFolder outer = new(git: false);
        string folder = outer.File("it's a \"folder\" with $HOME");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "hone.toml"), Head + "[[workload]]\nname = \"w\"\ncommand = [\"cp\", \"in 'put\\\".txt\", \"out put.txt\"]\ninputs = [\"in 'put\\\".txt\"]\noutputs = [\"out put.txt\"]\nruns = 3\nwarmups = 0\n");
        File.WriteAllText(Path.Combine(folder, "in 'put\".txt"), "content\n");
        Tool.Answer answer = Tool.Hone("/", "run", "--no-install", folder);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Equal(0, Tool.Hone("/", "oracle", "check", folder).ExitCode);
        Assert.Equal(0, Tool.Run(folder, "sha256sum", "-c", "--quiet", ".hone/golden_checksums.txt").ExitCode);
    }

    [Fact]
    public void Without_the_profilers_the_round_ends_well_and_says_what_is_degraded()
    {
        using ProjectFolder project = new(Good);
        string bin = project.File("bin");
        Directory.CreateDirectory(bin);
        foreach (string name in new[] { "sh", "git", "grep", "sleep", "dotnet" })
        {
            string? path = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (path is not null)
            {
                File.CreateSymbolicLink(Path.Combine(bin, name), path);
            }
        }

        Tool.Answer answer = Tool.Run(project.Path, new Dictionary<string, string?> { ["PATH"] = bin }, Tool.Program, "run", "--no-install");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("degraded", answer.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install linux-perf", answer.Error, StringComparison.Ordinal);
        Assert.Contains("apt-get install strace", answer.Error, StringComparison.Ordinal);
        Assert.Equal(3, Tool.Run(project.Path, new Dictionary<string, string?> { ["PATH"] = bin }, Tool.Program, "doctor").ExitCode);
    }

    [Fact]
    public void A_truncated_tracker_file_is_kept_as_it_is()
    {
        using ProjectFolder project = new(Good);
        string torn = "{\"id\":\"bd-1\",\"title\":\"foreign\"}\n{\"id\":\"bd-2\",\"tit";
        project.Write(".beads/issues.jsonl", torn);
        Assert.Equal(0, project.Hone("beads", "seed").ExitCode);
        Assert.StartsWith(torn + "\n", File.ReadAllText(project.File(".beads/issues.jsonl")), StringComparison.Ordinal);
        Assert.Contains("bd-bad.flamegraph", project.Hone("beads", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named_and_loses_nothing()
    {
        using SmallDisk disk = new();
        File.WriteAllText(Path.Combine(disk.Path, "hone.toml"), Good);
        Assert.Equal(0, Tool.Hone(disk.Path, "baseline").ExitCode);
        disk.Fill();
        Tool.Answer answer = Tool.Hone(disk.Path, "run", "--no-install");
        Assert.True(answer.ExitCode == 3, answer.ToString());
        AssertTold(answer, "disk-full", disk.Path);
        disk.Free();
        Assert.Equal(0, Tool.Hone(disk.Path, "ledger", "verify").ExitCode);
        Assert.Equal(0, Tool.Hone(disk.Path, "baseline").ExitCode);
    }

    [Fact]
    public void A_read_only_repository_is_named()
    {
        using SmallDisk disk = new();
        File.WriteAllText(Path.Combine(disk.Path, "hone.toml"), Good);
        disk.MakeReadOnly();
        Tool.Answer answer = Tool.Hone(disk.Path, "baseline");
        Assert.True(answer.ExitCode == 3, answer.ToString());
        AssertTold(answer, "read-only", disk.Path);
    }

    [Fact]
    public void Other_files_of_an_output_folder_are_left_alone_and_are_no_output()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "mkdir -p out; echo hello > out/result.txt", StringComparison.Ordinal) + "outputs = [\"out\"]\n");
        project.Write("out/thesis.txt", "precious");
        Tool.Answer answer = project.Hone("oracle", "record", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("file:out/result.txt", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("thesis", answer.Output, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(project.File("out/thesis.txt")));
    }

    [Fact]
    public void A_file_that_is_no_longer_written_is_a_difference_although_the_old_one_lies_there()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "test -e stop || echo hello > result.txt", StringComparison.Ordinal) + "outputs = [\"result.txt\"]\n");
        Assert.Equal(0, project.Hone("oracle", "record").ExitCode);
        project.Write("stop", "");
        Tool.Answer answer = project.Hone("oracle", "check");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("was not produced", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_that_removes_the_record_is_found_out()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "rm -rf .hone", StringComparison.Ordinal));
        Tool.Answer answer = project.Hone("run", "--no-install");
        Assert.True(answer.ExitCode is 3 or 5, answer.ToString());
        Assert.Contains("next: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_of_the_repositorys_own_git_configuration_are_not_run()
    {
        using ProjectFolder project = new(Good);
        string mark = project.File("ran");
        project.Write("f.txt", "x");
        project.Write(".gitattributes", "f.txt filter=evil\n");
        project.Commit("attributes");
        project.Git("config", "filter.evil.clean", $"sh -c 'echo > {mark}; cat'");
        project.Git("config", "core.fsmonitor", $"sh -c 'echo > {mark}'");
        File.SetLastWriteTimeUtc(project.File("f.txt"), new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _ = project.Hone("status");
        _ = project.Hone("baseline");
        _ = project.Hone("next");
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void A_problem_is_one_json_document_when_asked()
    {
        using ProjectFolder project = new(Good.Replace("echo hello", "exit 7", StringComparison.Ordinal));
        Tool.Answer answer = project.Hone("run", "--json");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("\"rule\": \"workload-failed\"", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("{", answer.Output, StringComparison.Ordinal);
    }

    private static void AssertTold(Tool.Answer answer, string rule, string says)
    {
        Assert.Contains("[" + rule, answer.Error, StringComparison.Ordinal);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
        Assert.Matches(NextStep(), answer.Error);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?m)^  next: \\S")]
    private static partial Regex NextStep();
}
