using System.Text;
using System.Text.Json;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Sealing;

namespace Hone.EndToEnd.Seal;

/// <summary>What is done to a sealed project.</summary>
internal static class Tamperings
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>What is done, and what the answer must name.</summary>
    public static IReadOnlyList<(string How, string Named, Action<SealedProject> Do)> All { get; } =
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

    /// <summary>What anybody may do.</summary>
    public static IReadOnlyList<(string How, Action<SealedProject> Do)> Innocent { get; } =
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
