using System.Text.Json;

namespace Hone.EndToEnd.Seal;

/// <summary>
/// Ways of tampering with a sealed project: each is found, with exit code 5 and the altered thing named, before the build, a prepare
/// command or the program has run. What is no tampering is not called so.
/// </summary>
public sealed class TamperTests(SealedProject project) : IClassFixture<SealedProject>
{
    private static readonly Dictionary<string, string?> _none = [];

    /// <summary>A variable that alters the build or the run.</summary>
    public static TheoryData<string, string> Variables => new()
    {
        { "LD_LIBRARY_PATH", "/nowhere" },
        { "MAKEFLAGS", "-k" },
        { "CFLAGS", "-O3" },
        { "PYTHONPATH", "/nowhere" },
        { "PYTHONSTARTUP", "/nowhere/x.py" },
        { "NODE_OPTIONS", "--require /nowhere/x.js" },
        { "MSBuildSDKsPath", "/nowhere" },
        { "BASH_ENV", "/nowhere" },
    };

    public static TheoryData<string> Ways => [.. Tamperings.All.Select(way => way.How)];

    public static TheoryData<string> Innocent => [.. Tamperings.Innocent.Select(way => way.How)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_found_before_anything_runs(string how)
    {
        project.Restore();
        (_, string named, Action<SealedProject> act) = Tamperings.All.Single(way => way.How == how);
        act(project);
        File.Delete(project.At("ran"));
        Insist5(project.Hone("oracle", "check"), named);
        Assert.False(project.Ran, "something ran before it was found");
    }

    [Theory]
    [MemberData(nameof(Variables))]
    public void A_variable_is_found_before_anything_runs(string name, string value)
    {
        project.Restore();
        Insist5(project.Hone(new Dictionary<string, string?> { [name] = value }, "oracle", "check"), name);
        Assert.False(project.Ran, "something ran before it was found");
    }

    [Theory]
    [MemberData(nameof(Innocent))]
    public void It_is_not_called_tampering(string how)
    {
        project.Restore();
        Tamperings.Innocent.Single(way => way.How == how).Do(project);
        File.Delete(project.At("ran"));
        Tool.Answer answer = project.Hone("oracle", "check");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.True(project.Ran, "nothing ran");
    }

    [Fact]
    public void Every_command_that_runs_or_answers_from_the_record_stops()
    {
        project.Restore();
        project.Edit("Makefile", "-O1", "-O3");
        foreach (string command in new[] { "run --no-install", "baseline", "profile -k cpu", "oracle record", "oracle check", "status", "next", "matrix", "report", "ledger verify", "seal", "seal --check" })
        {
            Tool.Answer answer = project.Hone(command.Split(' '));
            Assert.True(answer.ExitCode == 5, $"{command}: {answer}");
            Assert.Contains("Makefile", answer.Output + answer.Error, StringComparison.Ordinal);
        }

        Assert.False(project.Ran, "something ran");
    }

    [Fact]
    public void A_prepare_command_that_makes_something_else_is_found_before_the_program_reads_it()
    {
        project.Restore();
        File.Delete(project.File("made.txt"));
        project.Write("template.txt", "a\n");
        Insist5(project.Hone("oracle", "check", "-w", "made"), "made.txt");
        Assert.Equal("prepare\n", File.ReadAllText(project.At("ran")));
    }

    [Fact]
    public void A_program_that_alters_what_is_sealed_is_found_before_its_figures_are_recorded()
    {
        project.Restore();
        project.Edit("count.c", "return 0;", "fclose(fopen(\"data/words.txt\", \"w\")); return 0;");
        Insist5(project.Hone("baseline", "-w", "count"), "data/words.txt");
        Assert.DoesNotContain("\"kind\":\"baseline\"", project.Read(".hone/ledger.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_alters_what_is_sealed_is_found_before_the_program_runs()
    {
        project.Restore();

        // The generator is source, and the build runs it.
        project.Write("generate.sh", "echo more >> data/words.txt\n");
        project.Run("touch", project.File("count.c"));
        Insist5(project.Hone("baseline", "-w", "count"), "data/words.txt");
        Assert.Equal("build\n", File.ReadAllText(project.At("ran")));
    }

    [Fact]
    public void Only_the_owner_renews_a_seal_with_a_reason_and_earlier_figures_become_stale()
    {
        project.Restore();
        Assert.Equal(0, project.Hone("baseline").ExitCode);
        Assert.Contains("✓ A baseline", project.Hone("status").Output, StringComparison.Ordinal);
        File.AppendAllText(project.File("data/words.txt"), "four\n");
        Assert.Equal(5, project.Hone("seal").ExitCode);
        Assert.Equal(2, project.Hone("seal", "--owner").ExitCode);
        Insist5(project.Hone("oracle", "record"), "data/words.txt");
        Tool.Answer renewed = project.Hone("seal", "--owner", "--because", "a larger input");
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
        Tool.Answer status = project.Hone("status");
        Assert.Contains("baseline   missing: count (recorded before the seal was renewed)", status.Output, StringComparison.Ordinal);
        Assert.Contains("a larger input", project.Hone("ledger", "log").Output, StringComparison.Ordinal);

        // The golden is of the input before; the owner records it anew, and it counts once the seal is renewed again.
        Assert.Equal(1, project.Hone("oracle", "check", "-w", "count").ExitCode);
        Assert.Equal(0, project.Hone("oracle", "record", "-w", "count").ExitCode);
        Assert.Equal(1, project.Hone("oracle", "check", "-w", "count").ExitCode);
        Assert.Equal(0, project.Hone("seal", "--owner", "--because", "the golden of the larger input").ExitCode);
        Assert.Equal(0, project.Hone("oracle", "check").ExitCode);
    }

    [Fact]
    public void A_clone_elsewhere_is_vouched_for_by_what_it_has()
    {
        project.Restore();
        project.GitIn(project.At("elsewhere"), "-c", "protocol.file.allow=always", "clone", "-q", "--recurse-submodules", project.Folder, "clone");
        string clone = project.At("elsewhere/clone");
        Tool.Answer known = project.HoneIn(clone, _none, "oracle", "check");
        Assert.True(known.ExitCode == 0, known.ToString());
        Assert.Contains("only the state directory vouches", known.Error, StringComparison.Ordinal);

        // Another machine: nothing of the seal came along with the clone, then the ref is fetched.
        Dictionary<string, string?> machine = new() { ["XDG_STATE_HOME"] = project.At("elsewhere/state") };
        Tool.Answer bare = project.HoneIn(clone, machine, "oracle", "check");
        Insist5(bare, "refs/hone/seal");
        Assert.Contains("git fetch", bare.Error, StringComparison.Ordinal);
        project.GitIn(clone, "fetch", "-q", "origin", "refs/hone/seal:refs/hone/seal");
        Tool.Answer fetched = project.HoneIn(clone, machine, "oracle", "check");
        Assert.True(fetched.ExitCode == 0, fetched.ToString());
        Assert.Contains("only the git ref vouches", fetched.Error, StringComparison.Ordinal);

        // And there too nothing of the repository may be altered.
        File.AppendAllText(Path.Combine(clone, "Makefile"), "# x\n");
        Insist5(project.HoneIn(clone, machine, "oracle", "check"), "Makefile");
    }

    [Fact]
    public void Two_clones_on_one_machine_keep_a_seal_each()
    {
        project.Restore();
        project.GitIn(project.At("elsewhere"), "-c", "protocol.file.allow=always", "clone", "-q", "--recurse-submodules", project.Folder, "clone");
        string clone = project.At("elsewhere/clone");
        project.GitIn(clone, "config", "user.email", "tester@example.org");
        Assert.Equal(0, project.HoneIn(clone, _none, "oracle", "check").ExitCode);
        File.AppendAllText(Path.Combine(clone, "Makefile"), "# of the clone\n");
        Tool.Answer renewed = project.HoneIn(clone, _none, "seal", "--owner", "--because", "the clone's own");
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
        Assert.Equal(0, project.HoneIn(clone, _none, "seal", "--check").ExitCode);
        Assert.Equal(0, project.Hone("seal", "--check").ExitCode);
        Assert.Single(Directory.GetFiles(project.At("state/hone/seals"), "*.json"));
    }

    [Fact]
    public void A_root_kept_elsewhere_is_insisted_on()
    {
        project.Restore();
        using JsonDocument state = JsonDocument.Parse(project.Hone("seal", "--check", "--json").Output);
        string root = state.RootElement.GetProperty("root").GetString()!;
        Assert.Equal(0, project.Hone("seal", "--check", "--root", root).ExitCode);
        Insist5(project.Hone(new Dictionary<string, string?> { ["HONE_SEAL_ROOT"] = new string('0', 64) }, "oracle", "check"), "root");
        Assert.False(project.Ran);
    }

    [Fact]
    public void The_seal_lies_outside_the_project_and_only_its_owner_may_read_it()
    {
        project.Restore();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(project.StateFile()));
        Tool.Answer inside = project.Hone(new Dictionary<string, string?> { ["XDG_STATE_HOME"] = project.File(".state") }, "seal", "--owner", "--because", "x");
        Assert.Equal(2, inside.ExitCode);
        Assert.Contains("state-inside-project", inside.Error, StringComparison.Ordinal);
    }

    private static void Insist5(Tool.Answer answer, string named)
    {
        Assert.True(answer.ExitCode == 5, answer.ToString());
        Assert.Contains(named, answer.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("next: ", answer.Error, StringComparison.Ordinal);
    }
}
