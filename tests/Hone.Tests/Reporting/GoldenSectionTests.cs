using Hone.Equivalence;
using Hone.Ledger;
using Hone.Reporting;

namespace Hone.Tests.Reporting;

public sealed class GoldenSectionTests
{
    private static readonly string _hash = new('a', 64);

    [Fact]
    public void A_folder_of_many_steady_files_is_one_row_and_what_is_not_steady_stands_by_itself()
    {
        string table = Table(
            [
                .. Enumerable.Range(0, 200).Select(each => new GoldenChannel($"file:out/{each}.log", _hash, 10)),
                new GoldenChannel("file:out/clock.log", _hash, 7) { Stable = false },
                new GoldenChannel("file:out/masked.log", _hash, 8) { Form = _hash, Normalisers = ["times"] },
                new GoldenChannel("file:out/deeper/only.log", _hash, 9),
                new GoldenChannel("stdout", _hash, 3),
            ]);
        Assert.Equal(7, table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("| day | `file:out/` 200 files | 2000 | one each | yes |", table, StringComparison.Ordinal);
        Assert.Contains("| day | `file:out/clock.log` | 7 | `aaaaaaaaaaaaaaaa…` | **no**: quarantined |", table, StringComparison.Ordinal);
        Assert.Contains("| day | `file:out/masked.log` | 8 | `aaaaaaaaaaaaaaaa…` | but for times |", table, StringComparison.Ordinal);
        Assert.Contains("`file:out/deeper/only.log`", table, StringComparison.Ordinal);
        Assert.Contains("`stdout`", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_files_stand_one_by_one_and_a_workload_without_a_recording_says_so()
    {
        string table = GoldenSection.Table(
        [
            ("day", Fact([.. Enumerable.Range(0, 3).Select(each => new GoldenChannel($"file:{each}.log", _hash, 10))])),
            ("night", null),
        ]);
        Assert.Contains("`file:0.log`", table, StringComparison.Ordinal);
        Assert.Contains("`file:2.log`", table, StringComparison.Ordinal);
        Assert.Contains("| night | not recorded |", table, StringComparison.Ordinal);
    }

    private static string Table(GoldenChannel[] channels) => GoldenSection.Table([("day", Fact(channels))]);

    private static GoldenFact Fact(GoldenChannel[] channels) => new("day", "./day", 3, channels, []);
}
