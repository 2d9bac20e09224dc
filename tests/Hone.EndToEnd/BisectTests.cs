using System.Globalization;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone bisect</c> on a real history of fifty commits, one of which made the program slower, and three of which do not build.</summary>
public sealed class BisectTests : IDisposable
{
    private const int Commits = 50;
    private const int Slow = 31;

    private static readonly int[] _broken = [18, 30, 34];

    private readonly string _state = Directory.CreateTempSubdirectory("hone-state-").FullName;
    private readonly ProjectFolder _folder = new("""
        [project]
        name = "past"
        [build]
        shell = "mkdir -p build && gcc -O1 -o build/work work.c"
        [[workload]]
        name = "day"
        command = ["build/work"]
        runs = 6
        """);

    [Fact]
    public void The_planted_commit_is_found_and_confirmed_among_fifty_of_which_three_do_not_build()
    {
        _folder.Write(".gitignore", "build/\n");
        for (int i = 0; i <= Commits; i++)
        {
            _folder.Write("work.c", Program(i));
            _folder.Commit("change " + i);
        }

        string planted = Tool.Run(_folder.Path, "git", "rev-parse", string.Create(CultureInfo.InvariantCulture, $"HEAD~{Commits - Slow}")).Output.Trim();
        string broken = Tool.Run(_folder.Path, "git", "rev-parse", string.Create(CultureInfo.InvariantCulture, $"HEAD~{Commits - _broken[1]}")).Output.Trim();
        Tool.Answer answer = Hone("bisect", "--good", string.Create(CultureInfo.InvariantCulture, $"HEAD~{Commits}"), "--metric", "cpu", "--budget", "40s", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("confirmed", document.GetProperty("state").GetString());

        // The commit before the planted one does not build: which of the two it was, no measurement can tell.
        JsonElement found = document.GetProperty("found");
        Assert.Equal(planted, found.GetProperty("upTo").GetString());
        Assert.Equal(2, found.GetProperty("commits").GetInt32());
        JsonElement skipped = document.GetProperty("commits").EnumerateArray().First(commit => commit.GetProperty("commit").GetString() == broken);
        Assert.Contains("does not build", skipped.GetProperty("skipped").GetString(), StringComparison.Ordinal);
        Assert.InRange(document.GetProperty("built").GetInt32(), 3, 25);
        Assert.Equal("slower", document.GetProperty("confirmation").GetProperty("verdict").GetString());
        Assert.Single(Tool.Run(_folder.Path, "git", "worktree", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_commit_that_made_a_function_take_more_of_the_time_is_found_though_the_whole_costs_the_same()
    {
        _folder.Write(".gitignore", "build/\n");
        for (int i = 0; i <= 6; i++)
        {
            _folder.Write("work.c", Shared(i, i >= 4 ? 9_000_000 : 4_000_000));
            _folder.Commit("change " + i);
        }

        string planted = Tool.Run(_folder.Path, "git", "rev-parse", "HEAD~2").Output.Trim();
        Tool.Answer unknown = Hone("bisect", "--good", "HEAD~6", "--function", "no_such", "--json");
        Assert.True(unknown.ExitCode == 2 && unknown.Output.Contains("function-not-seen", StringComparison.Ordinal), unknown.ToString());
        Tool.Answer answer = Hone("bisect", "--good", "HEAD~6", "--function", "find", "--budget", "20s", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("find", document.GetProperty("function").GetString());
        Assert.Equal(planted, document.GetProperty("found").GetProperty("upTo").GetString());
        Assert.Equal(1, document.GetProperty("found").GetProperty("commits").GetInt32());
    }

    [Fact]
    public void Commits_that_cannot_be_searched_are_told_before_anything_is_built()
    {
        _folder.Write("work.c", Program(0));
        _folder.Commit("side");
        Assert.Contains("[bisect-commits]", Hone("bisect").Error, StringComparison.Ordinal);
        Assert.Contains("there is no commit 'nothing'", Hone("bisect", "--good", "nothing").Error, StringComparison.Ordinal);
        Assert.Equal(2, Hone("bisect", "--good", "HEAD").ExitCode);
        Assert.Equal(2, Hone("bisect", "--good", "HEAD~1", "--metric", "nothing").ExitCode);
    }

    [Fact]
    public void The_good_and_the_skipped_commits_of_git_bisect_are_taken()
    {
        _folder.Write(".gitignore", "build/\n");
        for (int i = 0; i < 4; i++)
        {
            _folder.Write("work.c", Program(i < 3 ? i : 40));
            _folder.Commit("change " + i);
        }

        _folder.Git("bisect", "start", "HEAD", "HEAD~3");
        _folder.Git("bisect", "skip", "bisect/bad~1");
        Tool.Answer answer = Hone("bisect", "--metric", "cpu", "--budget", "20s", "--json");
        Assert.True(answer.ExitCode is 0 or 4, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("by git bisect skip", document.GetProperty("commits")[1].GetProperty("skipped").GetString());
    }

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    // About 30 ms; from the planted commit on a quarter more.
    private static string Program(int commit) => _broken.Contains(commit)
        ? $"int main(void) {{ return {commit} }}\n"
        : $$"""
            #include <stdio.h>
            static const int change = {{commit}};
            int main(void) {
                volatile unsigned long sum = 0;
                for (unsigned long i = 0; i < {{(commit >= Slow ? 15_000_000 : 12_000_000)}}UL; i++)
                    sum = sum * 33 + i;
                printf("%d %lu\n", change > 1000, sum);
                return 0;
            }
            """;

    // Some 40 ms in two functions; what one of them takes, the other does not.
    private static string Shared(int commit, int turns) => $$"""
        #include <stdio.h>
        static const int change = {{commit}};
        __attribute__((noinline)) unsigned long find(unsigned long n) { volatile unsigned long sum = 1; for (unsigned long i = 0; i < n; i++) sum = sum * 33 + i; return sum; }
        __attribute__((noinline)) unsigned long rest(unsigned long n) { volatile unsigned long sum = 2; for (unsigned long i = 0; i < n; i++) sum = sum * 31 + i; return sum; }
        int main(void) { printf("%d %lu\n", change > 1000, find({{turns}}ul) ^ rest({{16_000_000 - turns}}ul)); return 0; }
        """;

    private Tool.Answer Hone(params string[] arguments) => Tool.Run(_folder.Path, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = _state }, Tool.Program, arguments);
}
