using System.Text;
using System.Text.Json;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Sealing;

namespace Hone.EndToEnd.Seal;

/// <summary>
/// Ways of tampering with a sealed project: each is found, with exit code 5 and the altered thing named, before the build, a prepare
/// command or the program has run. What is no tampering is not called so.
/// </summary>
public sealed class TamperTests(SealedProject project) : IClassFixture<SealedProject>
{
    private static readonly Dictionary<string, string?> _none = [];
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>What is done, and what the answer must name.</summary>
    private static readonly (string How, string Named, Action<SealedProject> Do)[] _tamperings =
    [
        ("the manifest: another command", "hone.toml", p => p.Edit("hone.toml", "data/words.txt", "data/more/stdin.txt")),
        ("the manifest: a looser threshold", "hone.toml", p => p.Edit("hone.toml", "score = 2.0", "score = 1.0")),
        ("the manifest: fewer runs", "hone.toml", p => p.Edit("hone.toml", "runs = 3", "runs = 2")),
        ("the manifest: an output that is no longer looked at", "hone.toml", p => p.Edit("hone.toml", "outputs = [\"out.txt\"]\n", "")),
        ("the manifest: a comment", "hone.toml", p => p.Edit("hone.toml", "[build]", "# x\n[build]")),
        ("the manifest: no TOML any more", "hone.toml", p => p.Write("hone.toml", "[[[")),
        ("the manifest taken away", "hone.toml is gone", p => File.Delete(p.File("hone.toml"))),
        ("the manifest: a link to nowhere", "hone.toml", p => { File.Delete(p.File("hone.toml")); File.CreateSymbolicLink(p.File("hone.toml"), "nowhere"); }),
        ("the manifest: a link to the same bytes", "hone.toml is a link", p => Link(p, "hone.toml", p.At("elsewhere/hone.toml"))),
        ("a golden in the store", "the golden output made/stdout", p => EditArtifact(p, "stdout")),
        ("the copy of a golden", ".hone/golden/count/stdout", p => p.Edit(".hone/golden/count/stdout", "3", "4")),
        ("the list of checksums", ".hone/golden_checksums.txt", p => Append(p.File(".hone/golden_checksums.txt"), "#\n")),
        ("a golden, its copy, its checksum, and the ledger with every hash anew", "ledger", RewriteGolden),
        ("the ledger cut off before the seal, head and all", "ledger", p => Rewrite(p, entries => [.. entries.TakeWhile(entry => entry.Kind != EntryKind.Seal)])),
        ("the ledger cut off before the goldens", "ledger", p => Rewrite(p, entries => [.. entries.TakeWhile(entry => entry.Kind != EntryKind.Golden)])),
        ("the ledger with another actor in an entry, chained anew", "ledger", p => Rewrite(p, entries => [entries[0] with { Actor = "somebody" }, .. entries.Skip(1)])),
        ("the ledger taken away with all of .hone", "ledger", p => Directory.Delete(p.File(".hone"), recursive: true)),
        ("a seal that only the ledger tells of", "ledger", ForgeSeal),
        ("an input", "data/words.txt", p => Append(p.File("data/words.txt"), "four\n")),
        ("the standard input", "data/more/stdin.txt", p => p.Write("data/more/stdin.txt", "other\n")),
        ("a new file among the inputs", "data/new.txt", p => p.Write("data/new.txt", "x\n")),
        ("an input taken away", "data/more/stdin.txt", p => File.Delete(p.File("data/more/stdin.txt"))),
        ("an input as a link to the same bytes", "data/words.txt is a link", p => Link(p, "data/words.txt", p.At("elsewhere/words.txt"))),
        ("a folder of inputs as a link to the same files", "data", p => LinkFolder(p, "data/more", p.At("elsewhere/more"))),
        ("a prepared input", "made.txt", p => Append(p.File("made.txt"), "c\n")),
        ("the script that prepares it", "gen.sh", p => p.Edit("gen.sh", "template.txt", "README.md")),
        ("the benchmark script", "bench/run.sh", p => p.Write("bench/run.sh", "exec true\n")),
        ("the benchmark script may be executed", "bench/run.sh may be executed", p => File.SetUnixFileMode(p.File("bench/run.sh"), (UnixFileMode)0b111_101_101)),
        ("a build flag", "Makefile", p => p.Edit("Makefile", "-O1", "-O3 -ffast-math")),
        ("the build file as a link", "Makefile is a link", p => Link(p, "Makefile", p.At("elsewhere/Makefile"))),
        ("a generated build file that git ignores", "generated/Makefile", p => p.Write("generated/Makefile", "all:\n")),
        ("a build file that make reads first", "GNUmakefile", p => p.Write("GNUmakefile", "all:\n\ttrue\n")),
        ("a planted Directory.Build.targets", "src/Directory.Build.targets", p => p.Write("src/Directory.Build.targets", "<Project/>")),
        ("a planted sitecustomize.py", "sitecustomize.py", p => p.Write("sitecustomize.py", "pass\n")),
        ("a planted conftest.py", "tests/deep/conftest.py", p => p.Write("tests/deep/conftest.py", "pass\n")),
        ("a planted .npmrc that git ignores", ".npmrc", p => { p.Write(".npmrc", "x=y\n"); Append(p.File(".gitignore"), ".npmrc\n"); }),
        ("a planted lock file", "package-lock.json", p => p.Write("package-lock.json", "{}")),
        ("a target in obj that MSBuild imports by its name", "obj/a.csproj.x.targets", p => p.Write("obj/a.csproj.x.targets", "<Project/>")),
        ("a CI file", ".github/workflows/ci.yml", p => Append(p.File(".github/workflows/ci.yml"), "# x\n")),
        ("a planted global.json above the project", "global.json", p => File.WriteAllText(p.At("global.json"), "{}")),
        ("a planted nuget.config above the project", "nuget.config", p => File.WriteAllText(p.At("nuget.config"), "<configuration/>")),
        ("a planted Directory.Build.props above the project", "Directory.Build.props", p => File.WriteAllText(p.At("Directory.Build.props"), "<Project/>")),
        ("settings of a build tool in the home folder", ".cargo/config.toml", p => { Directory.CreateDirectory(p.At("home/.cargo")); File.WriteAllText(p.At("home/.cargo/config.toml"), "x"); }),
        (".gitattributes: line ends converted", ".gitattributes", p => p.Write(".gitattributes", "*.txt text eol=crlf\n")),
        ("a .gitattributes in a folder: ident", "data/.gitattributes", p => p.Write("data/.gitattributes", "*.txt ident\n")),
        ("attributes of the clone", "info/attributes", p => File.WriteAllText(p.File(".git/info/attributes"), "*.txt filter=x\n")),
        ("a smudge filter", "filter.x.smudge", p => p.Git("config", "filter.x.smudge", "sed s/one/ONE/")),
        ("a file-system monitor", "core.fsmonitor", p => p.Git("config", "core.fsmonitor", "./monitor")),
        ("a folder of hooks", "core.hookspath", p => p.Git("config", "core.hooksPath", "hooks")),
        ("an included configuration", "include.path", p => p.Git("config", "include.path", "../more.config")),
        ("a hook", "hooks/post-checkout", p => SealedProject.WriteProgram(p.File(".git/hooks/post-checkout"), "#!/bin/sh\n")),
        ("the submodule on another commit", "lib", p => p.GitIn(p.File("lib"), "checkout", "-q", "v2")),
        ("the submodule on another commit, committed", "lib", p => { p.GitIn(p.File("lib"), "checkout", "-q", "v2"); p.Commit("moved"); }),
        ("a file of the submodule", "lib", p => p.Write("lib/lib.h", "#define FACTOR 1 + 1\n")),
        (".gitmodules", ".gitmodules", p => p.Edit(".gitmodules", "library", "other")),
        ("the seal in the state directory: one hash", "state directory", p => EditFile(p.StateFile(), "sha256:", "sha256:0")),
        ("the seal in the state directory: another reason", "copies of the seal", p => EditFile(p.StateFile(), "\"actor\": \"tester\"", "\"actor\": \"owner\"")),
        ("the seal in the state directory: no JSON any more", "state directory", p => File.WriteAllText(p.StateFile(), "{")),
        ("the seal in the state directory made anew for an edited input", "the ledger's last seal", ForgeState),
        ("ledger and git ref renewed from another state directory", "the ledger's last seal", RenewElsewhere),
        ("ledger and git ref made anew under another project's id", "the ledger's last seal", RenewAsAnother),
        ("the git ref on another commit", "refs/hone/seal", p => p.Git("update-ref", "refs/hone/seal", "HEAD")),
        ("the git ref taken away", "refs/hone/seal", p => p.Git("update-ref", "-d", "refs/hone/seal")),
        ("a program on PATH replaced", "stamp", p => SealedProject.WriteProgram(p.At("tools/stamp"), "#!/bin/sh\nexit 0\n")),
        ("another program put before it on PATH", "make", p => SealedProject.WriteProgram(p.At("tools/make"), "#!/bin/sh\nexit 0\n")),
        ("a git that says what it likes", "git", p => SealedProject.WriteProgram(p.At("tools/git"), "#!/bin/sh\nexec /usr/bin/git \"$@\"\n")),
        ("a program that only a script names", "cat", p => SealedProject.WriteProgram(p.At("tools/cat"), "#!/bin/sh\necho x\n")),
        ("a compiler put before the one on PATH", "cc", p => SealedProject.WriteProgram(p.At("tools/cc"), "#!/bin/sh\nexec /usr/bin/cc -O3 \"$@\"\n")),
    ];

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

