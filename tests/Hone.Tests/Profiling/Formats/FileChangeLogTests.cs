using System.Text;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

/// <summary>What is left of a run's files, read from lines as strace writes them.</summary>
public sealed class FileChangeLogTests
{
    private static string[] Changes(params string[] lines)
    {
        FileChangeLog log = new("/w");
        StraceText text = new(log.Add, keepArguments: true);
        text.Feed(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        text.Finish();
        return [.. log.Changes().Select(change => $"{change.Kind} {change.Path}")];
    }

    [Fact]
    public void A_file_opened_for_writing_is_written_and_one_opened_for_reading_is_not() => Assert.Equal(
        ["Written /w/a"],
        Changes(
            "7 openat(AT_FDCWD</w>, \"a\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</w/a>",
            "7 openat(AT_FDCWD</w>, \"b\", O_RDONLY|O_CLOEXEC) = 3</w/b>",
            "7 openat(AT_FDCWD</w>, \"c\", O_WRONLY|O_CREAT) = -1 EACCES (Permission denied)"));

    [Fact]
    public void A_file_that_is_made_and_removed_again_is_none() => Assert.Empty(
        Changes("7 openat(AT_FDCWD</w>, \"a\", O_RDWR|O_CREAT|O_EXCL, 0600) = 3</w/a>", "7 unlink(\"a\") = 0"));

    [Fact]
    public void A_file_that_was_there_and_is_removed_is_told() => Assert.Equal(["Removed /w/sub/b"], Changes("7 unlinkat(3</w/sub>, \"b\", 0) = 0"));

    [Fact]
    public void A_file_that_is_written_aside_and_renamed_is_its_last_name() => Assert.Equal(
        ["Written /w/out.csv"],
        Changes("7 openat(AT_FDCWD</w>, \".tmp-1\", O_WRONLY|O_CREAT, 0666) = 3</w/.tmp-1>", "7 rename(\".tmp-1\", \"/w/out.csv\") = 0"));

    [Fact]
    public void Paths_are_relative_to_the_folder_that_the_process_is_in_and_inherited() => Assert.Equal(
        ["Removed /w/sub/x", "Removed /w/y"],
        Changes("7 chdir(\"sub\") = 0", "7 clone(child_stack=NULL, flags=SIGCHLD) = 8", "8 unlink(\"x\") = 0", "8 unlink(\"../y\") = 0"));

    [Fact]
    public void Both_ends_of_an_interrupted_call_make_one() => Assert.Equal(
        ["Written /w/q\"uote"],
        Changes("7 openat(AT_FDCWD</w>, \"q\\\"uote\", O_WRONLY|O_CREAT, 0666 <unfinished ...>", "8 getpid() = 8", "7 <... openat resumed>) = 3</w/q\"uote>"));
}
