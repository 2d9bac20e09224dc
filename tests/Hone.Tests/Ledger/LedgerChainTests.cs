using System.Text;
using System.Text.Json;
using CsCheck;
using Hone.Ledger;

namespace Hone.Tests.Ledger;

public sealed class LedgerChainTests
{
    private static readonly (byte[] Bytes, LedgerHead Head) _whole = Make(12);

    [Fact]
    public void A_ledger_as_written_has_no_findings()
    {
        LedgerChain.Reading reading = LedgerChain.Read(_whole.Bytes, _whole.Head);
        Assert.Empty(reading.Findings);
        Assert.Equal(12, reading.Entries.Count);
    }

    [Fact]
    public void Any_changed_byte_is_found_and_the_entry_named() =>
        Gen.Select(Gen.Int[0, _whole.Bytes.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                if (_whole.Bytes[at] == value)
                {
                    return;
                }

                byte[] changed = [.. _whole.Bytes];
                changed[at] = value;
                long line = _whole.Bytes.AsSpan(0, at).Count((byte)'\n') + 1;
                IReadOnlyList<LedgerFinding> findings = LedgerChain.Read(changed, _whole.Head).Findings;
                Assert.NotEmpty(findings);
                Assert.True(findings.Any(finding => finding.Entry == line || finding.Entry == line + 1), $"byte {at} of line {line}: {findings[0]}");
            },
            iter: 5000);

    [Fact]
    public void Reading_on_from_what_is_known_finds_what_a_whole_reading_finds() =>
        Gen.Select(Gen.Int[0, _whole.Bytes.Length - 1], Gen.Byte, Gen.Int[0, 12]).Sample(
            (at, value, lines) =>
            {
                int known = lines == 0 ? 0 : _whole.Bytes.Index().Where(each => each.Item == (byte)'\n').ElementAt(lines - 1).Index + 1;
                byte[] changed = [.. _whole.Bytes];
                changed[at] = value;
                LedgerChain.Known before = new(_whole.Bytes.AsMemory(0, known), [.. LedgerChain.Read(_whole.Bytes, _whole.Head).Entries.Take(lines)]);
                LedgerChain.Reading on = LedgerChain.Read(changed, _whole.Head, before);
                LedgerChain.Reading whole = LedgerChain.Read(changed, _whole.Head);
                Assert.Equal(whole.Findings, on.Findings);
                Assert.Equal(whole.Entries.Select(entry => entry.Hash), on.Entries.Select(entry => entry.Hash));
            },
            iter: 2000);

    [Fact]
    public void Any_removed_byte_is_found() =>
        Gen.Int[0, _whole.Bytes.Length - 1].Sample(
            at => Assert.NotEmpty(LedgerChain.Read((byte[])[.. _whole.Bytes.AsSpan(0, at), .. _whole.Bytes.AsSpan(at + 1)], _whole.Head).Findings),
            iter: 2000);

    [Fact]
    public void Any_added_byte_is_found() =>
        Gen.Select(Gen.Int[0, _whole.Bytes.Length], Gen.Byte).Sample(
            (at, value) => Assert.NotEmpty(LedgerChain.Read((byte[])[.. _whole.Bytes.AsSpan(0, at), value, .. _whole.Bytes.AsSpan(at)], _whole.Head).Findings),
            iter: 2000);

    [Fact]
    public void Every_removed_line_is_found()
    {
        string[] lines = Lines();
        for (int i = 0; i < lines.Length; i++)
        {
            byte[] without = Encoding.UTF8.GetBytes(string.Concat(lines.Where((_, index) => index != i)));
            LedgerFinding first = LedgerChain.Read(without, _whole.Head).Findings[0];
            Assert.Equal(i + 1, first.Entry);
        }
    }

    [Fact]
    public void Every_swapped_pair_is_found()
    {
        string[] lines = Lines();
        for (int i = 0; i < lines.Length; i++)
        {
            for (int j = i + 1; j < lines.Length; j++)
            {
                string[] swapped = [.. lines];
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                Assert.Equal(i + 1, LedgerChain.Read(Encoding.UTF8.GetBytes(string.Concat(swapped)), _whole.Head).Findings[0].Entry);
            }
        }
    }

    [Fact]
    public void A_repeated_line_is_found()
    {
        string[] lines = Lines();
        byte[] repeated = Encoding.UTF8.GetBytes(string.Concat(lines) + lines[^1]);
        Assert.NotEmpty(LedgerChain.Read(repeated, _whole.Head).Findings);
    }

    [Fact]
    public void An_entry_rewritten_with_its_own_hash_breaks_the_chain_after_it()
    {
        List<LedgerEntry> entries = [.. LedgerChain.Read(_whole.Bytes, _whole.Head).Entries];
        entries[4] = LedgerLine.Seal(entries[4] with { Actor = "somebody else" });
        byte[] bytes = [.. entries.SelectMany(entry => (byte[])[.. LedgerLine.Write(entry), (byte)'\n'])];
        Assert.Equal(6, LedgerChain.Read(bytes, _whole.Head).Findings[0].Entry);
    }

    [Fact]
    public void Random_bytes_are_findings_and_never_a_crash() =>
        Gen.Byte.Array[1, 400].Sample(bytes => Assert.NotEmpty(LedgerChain.Read(bytes, LedgerHead.Empty).Findings), iter: 2000);

    private static string[] Lines() => [.. Encoding.UTF8.GetString(_whole.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")];

    private static (byte[], LedgerHead) Make(int count)
    {
        List<byte> bytes = [];
        string prev = LedgerEntry.Origin;
        for (int i = 1; i <= count; i++)
        {
            using JsonDocument data = JsonDocument.Parse($$"""{"z":{{i}},"a":"naïve \"quoted\" {{i}}","list":[1,2.50,null,true]}""");
            LedgerEntry entry = LedgerLine.Seal(new()
            {
                Seq = i,
                Time = new(2026, 1, 2, 3, 4, i, 5, TimeSpan.Zero),
                Kind = EntryKind.Check,
                Actor = "tester",
                Commit = "none",
                Host = "abc",
                Data = data.RootElement.Clone(),
                Artifacts = i % 2 == 0 ? [] : [new("samples.json", new string('a', 64), i)],
                Prev = prev,
                Hash = "",
            });
            bytes.AddRange(LedgerLine.Write(entry));
            bytes.Add((byte)'\n');
            prev = entry.Hash;
        }

        return ([.. bytes], new(count, prev));
    }
}
