using Hone.Cli.Steps.Guarding;

namespace Hone.Tests.Guarding;

/// <summary>Inputs of the head in the base's tree: nothing is written where a link leads.</summary>
public sealed class ArmInputsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hone-test-").FullName;

    [Fact]
    public void A_link_at_the_target_is_replaced_and_what_it_leads_to_stays()
    {
        Write("outside.txt", "theirs");
        Write("head/in.txt", "the head's");
        Link("base/in.txt", At("outside.txt"));
        Lay("in.txt");
        Assert.Equal("the head's", Read("base/in.txt"));
        Assert.Null(new FileInfo(At("base/in.txt")).LinkTarget);
        Assert.Equal("theirs", Read("outside.txt"));
    }

    [Fact]
    public void A_link_on_the_way_to_the_target_is_replaced_and_what_it_leads_to_stays()
    {
        Write("outside/in.txt", "theirs");
        Write("head/data/in.txt", "the head's");
        Link("base/data", At("outside"));
        Lay("data/./in.txt");
        Assert.Equal("the head's", Read("base/data/in.txt"));
        Assert.Equal("theirs", Read("outside/in.txt"));
    }

    [Fact]
    public void A_folder_becomes_the_head_s_with_nothing_of_its_own_and_a_file_may_take_its_place()
    {
        Write("head/data/new.txt", "new");
        Write("base/data/old.txt", "old");
        Write("head/one", "a file");
        Write("base/one/deep/in.txt", "a folder");
        Write("head/two/in.txt", "a folder");
        Write("base/two", "a file");
        Lay("data", "one", "two");
        Assert.Equal([At("base/data/new.txt")], Directory.GetFileSystemEntries(At("base/data")));
        Assert.Equal("a file", Read("base/one"));
        Assert.Equal("a folder", Read("base/two/in.txt"));
    }

    [Fact]
    public void An_input_that_the_head_does_not_have_stays_as_it_is()
    {
        Write("base/in.txt", "the base's");
        Lay("in.txt");
        Assert.Equal("the base's", Read("base/in.txt"));
    }

    [Fact]
    public void The_whole_project_is_no_input_to_lay_over_another()
    {
        Write("head/in.txt", "the head's");
        Write("base/program", "the base's");
        Lay(".", "in.txt");
        Assert.Equal("the base's", Read("base/program"));
        Assert.Equal("the head's", Read("base/in.txt"));
    }

    [Fact]
    public void A_link_that_both_have_stays_with_all_that_it_leads_to()
    {
        Write("modules/in.txt", "both read this");
        Write("modules/other.txt", "and this");
        Link("head/vendor", At("modules"));
        Link("base/vendor", At("modules"));
        Write("head/common/in.txt", "the head's");
        Write("base/common/in.txt", "the base's");
        Write("base/common/other.txt", "the base's too");
        Link("head/assets", "common");
        Link("base/assets", "common");
        Lay("vendor/in.txt", "assets/in.txt");
        Assert.Equal("and this", Read("base/vendor/other.txt"));
        Assert.Equal("the head's", Read("base/assets/in.txt"));
        Assert.Equal("the base's too", Read("base/assets/other.txt"));
    }

    [Fact]
    public void Links_of_which_one_leads_to_the_next_stay_where_both_have_them()
    {
        Write("head/common/a/in.txt", "the head's");
        Write("base/common/a/in.txt", "the base's");
        Write("base/common/other.txt", "the base's too");
        foreach (string side in new[] { "head", "base" })
        {
            Link(side + "/assets", "shared/a");
            Link(side + "/shared", "common");
        }

        Lay("assets/in.txt");
        Assert.Equal("the head's", Read("base/common/a/in.txt"));
        Assert.Equal("the base's too", Read("base/shared/other.txt"));
        Assert.Equal(("shared/a", "common"), (new FileInfo(At("base/assets")).LinkTarget, new FileInfo(At("base/shared")).LinkTarget));
    }

    [Fact]
    public void Of_links_of_which_one_leads_to_the_next_the_first_that_differs_is_replaced()
    {
        Write("outside/a/in.txt", "theirs");
        Write("head/common/a/in.txt", "the head's");
        Link("head/assets", "shared/a");
        Link("base/assets", "shared/a");
        Link("head/shared", "common");
        Link("base/shared", At("outside"));
        Lay("assets/in.txt");
        Assert.Equal("the head's", Read("base/assets/in.txt"));
        Assert.Equal("shared/a", new FileInfo(At("base/assets")).LinkTarget);
        Assert.Null(new FileInfo(At("base/shared")).LinkTarget);
        Assert.Equal("theirs", Read("outside/a/in.txt"));
    }

    [Fact]
    public void A_link_up_from_behind_another_link_leads_where_the_kernel_finds_it()
    {
        Write("head/deep/y/in.txt", "the head's");
        foreach (string side in new[] { "head", "base" })
        {
            Directory.CreateDirectory(At(side + "/deep/x"));
            Link(side + "/assets", "b/../y");
            Link(side + "/b", "deep/x");
        }

        Lay("assets/in.txt");
        Assert.Equal("the head's", Read("base/deep/y/in.txt"));
        Assert.Equal(["assets", "b", "deep"], Directory.GetFileSystemEntries(At("base")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Links_that_go_round_are_no_way_to_an_input()
    {
        Write("head/in.txt", "the head's");
        Link("head/round", "round/x");
        Link("base/round", "round/x");
        Lay("round/in.txt", "in.txt");
        Assert.Equal("the head's", Read("base/in.txt"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string At(string path) => Path.Combine(_root, path);

    private string Read(string path) => File.ReadAllText(At(path));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.CreateSymbolicLink(At(path), target);
    }

    private void Lay(params string[] inputs)
    {
        Directory.CreateDirectory(At("head"));
        Directory.CreateDirectory(At("base"));
        ArmInputs.Lay(At("head"), At("base"), At("base"), inputs, ArmInputs.Links(At("head"), At("head"), inputs));
    }
}
