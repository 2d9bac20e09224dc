using CsCheck;
using Hone.Equivalence.Sealing;

namespace Hone.Tests.Equivalence.Sealing;

public sealed class SealComparisonTests
{
    private const string One = "1111111111111111111111111111111111111111111111111111111111111111";
    private static readonly string[] _forms = ["file", "folder", "missing", "other", "unreadable"];
    private const string Two = "2222222222222222222222222222222222222222222222222222222222222222";

    [Fact]
    public void A_list_is_as_it_was_sealed_when_it_is_the_same() =>
        Assert.Empty(SealComparison.Between(new([.. Everything()]), new(Everything().Reverse())));

    [Fact]
    public void What_was_altered_is_told_in_a_sentence_that_names_it_and_with_a_step_back()
    {
        SealedItem[] now = [.. Everything().Select(item => item with { State = item.State.Replace(One, Two, StringComparison.Ordinal) })];
        Golden.Check(Text(SealComparison.Between(new(Everything()), new(now))));
    }

    [Fact]
    public void What_is_gone_and_what_was_planted_is_told_too()
    {
        SealedList none = new([]);
        Golden.Check(Text([.. SealComparison.Between(new(Everything()), none), .. SealComparison.Between(none, new(Everything()))]));
    }

    [Fact]
    public void Only_an_input_that_is_prepared_may_be_missing()
    {
        SealedList then = new([new("made-input", "in/big.txt", File(One)), new("input-folder", "in", SealScope.MadeFolder), new("input", "small.txt", File(One)), new("input-folder", "data", SealScope.Folder)]);
        Assert.Equal(["small.txt", "data"], SealComparison.Between(then, new([])).Select(finding => finding.Name));
        SealFinding other = Assert.Single(SealComparison.Between(new([new("made-input", "in/big.txt", File(One))]), new([new("made-input", "in/big.txt", File(Two))])));
        Assert.Equal(SealComparison.Altered, other.Rule);
    }

    [Theory]
    [InlineData("a.txt", true, null, null, "may be executed now")]
    [InlineData("a.txt", false, "b.txt", null, "is a link to b.txt now")]
    [InlineData("d/a.txt", false, null, "d -> e", "lies behind a link now (d -> e)")]
    public void Another_form_of_the_same_bytes_is_told_as_what_it_is(string name, bool executable, string? link, string? folder, string told)
    {
        SealedFile now = new("file") { Sha256 = One, IsExecutable = executable, LinkTarget = link, LinkedFolder = folder };
        SealFinding finding = Assert.Single(SealComparison.Between(new([new("input", name, File(One))]), new([new("input", name, now.Write())])));
        Assert.Equal($"the input {name} {told}", finding.What);
    }

    [Fact]
    public void A_files_state_is_read_as_it_was_written() =>
        Gen.Select(Gen.String, Gen.Bool, Gen.Bool, Gen.Int[0, 4]).Sample((target, isLink, isExecutable, which) =>
        {
            string form = _forms[which];
            SealedFile file = new(form)
            {
                LinkTarget = isLink ? target : null,
                LinkedFolder = isExecutable ? "a/b -> c" : null,
                IsExecutable = isExecutable && form == "file",
                Sha256 = form == "file" ? One : null,
            };
            Assert.Equal(file, SealedFile.Read(file.Write()));
        });

    [Fact]
    public void Any_text_can_be_read_as_a_files_state_without_harm() => Gen.String.Sample(text => _ = SealedFile.Read(text)?.Write());

    private static IEnumerable<SealedItem> Everything() =>
    [
        new("manifest", "hone.toml", File(One)),
        new("ledger", ".hone/ledger.jsonl", "entry 7 " + One),
        new("golden", "words/stdout", "stable, 12 bytes, sha256:" + One),
        new("golden-copy", ".hone/golden_checksums.txt", File(One)),
        new("input", "data/novel.txt", File(One)),
        new("made-input", "input/big.txt", File(One)),
        new("input-folder", "data", SealScope.Folder),
        new("script", "make_input.py", File(One)),
        new("build-file", "src/Makefile", File(One)),
        new("made-build-file", "sub/Makefile", File(One)),
        new("submodule", "lib/zlib", "index " + One + ", checked out " + One),
        new("git-setting", "filter.x.smudge", "sha256:" + One),
        new("git-file", "hooks/post-checkout", File(One)),
        new("tool", "gcc", "/usr/bin/gcc -> /usr/bin/gcc-14 sha256:" + One),
        new("variable", "LD_PRELOAD", "sha256:" + One),
        new("above", "global.json", File(One)),
        new("home", ".npmrc", File(One)),
        new("hone", "version", "0.1.0.0 " + One),
    ];

    private static string File(string hash) => new SealedFile("file") { Sha256 = hash }.Write();

    private static string Text(IEnumerable<SealFinding> findings) => string.Concat(findings.Select(finding => $"{finding.What} [{finding.Rule}]\n  next: {finding.Next}\n"));
}
