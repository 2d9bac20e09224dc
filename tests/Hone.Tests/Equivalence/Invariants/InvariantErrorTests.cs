using System.Text;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>What a person reads when an invariant is not written right.</summary>
public sealed class InvariantErrorTests
{
    private static readonly string[] _wrong =
    [
        "",
        "sorte(lines(stdout))",
        "stdot == ''",
        "sorted(lines(stdout)",
        "sorted lines(stdout)",
        "sorted",
        "exit = 0",
        "exit == 0 && stderr == ''",
        "0 < exit < 3",
        "sum(lines(stdout)) == 3",
        "count(stdout) == 3",
        "lines(stdout) == 3",
        "stdout == 3",
        "stdout + 'x' == ''",
        "count(lines(stdout))",
        "1 == 1",
        "input('a') == 'x'",
        "lines(stdout).price == 3",
        "stdout.items == 3",
        "base == stdout",
        "base.input('x') == ''",
        "run(['a']) == 'x'",
        "run(['a']).wall < 3",
        "all(lines(stdout), run([it]).exit == 0)",
        "it == stdout",
        "sorted(lines(stdout), down)",
        "sorted(lines(stdout), 'desc')",
        "desc == stdout",
        "sorted(desc)",
        "matches(stdout, '(a')",
        "matches(stdout, '(?=a)b')",
        "matches(stdout, stderr)",
        "rerun('../x', '').exit == 0",
        "file('/etc/passwd') == ''",
        "file(stdout) == ''",
        "'abc",
        "stdout == 'a\\q'",
        "stdout == “a”",
        "stdout == 'a' stderr == 'b'",
        "stdout == 'a' and",
        "and stdout == 'a'",
        "1 + not exit == 0",
        "exit == 1e9999",
        "exit == 12abc",
        "stdout[0] == 'a'",
        "lines(stdout)[1.5] == 'a'",
        "lines(stdout).count() == 1",
        "multiset(lines(stdout)) == lines(stderr)",
        "'a' in stdout",
        "3 in lines(stdout)",
        "take(lines(stdout)) == []",
        "stdout == '\u202e'\u202e",
    ];

    [Fact]
    public void Every_error_names_its_column_what_was_found_and_what_to_write()
    {
        StringBuilder text = new();
        foreach (string wrong in _wrong)
        {
            text.Append(Printable(wrong)).Append('\n');
            InvariantReading reading = Invariant.Parse(wrong);
            Assert.Null(reading.Invariant);
            foreach (InvariantError error in reading.Errors)
            {
                text.Append("  ").Append(error).Append('\n');
            }
        }

        Golden.Check(text.ToString());
    }

    [Fact]
    public void A_problem_names_the_manifest_the_rule_and_the_column()
    {
        InvariantError error = Assert.Single(Invariant.Parse("exit == 0 and sorte(lines(stdout))").Errors);
        Assert.Equal("hone.toml:12:9: column 15 of the invariant: found sorte(…), and there is no such function [invariant-syntax]\n  next: the nearest is sorted", error.ToProblem("hone.toml:12:9").ToString());
    }

    [Fact]
    public void Several_wrong_kinds_are_told_at_once_from_left_to_right()
    {
        IReadOnlyList<InvariantError> errors = Invariant.Parse("sum(lines(stdout)) == 3 and count(stdout) == 1 and exit == null").Errors;
        Assert.Equal([5, 35, 57], errors.Select(error => error.Column));
    }

    private static string Printable(string text) => text.Replace("\u202e", "<U+202E>", StringComparison.Ordinal);
}
