using System.Text;

namespace Hone.EndToEnd.Seal;

/// <summary>
/// A small C program under make, with a submodule, an input folder, a prepared input and a benchmark script, recorded and sealed once;
/// each test begins with that state at the same place. The build and the program leave a mark beside the project when they run, and so
/// does the prepare command.
/// </summary>
public sealed class SealedProject : IDisposable
{
    private const string Manifest =
        """
        [project]
        name = "sealed"

        [build]
        command = ["make", "-s"]

        [test]
        command = ["stamp"]

        [[workload]]
        name = "count"
        command = ["bin/count", "data/words.txt"]
        stdin = "data/more/stdin.txt"
        inputs = ["data"]
        outputs = ["out.txt"]
        runs = 3
        warmups = 0

        [[workload]]
        name = "made"
        command = ["sh", "bench/run.sh", "made.txt"]
        inputs = ["made.txt"]
        prepare = { command = ["sh", "gen.sh", "made.txt"] }
        runs = 3
        warmups = 0

        [thresholds]
        score = 2.0

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("hone-seal-").FullName;

    public SealedProject()
    {
        foreach (string folder in new[] { "project", "home", "state", "tools", "elsewhere" })
        {
            Directory.CreateDirectory(At(folder));
        }

        // A program that belongs to the test: the machine's own are not to be replaced.
        WriteProgram(At("tools/stamp"), "#!/bin/sh\n");
        MakeLibrary();
        Git("init", "-q", "-b", "main");
        Git("config", "user.email", "tester@example.org");
        Git("config", "user.name", "tester");
        Write("hone.toml", Manifest);
        Write("Makefile", "CFLAGS = -O1\nbin/count: count.c lib/lib.h\n\techo build >> ../ran\n\tsh generate.sh\n\tmkdir -p bin\n\tcc $(CFLAGS) -Ilib -o $@ count.c\n");
        Write("generate.sh", "true\n");
        Write("template.txt", "a\nb\n");
        Write("count.c", "#include <stdio.h>\n#include \"lib.h\"\nint main(int n, char **a) {\n  FILE *r = fopen(\"../ran\", \"a\"); fputs(\"run\\n\", r); fclose(r);\n  FILE *f = fopen(a[1], \"r\"); int c, lines = 0;\n  while ((c = getc(f)) != EOF) lines += c == '\\n';\n  FILE *o = fopen(\"out.txt\", \"w\"); fprintf(o, \"%d\\n\", lines * FACTOR); fclose(o);\n  printf(\"%d lines\\n\", lines); return 0;\n}\n");
        Write("data/words.txt", "one\ntwo\nthree\n");
        Write("data/more/stdin.txt", "text\n");
        Write("bench/run.sh", "exec bin/count \"$1\"\n");
        Write("gen.sh", "echo prepare >> ../ran\ncat template.txt > \"$1\"\n");
        Write(".gitattributes", "*.txt -text\n");
        Write("generated/Makefile", "CC = cc\n");
        Write(".gitignore", "/generated/\n/bin/\n/out.txt\n/made.txt\n");
        Write("README.md", "# A project\n");
        Write(".github/workflows/ci.yml", "on: push\n");
        Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", At("library"), "lib");
        Commit("a project");
        Insist(0, Hone("oracle", "record"));
        Commit("recorded");
        Insist(0, Hone("seal"));
        Commit("sealed");
        Insist(0, Hone("oracle", "check"));
        Copy(_root, Saved);
    }

    /// <summary>The project folder.</summary>
    public string Folder => At("project");

    private string Saved => _root + ".saved";

    /// <summary>A path beside the project.</summary>
    public string At(string name) => Path.Combine(_root, name);

    /// <summary>A path in the project.</summary>
    public string File(string name) => Path.Combine(Folder, name);

    /// <summary>Puts everything back to the moment after the sealing.</summary>
    public void Restore()
    {
        Run("rm", "-rf", _root);
        Copy(Saved, _root);
        System.IO.File.Delete(At("ran"));
    }

    /// <summary>True when the build, the prepare command or the program ran since.</summary>
    public bool Ran => System.IO.File.Exists(At("ran"));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    /// <summary>Replaces text in a file; text that is not there is a mistake of the test.</summary>
    public void Edit(string name, string from, string to)
    {
        string text = Read(name);
        Assert.Contains(from, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File(name), text.Replace(from, to, StringComparison.Ordinal));
    }

    internal Tool.Answer Hone(params string[] arguments) => Hone(new Dictionary<string, string?>(), arguments);

    internal Tool.Answer Hone(IReadOnlyDictionary<string, string?> environment, params string[] arguments) => HoneIn(Folder, environment, arguments);

    internal Tool.Answer HoneIn(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        Dictionary<string, string?> all = new(Environments()) { };
        foreach ((string name, string? value) in environment)
        {
            all[name] = value;
        }

        return Tool.Run(folder, all, Tool.Program, arguments);
    }

    public void Git(params string[] arguments) => GitIn(Folder, arguments);

    public void GitIn(string folder, params string[] arguments)
    {
        Tool.Answer answer = Tool.Run(folder, Environments(), "git", arguments);
        Assert.True(answer.ExitCode == 0, $"git {string.Join(' ', arguments)}: {answer}");
    }

    public void Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
    }

    /// <summary>Runs a program in the project.</summary>
    public void Run(params string[] command)
    {
        Tool.Answer answer = Tool.Run("/", Environments(), command[0], command[1..]);
        Assert.True(answer.ExitCode == 0, $"{string.Join(' ', command)}: {answer}");
    }

    /// <summary>The seal's file in the state directory.</summary>
    public string StateFile() => Directory.GetFiles(At("state/hone/seals"), "*.json").Single();

    public static void WriteProgram(string path, string text)
    {
        System.IO.File.WriteAllText(path, text);
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        Run("rm", "-rf", _root, Saved);
    }

    private static void Insist(int exit, Tool.Answer answer) => Assert.True(answer.ExitCode == exit, answer.ToString());

    private void MakeLibrary()
    {
        Directory.CreateDirectory(At("library"));
        GitIn(At("library"), "init", "-q", "-b", "main");
        GitIn(At("library"), "config", "user.email", "tester@example.org");
        GitIn(At("library"), "config", "user.name", "tester");
        foreach (int factor in new[] { 1, 2 })
        {
            System.IO.File.WriteAllText(At("library/lib.h"), $"#define FACTOR {factor}\n", Encoding.ASCII);
            GitIn(At("library"), "add", "-A");
            GitIn(At("library"), "commit", "-q", "-m", $"factor {factor}");
            GitIn(At("library"), "tag", $"v{factor}");
        }

        GitIn(At("library"), "checkout", "-q", "v1");
        GitIn(At("library"), "branch", "-q", "-f", "main", "v1");
        GitIn(At("library"), "checkout", "-q", "main");
    }

    private Dictionary<string, string?> Environments() => new()
    {
        ["HOME"] = At("home"),
        ["XDG_STATE_HOME"] = At("state"),
        ["XDG_CONFIG_HOME"] = null,
        ["PATH"] = At("tools") + ":" + Environment.GetEnvironmentVariable("PATH"),
        ["GIT_CONFIG_NOSYSTEM"] = "1",
    };

    private static void Copy(string from, string to)
    {
        Tool.Answer answer = Tool.Run("/", "cp", "-a", from, to);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }
}
