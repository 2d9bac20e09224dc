using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>
/// The examples of hyperfine's README and manual page (version 1.20), each beside what does the same with <c>hone compare</c>. The
/// times and counts are made smaller, so that each takes a second or so.
/// </summary>
public sealed class HyperfineExampleTests : IDisposable
{
    private readonly ProjectFolder _folder = new(git: false);

    public HyperfineExampleTests()
    {
        _folder.Write("file", string.Concat(Enumerable.Range(0, 2000).Select(i => $"line {i} TODO\n")));
        _folder.Write("main.c", "int main(void) { return 0; }\n");
        _folder.Write("Makefile", "all:\n\t@cat file file > made\nclean:\n\t@rm -f made\n");
        _folder.Write("alias.sh", "my_alias() { sleep 0.01; }\n");
    }

    /// <summary>What hyperfine's documentation says, the arguments of <c>hone compare</c>, how many commands come of it, and the last one.</summary>
    public static TheoryData<string, string[], int, string> Examples => new()
    {
        { "hyperfine 'sleep 0.3'", ["--time-budget", "1s", "sleep 0.03"], 1, "sleep 0.03" },
        { "hyperfine --runs 5 'sleep 0.3'", ["--runs", "5", "sleep 0.03"], 1, "sleep 0.03" },
        { "hyperfine 'hexdump file' 'xxd file'", ["--pairs", "3", "--allow-different-output", "od -x file", "od -c file"], 2, "od -c file" },
        { "hyperfine --warmup 3 'grep -R TODO *'", ["--shell", "--warmup", "3", "--pairs", "3", "grep -R TODO *"], 1, "grep -R TODO *" },
        { "the same without a shell", ["-w", "3", "-r", "3", "grep -R TODO ."], 1, "grep -R TODO ." },
        { "hyperfine --prepare 'sync; echo 3 | sudo tee /proc/sys/vm/drop_caches' 'grep -R TODO *'", ["--pairs", "2", "--prepare", "sh -c 'sync file; echo 3 | tee dropped'", "grep TODO file"], 1, "grep TODO file" },
        { "the same with one shell for all", ["--shell", "--pairs", "2", "--prepare", "sync file; echo 3 | tee dropped", "grep TODO *"], 1, "grep TODO *" },
        { "hyperfine --prepare 'make clean' --parameter-scan num_threads 1 12 'make -j {num_threads}'", ["--pairs", "2", "--prepare", "make clean", "--param-range", "num_threads=1..3", "make -j {num_threads}"], 3, "make -j 3" },
        { "hyperfine --parameter-scan delay 0.3 0.7 -D 0.2 'sleep {delay}'", ["--pairs", "2", "-P", "delay=0.03..0.07..0.02", "sleep {delay}"], 3, "sleep 0.07" },
        { "hyperfine -L compiler gcc,clang '{compiler} -O2 main.cpp'", ["--pairs", "2", "-L", "compiler=gcc,cc", "{compiler} -O2 -o {compiler}.out main.c"], 2, "cc -O2 -o cc.out main.c" },
        { "hyperfine -L a 1,2 -L b x,y 'echo {a}{b}'", ["--pairs", "2", "-L", "a=1,2", "-L", "b=x,y", "echo {a}{b}"], 4, "echo 2y" },
        { "hyperfine -P size 0 3 'sleep $((2**{size}))'", ["--shell", "--pairs", "2", "-P", "size=0..2", "seq $((2*{size}))"], 3, "seq $((2*2))" },
        { "hyperfine --shell zsh 'for i in {1..10000}; do echo test; done'", ["--shell", "bash", "--pairs", "2", "for i in {1..1000}; do echo test; done"], 1, "for i in {1..1000}; do echo test; done" },
        { "hyperfine -N 'grep TODO /home/user'", ["-N", "--pairs", "2", "grep TODO file"], 1, "grep TODO file" },
        { "hyperfine '. /tmp/my_alias.sh; my_alias'", ["--shell", "--pairs", "2", ". ./alias.sh; my_alias"], 1, ". ./alias.sh; my_alias" },
        { "hyperfine --setup 'make' --cleanup 'make clean' 'cat made'", ["--pairs", "2", "--setup", "make", "--cleanup", "make clean", "cat made"], 1, "cat made" },
        { "hyperfine --prepare 'a' --prepare 'b' 'c' 'd'", ["--pairs", "2", "--prepare", "make", "--prepare", "make clean", "cat file", "cat ./file"], 2, "cat ./file" },
        { "hyperfine --conclude 'make clean' 'make'", ["--pairs", "2", "--conclude", "make clean", "make"], 1, "make" },
        { "hyperfine --ignore-failure 'false'", ["--pairs", "2", "--ignore-failure", "false"], 1, "false" },
        { "hyperfine -i 'exit 1' 'exit 2'", ["--shell", "-r", "2", "-i", "--allow-different-output", "exit 1", "exit 2"], 2, "exit 2" },
        { "hyperfine --ignore-failure=1,2 'grep nothing file'", ["--pairs", "2", "--ignore-failure=1,2", "grep nothing file"], 1, "grep nothing file" },
        { "hyperfine --output=pipe 'grep TODO file'", ["--pairs", "2", "--output=pipe", "grep TODO file"], 1, "grep TODO file" },
        { "hyperfine --output null 'grep TODO file'", ["--pairs", "2", "--output", "null", "grep TODO file"], 1, "grep TODO file" },
        { "hyperfine --output out.txt 'grep TODO file'", ["--pairs", "2", "--output", "out.txt", "grep TODO file"], 1, "grep TODO file" },
        { "hyperfine --show-output 'echo test'", ["--pairs", "2", "--output", "inherit", "echo test"], 1, "echo test" },
        { "hyperfine --input file 'sort'", ["--pairs", "2", "--input", "file", "sort"], 1, "sort" },
        { "hyperfine -n one -n two 'true' '/bin/true'", ["-r", "2", "-n", "one", "-n", "two", "true", "/bin/true"], 2, "/bin/true" },
        { "hyperfine --reference 'true' 'sleep 0.01'", ["--pairs", "2", "--reference", "2", "sleep 0.01", "true"], 2, "sleep 0.01" },
        { "hyperfine --min-runs 3 --max-runs 3 'true'", ["--min-runs", "3", "--time-budget", "1ms", "true"], 1, "true" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_hyperfine_documents_has_its_equal(string hyperfine, string[] arguments, int commands, string last)
    {
        Tool.Answer answer = _folder.Hone(["compare", "--json", .. arguments]);
        Assert.True(answer.ExitCode == 0, hyperfine + "\n" + answer);
        JsonElement[] all = [.. JsonDocument.Parse(answer.Output).RootElement.GetProperty("commands").EnumerateArray()];
        Assert.Equal(commands, all.Length);
        Assert.Equal(last, all[^1].GetProperty("command").GetString());
        Assert.All(all, command => Assert.True(command.GetProperty("runs").GetInt32() >= 2));
    }

    [Fact]
    public void Preparations_run_once_for_each_run_and_set_ups_once()
    {
        Tool.Answer answer = _folder.Hone(
            "compare", "--shell", "--pairs", "3", "--setup", "echo setup >> log", "--prepare", "echo prepare >> log", "--conclude", "echo conclude >> log", "--cleanup", "echo cleanup >> log", "echo run >> log", "echo run >> log");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        string[] log = File.ReadAllLines(_folder.File("log"));

        // Each command runs once to be checked, then three times.
        Assert.Equal(["setup", .. Enumerable.Repeat<string[]>(["prepare", "run", "conclude"], 8).SelectMany(lines => lines), "cleanup"], log);
    }

    [Fact]
    public void The_exports_are_those_of_hyperfine()
    {
        Tool.Answer answer = _folder.Hone("compare", "--pairs", "3", "-L", "n=1,2", "--export-json", "h.json", "--export-csv", "h.csv", "--export-markdown", "h.md", "sleep 0.0{n}");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement[] ours = Results("h.json");
        Assert.Equal(["sleep 0.01", "sleep 0.02"], ours.Select(result => result.GetProperty("command").GetString()));
        Assert.Equal("1", ours[0].GetProperty("parameters").GetProperty("n").GetString());
        Assert.Equal(3, ours[0].GetProperty("times").GetArrayLength());
        Assert.StartsWith("command,mean,stddev,median,user,system,min,max,parameter_n,", File.ReadAllText(_folder.File("h.csv")), StringComparison.Ordinal);
        Assert.Contains("`sleep 0.02`", File.ReadAllText(_folder.File("h.md")), StringComparison.Ordinal);
        Assert.SkipUnless(Tool.Run("/", "/bin/sh", "-c", "command -v hyperfine").ExitCode == 0, "hyperfine is not installed");
        Tool.Answer peer = Tool.Run(_folder.Path, "hyperfine", "-N", "-r", "3", "-L", "n", "1,2", "--export-json", "p.json", "sleep 0.0{n}");
        Assert.True(peer.ExitCode == 0, peer.ToString());
        JsonElement[] theirs = Results("p.json");
        foreach ((JsonElement mine, JsonElement their) in ours.Zip(theirs))
        {
            // Every name that hyperfine writes stands in ours, in its order and of its kind; newer versions add the memory.
            Assert.Equal(Shape(their), Shape(mine).Where(field => !field.StartsWith("memory", StringComparison.Ordinal) || Shape(their).Contains(field)));
            Assert.Equal(their.GetProperty("command").GetString(), mine.GetProperty("command").GetString());
            Assert.InRange(mine.GetProperty("median").GetDouble() / their.GetProperty("median").GetDouble(), 0.2, 5);
        }

        Tool.Answer read = _folder.Hone("compare", "--json", "--read", "p.json");
        JsonElement comparison = JsonDocument.Parse(read.Output).RootElement.GetProperty("comparisons")[0];
        Assert.Equal("undecided", comparison.GetProperty("verdict").GetString());
        Assert.Contains("all runs of one command were made before", comparison.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Shape(JsonElement result) => [.. result.EnumerateObject().Select(field => field.Name + " " + field.Value.ValueKind)];

    private JsonElement[] Results(string file) => [.. JsonDocument.Parse(File.ReadAllText(_folder.File(file))).RootElement.GetProperty("results").EnumerateArray()];
}
