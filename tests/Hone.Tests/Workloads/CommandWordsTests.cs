using CsCheck;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("ls -l", "ls|-l")]
    [InlineData("  ls \t -l\n", "ls|-l")]
    [InlineData("grep 'a b' \"c d\" e\\ f", "grep|a b|c d|e f")]
    [InlineData("echo ''", "echo|")]
    [InlineData("echo a'b'\"c\"d", "echo|abcd")]
    [InlineData("echo 'it'\\''s'", "echo|it's")]
    [InlineData("echo \"a\\\"b\\\\c\\nd\"", "echo|a\"b\\c\\nd")]
    [InlineData("awk '{print $1}' f", "awk|{print $1}|f")]
    [InlineData("make -j{n}", "make|-j{n}")]
    [InlineData("echo a\\\nb", "echo|ab")]
    [InlineData("echo a~b c#d", "echo|a~b|c#d")]
    public void A_line_is_split_as_a_shell_splits_it(string line, string words) =>
        Assert.Equal(words.Split('|'), CommandWords.Parse(line).Words);

    [Fact]
    public void Assignments_before_the_program_become_its_environment()
    {
        CommandLine command = CommandWords.Parse("LC_ALL=C X='a b' sort Y=1 'Z=2'");
        Assert.Equal(["sort", "Y=1", "Z=2"], command.Words);
        Assert.Equal(new Dictionary<string, string> { ["LC_ALL"] = "C", ["X"] = "a b" }, command.Environment);
        Assert.Equal(["LC_ALL=C", "sort"], CommandWords.Parse("'LC_ALL'=C sort").Words);
        Assert.Equal(["1A=C", "sort"], CommandWords.Parse("1A=C sort").Words);
    }

    [Theory]
    [InlineData("sync; ls", ';')]
    [InlineData("ls | head", '|')]
    [InlineData("ls > f", '>')]
    [InlineData("ls *", '*')]
    [InlineData("ls ~", '~')]
    [InlineData("ls # all", '#')]
    [InlineData("echo $HOME", '$')]
    [InlineData("echo \"$HOME\"", '$')]
    [InlineData("echo `id`", '`')]
    [InlineData("(ls)", '(')]
    public void What_only_a_shell_can_do_is_refused_and_not_passed_on(string line, char character)
    {
        Problem problem = Assert.Throws<ProblemException>(() => CommandWords.Parse(line)).Problem;
        Assert.Equal((ExitCode.Usage, "command-needs-shell"), (problem.Exit, problem.Rule));
        Assert.Contains($"unquoted {character}", problem.What, StringComparison.Ordinal);
        Assert.Contains("--shell", problem.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("A=1")]
    [InlineData("'' x")]
    [InlineData("ls '")]
    [InlineData("ls \"")]
    [InlineData("ls \\")]
    [InlineData("ls \0")]
    public void What_is_no_command_is_refused(string line) =>
        Assert.Equal("command-unreadable", Assert.Throws<ProblemException>(() => CommandWords.Parse(line)).Problem.Rule);

    [Fact]
    public void Quoted_words_come_back_whatever_they_hold() =>
        Gen.String.Where(word => !word.Contains('\0', StringComparison.Ordinal)).Array[1, 6].Where(words => words[0].Length > 0).Sample(words =>
            Assert.Equal(words, CommandWords.Parse(string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'"))).Words));

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String["ab '\"\\=$;|\n{}"].Sample(line =>
    {
        try
        {
            Assert.NotEmpty(CommandWords.Parse(line).Words);
        }
        catch (ProblemException error)
        {
            Assert.Equal(ExitCode.Usage, error.Problem.Exit);
        }
    });
}
