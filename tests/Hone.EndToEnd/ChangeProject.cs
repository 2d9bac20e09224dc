using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>A small C program with a baseline, a profile and a measured oracle, at which changes are made; its state directory is its own.</summary>
internal sealed class ChangeProject : IDisposable
{
    public const string Program = """
        #include <stdio.h>
        #include <stdlib.h>

        static unsigned char text[1 << 20];

        __attribute__((noinline)) unsigned long mix(const unsigned char *from, size_t count) {
            unsigned long sum = 0;
            for (int round = 0; round < 48; round++) {
                unsigned long each = 7;
                for (size_t i = 0; i < count; i++)
                    each = each * 31 + from[i];
                sum = each;
            }
            return sum;
        }

        __attribute__((noinline)) unsigned long rest(const unsigned char *from, size_t count) {
            unsigned long sum = 3;
            for (int round = 0; round < 24; round++)
                for (size_t i = 0; i < count; i++)
                    sum = sum * 33 + (from[i] ^ round);
            return sum;
        }

        int main(void) {
            size_t count = fread(text, 1, sizeof text, stdin);
            printf("%zu %lu %lu\n", count, mix(text, count), rest(text, count));
            return 0;
        }
        """;

    private readonly string _state = Directory.CreateTempSubdirectory("hone-state-").FullName;

    /// <summary>Makes it.</summary>
    /// <param name="more">More tables of its manifest.</param>
    /// <param name="wholeRound">With every step of a round, so that the beads of opportunities are ready.</param>
    public ChangeProject(string more = "", bool wholeRound = false)
    {
        Folder = new("""
            [project]
            name = "lever"
            [build]
            shell = "mkdir -p build && gcc -O1 -g -o build/work work.c"
            [test]
            shell = "printf ab | build/work | grep -q '^2 '"
            [[workload]]
            name = "day"
            command = ["build/work"]
            stdin = "input.txt"
            runs = 12
            warmups = 1
            [oracle.fuzz]
            input = "stdin"
            inputs = 30

            """ + more);
        Folder.Write(".gitignore", "build/\n");
        Folder.Write("work.c", Program);
        Folder.Write("input.txt", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i * 7919 % 10007}\n")));
        Folder.Commit("program");
        string[][] record = wholeRound ? [["run", "--no-install"]] : [["baseline"], ["profile", "--kind", "cpu"], ["oracle", "record"]];
        foreach (string[] step in (string[][])[.. record, ["oracle", "strength", "--mutants", "6"]])
        {
            Tool.Answer answer = Hone(step);
            Assert.True(answer.ExitCode is 0 or 1, string.Join(' ', step) + ": " + answer);
        }
    }

    public ProjectFolder Folder { get; }

    public string State => _state;

    /// <summary>The row of <c>mix</c> with a lever that somebody named.</summary>
    public string Row()
    {
        JsonElement row = Json(Hone("matrix", "--json"), 0).GetProperty("rows").EnumerateArray().First(row => row.GetProperty("hotspot").GetProperty("function").GetString() == "mix");
        Tool.Answer set = Hone("matrix", "set", row.GetProperty("id").GetString()!, "--lever", "work-elimination", "--lines", "work.c:6-15", "--effort", "1", "--because", "every round does the same", "--json");
        return Json(set, 0).GetProperty("id").GetString()!;
    }

    /// <summary>Begins a change and gives its id and worktree. CPU time is to gain: machines that run tests are busy.</summary>
    public (string Id, string Worktree) Start(string row)
    {
        JsonElement change = Json(Hone("change", "start", row, "--metric", "cpu", "--json"), 0);
        return (change.GetProperty("id").GetString()!, change.GetProperty("worktree").GetString()!);
    }

    /// <summary>Fewer rounds do the same: a true gain.</summary>
    public static void Improve(string worktree) => File.WriteAllText(Path.Combine(worktree, "work.c"), Program.Replace("round < 48", "round < 12", StringComparison.Ordinal));

    public Tool.Answer Hone(params string[] arguments) => Tool.Run(Folder.Path, Environment(), Tool.Program, arguments);

    public Tool.Running Begin(params string[] arguments) => Tool.Start(Folder.Path, Environment(), Tool.Program, arguments);

    public int Entries(string kind) => File.ReadLines(Folder.File(".hone/ledger.jsonl")).Count(line => line.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal));

    public string Git(params string[] arguments) => Tool.Run(Folder.Path, "git", arguments).Output;

    public static JsonElement Json(Tool.Answer answer, int exit)
    {
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    public void Dispose()
    {
        Folder.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    private Dictionary<string, string?> Environment() => new() { ["XDG_STATE_HOME"] = _state };
}
