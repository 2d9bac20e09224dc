using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>The strength of an oracle, and generated inputs, on a small C program that sorts and sums.</summary>
public sealed class StrengthTests
{
    private const string Source =
        """
        #include <stdio.h>
        #include <stdlib.h>

        static int compare(const void *a, const void *b)
        {
            long x = *(const long *)a, y = *(const long *)b;
            return x < y ? -1 : x > y;
        }

        static int tally(FILE *in)
        {
            static long values[100000];
            int count = 0;
            long sum = 0;
            while (count < 100000 && fscanf(in, "%ld", &values[count]) == 1) {
                sum += values[count];
                count++;
            }
            if (count == 0) {
                fprintf(stderr, "no numbers\n");
                return 2;
            }
            qsort(values, count, sizeof values[0], compare);
            int distinct = 1;
            for (int i = 1; i < count; i++) {
                if (values[i] != values[i - 1])
                    distinct++;
            }
            printf("%d %ld %ld %ld %d\n", count, sum, values[0], values[count - 1], distinct);
            return 0;
        }

        int main(void) { return tally(stdin); }
        """;

    private const string Manifest =
        """
        [project]
        name = "tally"
        [build]
        command = ["make", "-s"]
        [[workload]]
        name = "numbers"
        command = ["build/tally"]
        stdin = "numbers.txt"
        runs = 3
        [oracle.strength]
        sources = ["tally.c"]
        """;