    public static TheoryData<string> Ways => [.. _tamperings.Select(way => way.How)];

    /// <summary>What anybody may do.</summary>
    private static readonly (string How, Action<SealedProject> Do)[] _innocent =
    [
        ("nothing", _ => { }),
        ("the times of every file", p => p.Run("sh", "-c", $"find {p.Folder} -exec touch -h {{}} +")),
        ("the same bytes written again", p => { foreach (string name in new[] { "hone.toml", "Makefile", "data/words.txt", ".hone/ledger.jsonl" }) { p.Write(name, p.Read(name)); } }),
        ("the source", p => p.Edit("count.c", "lines = 0", "lines = 1 - 1")),
        ("a new source file", p => p.Write("src/new.c", "int x;\n")),
        ("the README", p => Append(p.File("README.md"), "more\n")),
        ("a new commit", p => { Append(p.File("README.md"), "more\n"); p.Commit("more"); }),
        ("a new branch", p => p.Git("checkout", "-q", "-b", "other")),
        ("git's own housekeeping", p => p.Git("gc", "-q", "--prune=now")),
        ("a hard link with the same bytes", p => { p.Run("mv", p.File("data/words.txt"), p.At("elsewhere/words.txt")); p.Run("ln", p.At("elsewhere/words.txt"), p.File("data/words.txt")); }),
        ("permissions of others", p => p.Run("chmod", "-R", "go-rwx", p.File("data"), p.File("hone.toml"), p.File("bench"), p.File(".hone"), p.File("Makefile"))),
        ("what is built", p => p.Run("rm", "-rf", p.File("bin"))),
        ("a prepared input that is not there yet", p => p.Run("rm", p.File("made.txt"))),
        ("a generated build file taken away", p => p.Run("rm", p.File("generated/Makefile"))),
        ("built things of other tools", p => { p.Write("obj/a.csproj.nuget.g.props", "<Project/>"); p.Write("node_modules/x/package.json", "{}"); }),
        ("a file that the ledger grows by", p => Assert.Equal(0, p.Hone("oracle", "record", "-w", "count").ExitCode)),
    ];

