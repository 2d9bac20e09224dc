using System.Text;
using Hone.Changes.Proofs;
using Hone.Profiling.Formats;

namespace Hone.Tests.Changes.Proofs;

/// <summary>Effects of a run, from lines as strace writes them.</summary>
public sealed class EffectManifestTests
{
    private static EffectLog Log(params string[] lines)
    {
        EffectLog log = new("/w");
        StraceText text = new(log.Add, keepArguments: true);
        text.Feed(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        text.Finish();
        return log;
    }

    private static EffectManifest Of(params string[] lines) => EffectManifest.Of(Log(lines).Effects, [("/w", "."), ("/h", "~"), ("/t", "$TMPDIR")]);

    private const string Write = "7 openat(AT_FDCWD</w>, \"a.tmp\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</w/a.tmp>";
    private const string Sync = "7 fsync(3</w/a.tmp>) = 0";
    private const string Rename = "7 rename(\"a.tmp\", \"/w/a\") = 0";

    [Fact]
    public void Files_processes_and_addresses_are_told_in_order() => Assert.Equal(
        [
            "starts ./tool", "writes temporary 1", "syncs temporary 1", "renames temporary 1 to ./a", "writes ~/.cache/x", "writes $TMPDIR/*", "makes a process",
            "connects to sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")", "removes ./old", "leaves its session or group",
        ],
        Of(
            "7 execve(\"/w/tool\", [\"\"...], 0x7ffd /* 3 vars */) = 0", Write, Sync, Rename,
            "7 openat(AT_FDCWD</w>, \"/h/.cache/x\", O_WRONLY|O_CREAT, 0666) = 3</h/.cache/x>",
            "7 openat(AT_FDCWD</w>, \"/t/abc123\", O_RDWR|O_CREAT|O_EXCL, 0600) = 3</t/abc123>",
            "7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = 8",
            "8 connect(4<socket:[12]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0",
            "8 unlink(\"old\") = 0", "8 setsid() = 8").Lines);

    [Fact]
    public void Reading_threads_and_runtimes_are_no_effects()
    {
        EffectLog log = Log(
            "7 openat(AT_FDCWD</w>, \"b\", O_RDONLY|O_CLOEXEC) = 9</w/b>",
            "7 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_THREAD, parent_tid=[8]) = 8",
            "7 openat(AT_FDCWD</w>, \"/w/__pycache__/x.pyc\", O_WRONLY|O_CREAT, 0644) = 3</w/__pycache__/x.pyc>",
            "7 openat(AT_FDCWD</w>, \"/dev/null\", O_RDWR) = 3</dev/null>");
        Assert.Empty(EffectManifest.Of(log.Effects, []).Lines);
        Assert.Equal((1, 10), (log.Threads, log.Descriptors));
    }

    [Fact]
    public void What_is_refused_is_told_as_tried() => Assert.Equal(
        ["tries, and is refused: writes /etc/x"], Of("7 openat(AT_FDCWD</w>, \"/etc/x\", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)").Lines);

    [Fact]
    public void A_file_that_is_opened_often_counts_once_and_a_sync_each_time()
    {
        EffectManifest manifest = Of(Write, Sync, Write, Sync, Sync, Rename);
        Assert.Equal((1, 3), (manifest.Lines.Count(line => line.StartsWith("writes", StringComparison.Ordinal)), manifest.Syncs));
    }

    [Fact]
    public void A_dropped_sync_is_a_difference_and_what_the_baseline_does_not_repeat_is_none()
    {
        EffectManifest baseline = Of(Write, Sync, Rename);
        Assert.Empty(EffectManifest.Differences(baseline, baseline, Of(Write, Sync, Rename)));
        Assert.Equal(["no more: syncs temporary 1"], EffectManifest.Differences(baseline, baseline, Of(Write, Rename)));
        EffectManifest restless = Of(Write, Sync, Rename, "7 unlink(\"x1\") = 0");
        Assert.Empty(EffectManifest.Differences(restless, Of(Write, Sync, Rename, "7 unlink(\"x2\") = 0"), Of(Write, Sync, Rename, "7 unlink(\"x2\") = 0")));
    }

    [Fact]
    public void The_order_of_sync_and_rename_is_kept() => Assert.Equal(
        ["renames temporary 1 to ./a", "syncs temporary 1"], Of(Write, Rename, Sync).DurableOrder);
}
