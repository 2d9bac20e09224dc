using CsCheck;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class ShellSplittingTests
{
    [Theory]
    [InlineData("ls -l", "ls", "-l")]
    [InlineData("  a\tb  ", "a", "b")]
    [InlineData("a 'b c' \"d e\"f", "a", "b c", "d ef")]
    [InlineData("a '' \"\"", "a", "", "")]
    [InlineData("a\\ b \\' \"\\\"\\x\"", "a b", "'", "\"\\x")]
    [InlineData("a b#c ~d'~'", null)]
    [InlineData("a b#c x~", "a", "b#c", "x~")]
    [InlineData("printf '%s | %s' \"a;b\"", "printf", "%s | %s", "a;b")]
    public void Words_are_what_a_shell_would_make_of_them(string line, params string[]? words)
    {
        IReadOnlyList<string>? split = ShellSplitting.Words(line, out string reason);
        Assert.Equal(words, split);
        Assert.Equal(words is null, reason.Length > 0);
    }

    [Theory]
    [InlineData("ls | wc", "has |, which only a shell understands")]
    [InlineData("echo $HOME", "has $, which only a shell understands")]
    [InlineData("echo \"`date`\"", "has `, which only a shell understands")]
    [InlineData("ls *.txt", "has *, which only a shell understands")]
    [InlineData("echo 'a", "has a quote that is never closed")]
    [InlineData("echo \"a", "has a quote that is never closed")]
    [InlineData("  ", "is empty")]
    [InlineData("a\0b", "has a NUL")]
    public void What_only_a_shell_could_do_is_refused(string line, string expected)
    {
        Assert.Null(ShellSplitting.Words(line, out string reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Quoted_words_come_back_unchanged() =>
        Gen.String.Select(word => word.Replace("\0", "", StringComparison.Ordinal)).Array[1, 6].Sample(words =>
            ShellSplitting.Words(string.Join(' ', words.Select(ShellQuoting.Quote)), out _)!.SequenceEqual(words));

    [Fact]
    public void Any_text_is_split_or_refused_with_a_reason() =>
        Gen.String[Gen.Char["ab \\'\"$|#~\n"], 0, 20].Sample(line => ShellSplitting.Words(line, out string reason) is null == reason.Length > 0);
}