    public static TheoryData<string> Innocent => [.. _innocent.Select(way => way.How)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_found_before_anything_runs(string how)
    {
        project.Restore();
        (_, string named, Action<SealedProject> act) = _tamperings.Single(way => way.How == how);
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
        _innocent.Single(way => way.How == how).Do(project);
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
        Append(project.File("data/words.txt"), "four\n");
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

    private static void Append(string path, string text) => File.AppendAllText(path, text);

    private static void EditFile(string path, string from, string to)
    {
        string text = File.ReadAllText(path);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{from} is not in {path}");
        File.WriteAllText(path, text[..at] + to + text[(at + from.Length)..]);
    }

    private static void Link(SealedProject p, string name, string target)
    {
        File.Move(p.File(name), target);
        File.CreateSymbolicLink(p.File(name), target);
    }

    private static void LinkFolder(SealedProject p, string name, string target)
    {
        Directory.Move(p.File(name), target);
        Directory.CreateSymbolicLink(p.File(name), target);
    }

    private static List<LedgerEntry> Entries(SealedProject p) =>
        [.. File.ReadAllLines(p.File(".hone/ledger.jsonl")).Select(line => LedgerLine.Read(Encoding.UTF8.GetBytes(line))!)];

    // As somebody would who knows the format: every hash, the chain and the head are right again.
    private static void Rewrite(SealedProject p, Func<List<LedgerEntry>, IReadOnlyList<LedgerEntry>> edit)
    {
        string prev = LedgerEntry.Origin;
        long seq = 0;
        using MemoryStream ledger = new();
        foreach (LedgerEntry entry in edit(Entries(p)))
        {
            LedgerEntry chained = LedgerLine.Seal(entry with { Seq = ++seq, Prev = prev, Hash = "" });
            prev = chained.Hash;
            ledger.Write([.. LedgerLine.Write(chained), (byte)'\n']);
        }

        File.WriteAllBytes(p.File(".hone/ledger.jsonl"), ledger.ToArray());
        File.WriteAllBytes(p.File(".hone/ledger.head"), new LedgerHead(seq, prev).Write());
    }

    private static void EditArtifact(SealedProject p, string channel)
    {
        Artifact artifact = Entries(p).Last(entry => entry.Kind == EntryKind.Golden).Artifacts.First(artifact => artifact.Name == channel);
        string path = p.File($".hone/artifacts/{artifact.Sha256[..2]}/{artifact.Sha256[2..]}");
        File.WriteAllText(path, "9 lines\n");
    }

    private static void RewriteGolden(SealedProject p)
    {
        byte[] forged = "9 lines\n"u8.ToArray();
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(forged));
        Artifact old = Entries(p).Last(entry => entry.Kind == EntryKind.Golden).Artifacts.First(artifact => artifact.Name == "stdout");
        Directory.CreateDirectory(p.File($".hone/artifacts/{hash[..2]}"));
        File.WriteAllBytes(p.File($".hone/artifacts/{hash[..2]}/{hash[2..]}"), forged);
        Rewrite(p, entries => [.. entries.Select(entry => entry.Kind != EntryKind.Golden ? entry : entry with
        {
            Data = JsonDocument.Parse(entry.Data.GetRawText().Replace(old.Sha256, hash, StringComparison.Ordinal)).RootElement,
            Artifacts = [.. entry.Artifacts.Select(artifact => artifact.Sha256 == old.Sha256 ? artifact with { Sha256 = hash } : artifact)],
        })]);
        File.WriteAllText(p.File(".hone/golden_checksums.txt"), p.Read(".hone/golden_checksums.txt").Replace(old.Sha256, hash, StringComparison.Ordinal));
        p.Write(".hone/golden/count/stdout", Encoding.UTF8.GetString(forged));
    }

    private static void ForgeSeal(SealedProject p)
    {
        p.Edit("Makefile", "-O1", "-O3");
        Rewrite(p, entries =>
        [
            .. entries,
            entries[^1] with
            {
                Kind = EntryKind.Seal,
                Data = JsonSerializer.SerializeToElement(new SealFact(new string('a', 32), new string('b', 64), 1, null, "mine"), FactJson.Default.SealFact),
                Artifacts = [],
            },
        ]);
    }

    private static void RenewElsewhere(SealedProject p)
    {
        Append(p.File("data/words.txt"), "four\n");
        Tool.Answer renewed = p.Hone(new Dictionary<string, string?> { ["XDG_STATE_HOME"] = p.At("elsewhere/state") }, "seal", "--owner", "--because", "mine");
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
    }

    // The ledger's seal is taken out, another one is made without it, and so with an id of another commit: the ref then agrees with the ledger.
    private static void RenewAsAnother(SealedProject p)
    {
        Rewrite(p, entries => [.. entries.TakeWhile(entry => entry.Kind != EntryKind.Seal)]);
        p.Git("update-ref", "-d", "refs/hone/seal");
        p.Git("checkout", "-q", "--orphan", "other");
        p.Commit("another history");
        Append(p.File("data/words.txt"), "four\n");
        Tool.Answer renewed = p.Hone(new Dictionary<string, string?> { ["XDG_STATE_HOME"] = p.At("elsewhere/state") }, "seal");
        Assert.True(renewed.ExitCode == 0, renewed.ToString());
    }

    // The state directory says that the edited input was sealed, list and root and place alike; the ledger and the ref do not.
    private static void ForgeState(SealedProject p)
    {
        Append(p.File("data/words.txt"), "four\n");
        SealVaultFile file = JsonSerializer.Deserialize<SealVaultFile>(File.ReadAllText(p.StateFile()), _json)!;
        SealDocument old = file.Seals[^1];
        string now = new SealedFile("file") { Sha256 = SealedPath.Hash(p.File("data/words.txt")) }.Write();
        SealedItem[] items = [.. old.Items.Select(item => item.Name == "data/words.txt" ? item with { State = now } : item)];
        SealDocument forged = old with { Items = items, Root = new SealedList(items).Root };
        SealVaultFile edited = file with { Seals = [forged], Places = file.Places.ToDictionary(place => place.Key, _ => forged.Root) };
        File.WriteAllText(p.StateFile(), JsonSerializer.Serialize(edited, _json));
    }
}