    [Fact]
    public void Faults_that_one_golden_misses_are_found_by_generated_inputs_and_named()
    {
        using ProjectFolder project = Tally("5 5 5\n");
        using JsonDocument strength = Strength(project, expected: 1);
        JsonElement root = strength.RootElement;
        Assert.Equal("goldens", root.GetProperty("grade").GetString());
        Assert.InRange(root.GetProperty("killRate").GetDouble(), 0.2, 0.85);
        Assert.InRange(root.GetProperty("saturation").GetDouble(), 0.2, 0.89);
        Assert.InRange(root.GetProperty("coverage").GetDouble(), 0.5, 0.95);
        JsonElement survivor = root.GetProperty("survivors")[0];
        Assert.Equal("tally.c", survivor.GetProperty("file").GetString());
        Assert.StartsWith("--- a/tally.c\n+++ b/tally.c\n@@ -", survivor.GetProperty("diff").GetString(), StringComparison.Ordinal);
        Assert.InRange(survivor.GetProperty("noticedBy").GetInt32(), 0, 199);

        Tool.Answer status = project.Hone("status");
        Assert.Contains("strength   goldens (kill rate", status.Output, StringComparison.Ordinal);
        Assert.Equal(0, project.Hone("beads", "seed").ExitCode);
        Assert.Contains("Strengthen the oracle of tally", File.ReadAllText(project.File(".beads/issues.jsonl")), StringComparison.Ordinal);

        // The same figures are not those of another oracle.
        project.Write("hone.toml", File.ReadAllText(project.File("hone.toml")) + "\n[[oracle.invariant]]\nname = \"ends\"\nholds = \"exit == 0\"\n");
        Assert.Contains("strength   not measured", project.Hone("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void More_cases_make_the_same_oracle_stronger()
    {
        using ProjectFolder weak = Tally("5 5 5\n");
        using ProjectFolder strong = Tally(
            "7 -3 12 7 0 99 -3 4\n",
            """

            [[oracle.case]]
            name = "none"
            workload = "numbers"
            stdin = "none.txt"
            expect-exit = 2
            [[oracle.case]]
            name = "two"
            workload = "numbers"
            stdin = "two.txt"
            """);
        using JsonDocument less = Strength(weak, expected: 1);
        using JsonDocument more = Strength(strong, expected: 1);
        Assert.True(more.RootElement.GetProperty("killRate").GetDouble() > less.RootElement.GetProperty("killRate").GetDouble() + 0.1);
        Assert.True(more.RootElement.GetProperty("saturation").GetDouble() >= 0.9, more.RootElement.ToString());
        Assert.True(more.RootElement.GetProperty("coverage").GetDouble() >= 0.95, more.RootElement.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_mutants_and_nothing_is_left_behind()
    {
        using ProjectFolder project = Tally("3 1 2\n");
        using JsonDocument first = Strength(project, expected: 1, seed: 5);
        using JsonDocument second = Strength(project, expected: 1, seed: 5);
        Assert.Equal(
            first.RootElement.GetProperty("mutants").EnumerateArray().Select(mutant => (mutant.GetProperty("diff").GetString(), mutant.GetProperty("end").GetString())),
            second.RootElement.GetProperty("mutants").EnumerateArray().Select(mutant => (mutant.GetProperty("diff").GetString(), mutant.GetProperty("end").GetString())));
        Assert.Single(Tool.Run(project.Path, "git", "worktree", "list").Output.Trim().Split('\n'));
        Assert.Equal("", Tool.Run(project.Path, "git", "status", "--porcelain", "--", "tally.c", "Makefile").Output);
    }

    [Fact]
    public void A_candidate_that_differs_on_rare_inputs_is_found_out_and_the_input_made_small()
    {
        using ProjectFolder project = Tally("7 -3 12 7 0 99 -3 4\n");
        using ProjectFolder candidate = Tally("1\n");
        candidate.Write("tally.c", Source.Replace("int distinct = 1;", "int distinct = values[0] < 0 && count == 2 ? 2 : 1;", StringComparison.Ordinal));
        Assert.Equal(0, project.Hone("oracle", "record").ExitCode);
        Tool.Answer same = project.Hone("oracle", "fuzz", "--seed", "3", "--json");
        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.InRange(Directory.GetFiles(project.File(".hone/fuzz/seeds/numbers")).Length, 5, 64);

        Tool.Answer answer = project.Hone("oracle", "fuzz", "--candidate", candidate.Path, "--seed", "3", "--inputs", "400", "--json");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        JsonElement difference = document.RootElement.GetProperty("difference");
        Assert.Equal("stdout", difference.GetProperty("what").GetString()!.Split(' ')[0]);
        byte[] input = File.ReadAllBytes(project.File(difference.GetProperty("file").GetString()!));
        Assert.InRange(input.Length, 3, 6);
        Assert.InRange(document.RootElement.GetProperty("inputs").GetInt32(), 1, 400);
    }

    [Fact]
    public void A_candidate_that_crashes_where_the_program_does_not_is_different()
    {
        using ProjectFolder project = Tally("7 -3 12 7 0 99 -3 4\n");
        using ProjectFolder candidate = Tally("1\n");
        candidate.Write("tally.c", Source.Replace("if (count == 0) {", "if (count == 0) { abort();", StringComparison.Ordinal));
        Assert.Equal(0, project.Hone("oracle", "record").ExitCode);
        Tool.Answer answer = project.Hone("oracle", "fuzz", "--candidate", candidate.Path, "--json");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        Assert.Equal("signal SIGABRT", document.RootElement.GetProperty("difference").GetProperty("what").GetString());
    }

    [Fact]
    public void An_input_behind_a_link_out_of_the_project_is_not_varied_and_stays_where_it_lies()
    {
        using ProjectFolder shared = new(git: false);
        using ProjectFolder project = new(
            """
            [project]
            name = "reader"
            [[workload]]
            name = "read"
            command = ["cat", "fixtures/in.txt"]
            inputs = ["fixtures/in.txt"]
            runs = 3
            """);
        shared.Write("in.txt", "theirs\n");
        File.CreateSymbolicLink(project.File("fixtures"), shared.Path);
        project.Commit("link");
        Assert.Equal(0, project.Hone("oracle", "record").ExitCode);
        Tool.Answer answer = project.Hone("oracle", "fuzz", "--inputs", "5");
        Assert.True(answer.ExitCode == 2, answer.ToString());
        Assert.Contains("[input-outside]", answer.Error, StringComparison.Ordinal);
        Assert.Equal([shared.File("in.txt")], Directory.GetFileSystemEntries(shared.Path));
        Assert.Equal("theirs\n", File.ReadAllText(shared.File("in.txt")));
    }

    private static ProjectFolder Tally(string numbers, string more = "")
    {
        ProjectFolder project = new(Manifest + more);
        project.Write("tally.c", Source);
        project.Write("Makefile", "build/tally: tally.c\n\t@mkdir -p build\n\tgcc -O1 -g -o $@ $<\n");
        project.Write(".gitignore", "build/\n");
        project.Write("numbers.txt", numbers);
        project.Write("none.txt", "");
        project.Write("two.txt", "-5 5\n");
        project.Commit("program");
        return project;
    }

    private static JsonDocument Strength(ProjectFolder project, int expected, int seed = 1)
    {
        Tool.Answer record = project.Hone("oracle", "record");
        Assert.True(record.ExitCode == 0, record.ToString());
        Tool.Answer answer = project.Hone("oracle", "strength", "--mutants", "25", "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture), "--json");
        Assert.True(answer.ExitCode == expected, answer.ToString());
        return JsonDocument.Parse(answer.Output);
    }
}
