using Hone.Measurement.Instructions;

namespace Hone.Tests.Measurement.Instructions;

public sealed class ValgrindLogTests
{
    private const string Banner =
        """
        ==8142== Cachegrind, a cache and branch-prediction profiler
        ==8142== Copyright (C) 2002-2017, and GNU GPL'd, by Nicholas Nethercote et al.
        ==8142== Using Valgrind-3.19.0 and LibVEX; rerun with -h for copyright info
        ==8142== Command: bin/hash 1000
        ==8142== Parent PID: 8141
        ==8142==
        """;

    [Fact]
    public void The_banner_says_who_the_process_was() => Assert.Equal(new(8142, 8141, "bin/hash 1000"), Read(Banner));

    [Theory]
    [InlineData("")]
    [InlineData("==8142== Command: x")]
    [InlineData("==8142== Parent PID: 1")]
    [InlineData("==x== Command: x\n==x== Parent PID: 1")]
    [InlineData("==8142== Command: x\n==8142== Parent PID: many")]
    public void A_file_without_a_banner_says_nothing(string text) => Assert.Null(Read(text));

    [Fact]
    public void A_copy_has_its_parents_command() =>
        Assert.Equal([3], ValgrindLog.Copies([new(1, 0, "sh -c 'hash 1; hash 1'"), new(2, 1, "hash 1"), new(3, 2, "hash 1"), new(4, 1, "hash 1")]));

    private static ValgrindLog? Read(string text) => ValgrindLog.Read(new StringReader(text));
}
