using System.Text;
using CsCheck;
using Hone.Guardrails.History;

namespace Hone.Tests.Guardrails.History;

public sealed class HistoryChunkTests
{
    private static readonly Gen<List<string>> _files = Gen.Int[0, 30].Select(i => HistoryLine.Store(Entries.Of(i, 10 + i)).Line).List[0, 20];

    [Fact]
    public void The_union_does_not_depend_on_order_or_on_how_often() => Gen.Select(_files, _files, _files).Sample((a, b, c) =>
    {
        string[] all = [.. HistoryChunk.Union(a, b, c)];
        Assert.Equal(all, HistoryChunk.Union(c, a, b));
        Assert.Equal(all, HistoryChunk.Union(HistoryChunk.Union(a, b), c));
        Assert.Equal(all, HistoryChunk.Union(a, HistoryChunk.Union(b, c)));
        Assert.Equal(all, HistoryChunk.Union(all, all, a));
        Assert.Equal(a.Concat(b).Concat(c).Distinct().Count(), all.Length);
    }, iter: 200);

    [Fact]
    public void A_file_that_is_written_is_read_as_the_same_lines() => _files.Sample(file =>
        Assert.Equal(HistoryChunk.Union(file), HistoryChunk.Lines(HistoryChunk.Write(HistoryChunk.Union(file)))), iter: 100);

    [Fact]
    public void Only_names_of_months_are_files_of_a_store()
    {
        Assert.True(HistoryChunk.IsName("2026-11.jsonl"));
        Assert.All(["2026-11.json", "2026-1a.jsonl", "x026-11.jsonl", "2026_11.jsonl", "20261-1.jsonl", "2026-11.jsonl\n", "../2026-11.jsonl", ""], name => Assert.False(HistoryChunk.IsName(name)));
    }

    [Fact]
    public void A_month_has_a_file_and_empty_lines_are_none()
    {
        Assert.Equal("2026-11.jsonl", HistoryChunk.NameOf(Entries.Of(3, 10)));
        Assert.Equal(["a", "b"], HistoryChunk.Lines(Encoding.UTF8.GetBytes("\na\n\nb\n")));
    }
}
