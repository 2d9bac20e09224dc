using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Terminal;
using Hone.Problems;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Oracle;

/// <summary>Other bytes in the place of an input: nothing outside of the tree is touched, and the old ones come back.</summary>
public sealed class PlacedInputTests : IDisposable
{
    private const string Input = "fixtures/in.txt";

    private readonly string _root = Directory.CreateTempSubdirectory("hone-placed-").FullName;
    private readonly Session _session;

    public PlacedInputTests()
    {
        Write("project/hone.toml", "[project]\nname = \"p\"\n[[workload]]\nname = \"w\"\ncommand = [\"/bin/true\"]\ninputs = [\"fixtures/in.txt\"]\n");
        Directory.CreateDirectory(At("tree/sub"));
        _session = Session.Open(At("project"), new Progress(quiet: true), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData("theirs")]
    [InlineData("nothing")]
    [InlineData("tree/sub/fixtures/x")]
    public void An_input_behind_a_link_that_leads_out_or_to_nothing_is_not_replaced(string leads)
    {
        Write("theirs/in.txt", "theirs");
        Link("tree/sub/fixtures", At(leads));
        Assert.Equal("input-outside", Assert.Throws<ProblemException>(() => Put()).Problem.Rule);
        Assert.Equal([At("theirs/in.txt")], Directory.GetFileSystemEntries(At("theirs")));
        Assert.Equal("theirs", Read("theirs/in.txt"));
        Assert.False(Path.Exists(At("nothing")));
    }

    [Fact]
    public void An_input_behind_a_link_into_the_same_tree_is_replaced_where_it_lies()
    {
        Write("tree/common/deep/in.txt", "own");
        Link("tree/sub/fixtures", "../common/deep");
        using (Put())
        {
            Assert.Equal("generated", Read("tree/sub/fixtures/in.txt"));
        }

        Assert.Equal("own", Read("tree/common/deep/in.txt"));
        Assert.Equal("../common/deep", new FileInfo(At("tree/sub/fixtures")).LinkTarget);
    }

    [Theory]
    [InlineData("../../../theirs.txt")]
    [InlineData("../../../new.txt")]
    public void A_link_in_the_input_s_place_is_not_written_through_and_comes_back(string target)
    {
        Write("theirs.txt", "theirs");
        Link("tree/sub/fixtures/in.txt", target);
        using (Put())
        {
            Assert.Equal("generated", Read("tree/sub/fixtures/in.txt"));
            Assert.Null(new FileInfo(At("tree/sub/fixtures/in.txt")).LinkTarget);
        }

        Assert.Equal("theirs", Read("theirs.txt"));
        Assert.False(Path.Exists(At("new.txt")));
        Assert.Equal(target, new FileInfo(At("tree/sub/fixtures/in.txt")).LinkTarget);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("gone")]
    [InlineData("folder gone")]
    [InlineData("folder")]
    [InlineData("file on the way")]
    [InlineData("link on the way")]
    public void Whatever_a_run_makes_of_the_place_the_input_is_there_again(string run)
    {
        Write("tree/sub/" + Input, "own");
        Write("theirs/in.txt", "theirs");
        using (Put())
        {
            string folder = At("tree/sub/fixtures");
            switch (run)
            {
                case "gone":
                    File.Delete(At("tree/sub/" + Input));
                    break;
                case "folder":
                    File.Delete(At("tree/sub/" + Input));
                    Write("tree/sub/" + Input + "/deep/x", "");
                    break;
                case "folder gone" or "file on the way" or "link on the way":
                    Directory.Delete(folder, recursive: true);
                    if (run == "file on the way")
                    {
                        File.WriteAllText(folder, "");
                    }
                    else if (run == "link on the way")
                    {
                        Link("tree/sub/fixtures", At("theirs"));
                    }

                    break;
            }
        }

        Assert.Equal("own", Read("tree/sub/" + Input));
        Assert.Null(new FileInfo(At("tree/sub/fixtures")).LinkTarget);
        Assert.Equal("theirs", Read("theirs/in.txt"));
    }

    [Fact]
    public void An_input_that_was_not_there_is_not_there_afterwards()
    {
        using (Put())
        {
            Assert.Equal("generated", Read("tree/sub/" + Input));
        }

        Assert.False(Path.Exists(At("tree/sub/" + Input)));
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("edited", true)]
    [InlineData("deleted", true)]
    public void Who_watches_the_tree_sees_what_runs_did_to_the_input_and_not_what_Hone_does(string run, bool isSeen)
    {
        Write("tree/common/in.txt", "own");
        Link("tree/sub/fixtures", "../common");
        TreeKeeping keeping = new(At("tree"));
        Thread.Sleep(20);
        switch (run)
        {
            case "edited":
                Write("tree/common/in.txt", "other");
                break;
            case "deleted":
                File.Delete(At("tree/common/in.txt"));
                break;
        }

        using (Put(keeping))
        {
            Thread.Sleep(20);
        }

        Assert.Equal(isSeen ? "common/in.txt" : null, keeping.Changed);
        keeping.Sweep(_ => false);
        Assert.Equal(isSeen ? "common/in.txt" : null, keeping.Changed);
    }

    private PlacedInput Put(IInputWatch? watch = null) => PlacedInput.Put(
        _session, OracleCase.Of(_session.Project.Workloads[0]), new RunPlace(At("tree/sub")) { Tree = At("tree"), Input = new(Input, "generated"u8.ToArray()), Watch = watch });

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
}
