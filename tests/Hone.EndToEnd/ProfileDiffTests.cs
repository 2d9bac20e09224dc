using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone profile diff</c> on files and on profiles that were really recorded.</summary>
public sealed class ProfileDiffTests : IDisposable
{
    private const string Before = "main;parse;tokenize 5203\nmain;parse 702\nmain;seal;checksum 6507\nmain;render 2101\n";
    private const string After = "main;parse;tokenize 5188\nmain;parse 711\nmain;seal;checksum 9803\nmain;render 2093\n";

    private const string Manifest =
        """
        [project]
        name = "orders"

        [[workload]]
        name = "orders"
        command = ["./orders", "60000"]
        """;

    private readonly ProjectFolder _folder = new();

    [Fact]
    public void Files_of_another_tool_are_compared_without_a_project()
    {
        _folder.Write("before.folded", Before);
        _folder.Write("after.folded", After);
        Tool.Answer answer = _folder.Hone("profile", "diff", "before.folded", "after.folded", "--svg", "diff.svg", "--fail-on-change");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("  1  checksum", answer.Output, StringComparison.Ordinal);
        Assert.Contains("seal", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1 function changed", answer.Output, StringComparison.Ordinal);
        Assert.Contains("class=\"dg", File.ReadAllText(_folder.File("diff.svg")), StringComparison.Ordinal);
        JsonElement document = JsonDocument.Parse(_folder.Hone("profile", "diff", "--before", "before.folded", "--after", "after.folded", "--json").Output).RootElement;
        Assert.Equal("hone.profile-diff/1", document.GetProperty("schema").GetString());
        Assert.Equal("checksum", document.GetProperty("functions")[0].GetProperty("function").GetString());
        Assert.Equal(0, _folder.Hone("profile", "diff", "before.folded", "before.folded", "--fail-on-change").ExitCode);
    }

    [Fact]
    public void What_is_no_profile_is_refused_with_the_next_step()
    {
        _folder.Write("before.folded", Before);
        foreach ((string[] words, string rule) in new[]
        {
            (new[] { "before.folded" }, "two-sides"),
            (["before.folded", "./nothing.folded"], "profile-unreadable"),
            (["before.folded", "."], "profile-unreadable"),
            (["before.folded", "other@HEAD"], "no-manifest"),
            (["before.folded", "before.folded", "--smallest", "-3"], "not-a-percentage"),
            (["before.folded", "before.folded", "--svg", "no/such/folder.svg"], "output-place"),
        })
        {
            Tool.Answer answer = _folder.Hone(["profile", "diff", .. words]);
            Assert.True(answer.ExitCode == 2, answer.ToString());
            Assert.Contains("[" + rule + "]", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Profiles_of_two_commits_show_what_the_commit_made_dearer()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "bench/profile-diff/orders.c"));
        _folder.Write("orders.c", source);
        _folder.Write("hone.toml", Manifest);
        _folder.Write(".gitignore", ".hone/\norders\n");
        _folder.Commit("before");
        Record();
        _folder.Write("orders.c", source.Replace("CHECKSUM_ROUNDS 100", "CHECKSUM_ROUNDS 250", StringComparison.Ordinal));
        _folder.Commit("after");
        Record();

        Tool.Answer answer = _folder.Hone("profile", "diff", "orders@HEAD~1", "orders@HEAD", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("cost", document.GetProperty("measure").GetString());
        Assert.Equal(2, document.GetProperty("before").GetProperty("profiles").GetInt32());
        JsonElement first = document.GetProperty("functions")[0];
        Assert.Equal(("checksum", "grown"), (first.GetProperty("function").GetString(), first.GetProperty("verdict").GetString()));
        Assert.InRange(first.GetProperty("self").GetProperty("ratio").GetDouble(), 1.7, 3.5);

        // With one workload a revision alone is enough; an unknown one names those that there are.
        Assert.Equal(0, _folder.Hone("profile", "diff", "HEAD~1", "HEAD").ExitCode);
        Tool.Answer unknown = _folder.Hone("profile", "diff", "orders@HEAD~9", "orders");
        Assert.True(unknown.ExitCode == 2, unknown.ToString());
        Assert.Contains("[profile-reference]", unknown.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Record()
    {
        Tool.Answer built = Tool.Run(_folder.Path, "gcc", "-O1", "-g", "-o", "orders", "orders.c");
        Assert.True(built.ExitCode == 0, built.ToString());
        Tool.Answer recorded = _folder.Hone("profile", "-k", "cpu", "--times", "2");
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
    }
}
