using Hone.Linux.Storage;

namespace Hone.Tests.Storage;

public sealed class StateFolderTests : IDisposable
{
    private const string Comment = "# Large artifacts stay on the machine that made them; the ledger says which are missing.\n";

    private readonly StateFolder _folder = new(Directory.CreateTempSubdirectory("hone-test-").FullName);

    private string Ignore => Path.Combine(_folder.Root, ".gitignore");

    public void Dispose() => Directory.Delete(_folder.Project, recursive: true);

    [Fact]
    public void What_is_of_this_machine_alone_is_not_committed()
    {
        _folder.Create();
        string made = File.ReadAllText(Ignore);
        Assert.All(
            [_folder.Large + "/", _folder.Lock, _folder.LockHolder, _folder.Pending, _folder.Progress, Path.Combine(_folder.View, "report.html")],
            path => Assert.Contains("\n" + path[_folder.Root.Length..] + "\n", made, StringComparison.Ordinal));
        _folder.Create();
        Assert.Equal(made, File.ReadAllText(Ignore));
    }

    [Fact]
    public void A_file_of_an_earlier_version_gets_the_lines_that_it_lacks_and_keeps_its_own()
    {
        Directory.CreateDirectory(_folder.Root);
        File.WriteAllText(Ignore, Comment + "/large/\n/lock\n!/view/report.html\n/mine");
        _folder.Create();
        Assert.Equal(
            Comment + "/large/\n/lock\n!/view/report.html\n/mine\n/lock.holder\n/progress.json\n/progress.json.new\n/ledger.pending\n/ledger.pending.new\n",
            File.ReadAllText(Ignore));
    }

    [Fact]
    public void A_file_that_somebody_wrote_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder.Root);
        File.WriteAllText(Ignore, "*\n");
        _folder.Create();
        Assert.Equal("*\n", File.ReadAllText(Ignore));
    }
}
