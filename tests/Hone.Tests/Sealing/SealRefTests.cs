using Hone.Equivalence.Sealing;
using Hone.Linux.Repositories;
using Hone.Linux.Sealing;
using Hone.Tests.Changes;

namespace Hone.Tests.Sealing;

public sealed class SealRefTests : IDisposable
{
    private static readonly string _project = new('a', 32);

    private readonly GitFolder _folder = new();
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone-test-").FullName;

    [Theory]
    [InlineData(".")]
    [InlineData("services/api")]
    public void A_later_seal_leaves_the_earlier_ones_wherever_the_project_lies(string place)
    {
        _ = _folder.Commit();
        string project = Directory.CreateDirectory(Path.Combine(_folder.Folder, place)).FullName;
        SealRef seals = new(new GitRepository(project), TestContext.Current.CancellationToken);
        SealDocument first = Seal(new('1', 64), 1);
        SealDocument second = Seal(new('2', 64), 2);
        seals.Write(first, _scratch);
        seals.Write(second, _scratch);
        Assert.Equal(first.Time, seals.Read(_project, first.Root).Document?.Time);
        Assert.Equal(second.Time, seals.Read(_project, second.Root).Document?.Time);
        Assert.Equal(second.Root, seals.Latest(_project)?.Root);
    }

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    private static SealDocument Seal(string root, int day) => new()
    {
        Project = _project,
        Root = root,
        Actor = "somebody",
        Time = new(2026, 11, day, 0, 0, 0, TimeSpan.Zero),
        Commit = "none",
        Folder = ".",
        Entry = 1,
        EntryHash = new('e', 64),
        Items = [],
    };
}
