using CsCheck;
using Hone.Guardrails.History;

namespace Hone.Tests.Guardrails.History;

public sealed class HistoryLineTests
{
    private static readonly Gen<HistoryEntry> _entries = Gen.Select(
        Gen.Long[0, 4_000_000_000_000],
        Gen.Int[0, 2].Select(i => new[] { "none", "0123456789abcdef0123456789abcdef01234567", "beef+dirty" }[i]),
        Gen.String[1, 20],
        Gen.Dictionary(Gen.String[0, 5], Gen.String[0, 10])[0, 4],
        Gen.Select(Gen.String[1, 8], Gen.Double[-1e100, 1e100], Gen.Bool).List[1, 4],
        (time, commit, workload, environment, figures) => new HistoryEntry(
            DateTimeOffset.FromUnixTimeMilliseconds(time),
            commit,
            workload,
            "guard",
            environment,
            [.. figures.Select((each, i) => new HistoryFigure(each.Item1, "ns", each.Item2, each.Item3) { Low = i == 0 ? null : -2, High = i == 0 ? null : 3, Runs = i == 0 ? null : i })]));

    [Fact]
    public void What_is_written_is_read_again() => _entries.Sample(entry =>
    {
        StoredEntry stored = HistoryLine.Store(entry);
        Assert.DoesNotContain('\n', stored.Line);
        StoredEntry? read = HistoryLine.Read(stored.Line);
        Assert.NotNull(read);
        Assert.Equal(stored.Id, read.Id);

        // Half a surrogate pair is no text that a file can hold: what is read is what is written from then on.
        Assert.Equal(read.Line, HistoryLine.Store(read.Entry).Line);
        Assert.Equal(entry.Time, read.Entry.Time);
        Assert.Equal(entry.Commit, read.Entry.Commit);
        Assert.Equal(entry.Figures.Select(figure => (figure.Value, figure.Low, figure.Runs, figure.LowerIsBetter)), read.Entry.Figures.Select(figure => (figure.Value, figure.Low, figure.Runs, figure.LowerIsBetter)));
    }, iter: 300);

    [Fact]
    public void Lines_sorted_as_texts_are_sorted_by_time()
    {
        StoredEntry[] stored = [.. Enumerable.Range(0, 50).Select(i => HistoryLine.Store(Entries.Of(i * 977 % 50, 10)))];
        Assert.Equal(stored.OrderBy(each => each.Entry.Time).Select(each => each.Line), stored.Select(each => each.Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_damaged_line_is_no_entry_and_never_an_error()
    {
        string good = HistoryLine.Store(Entries.Of(1, 10)).Line;
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char, Gen.Int[0, good.Length]).Sample((at, with, length) =>
        {
            _ = HistoryLine.Read(good[..at] + with + good[(at + 1)..]);
            if (length < good.Length)
            {
                Assert.Null(HistoryLine.Read(good[..length]));
            }
        }, iter: 2000);
        Assert.All(
            ["", "[]", "{}", "null", good.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), good.Replace("1E+7", "1e999", StringComparison.Ordinal).Replace("10000000", "1e999", StringComparison.Ordinal), "{" + new string(' ', 70_000) + "}"],
            line => Assert.Null(HistoryLine.Read(line)));
    }

    [Fact]
    public void What_a_later_Hone_adds_to_a_line_stays()
    {
        string line = HistoryLine.Store(Entries.Of(1, 10)).Line[..^1] + ",\"later\":[1,2]}";
        StoredEntry? read = HistoryLine.Read(line);
        Assert.Equal(line, read?.Line);
    }
}
