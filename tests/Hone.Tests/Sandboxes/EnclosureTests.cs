using System.Diagnostics;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Units;

namespace Hone.Tests.Sandboxes;

public sealed class EnclosureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly Enclosure _enclosure;

    public EnclosureTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "own"));
        File.WriteAllText(Path.Combine(_folder, "kept"), "kept");
        _enclosure = Enclosure.Prepare(_folder, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_embedded_program_is_what_its_source_gives()
    {
        string source = Path.Combine(Repository.Root, "src/Hone.Linux/Sandboxes/Enclosure");
        string built = Path.Combine(_folder, "built");
        using (Process build = Process.Start(Path.Combine(source, "build.sh"), [built]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(source, "enclosure.x86-64")), File.ReadAllBytes(built));
    }

    [Fact]
    public void A_program_writes_in_its_own_folder_and_nowhere_else()
    {
        Assert.SkipUnless(_enclosure.ProtectsFiles, "no Landlock here");
        RunOutcome outcome = Run("echo a > own/x; rm -f kept; echo b > kept; mv own/x ./x; echo c > /dev/null && ls own");
        Assert.Equal("x\n", Encoding.UTF8.GetString(outcome.Stdout));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder, "kept")));
    }

    [Fact]
    public void A_program_has_no_network_but_its_own_loopback()
    {
        Assert.SkipUnless(_enclosure.CutsNetwork, "no namespaces here");
        Assert.Equal("lo", string.Join(' ', Encoding.UTF8.GetString(Run("sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev").Stdout).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("127.0.0.1", Encoding.UTF8.GetString(Run("cat /proc/net/fib_trie").Stdout), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_cannot_signal_what_is_not_its_own()
    {
        Assert.SkipUnless(_enclosure.ProtectsProcesses, "an older Landlock here");
        using Process other = Process.Start("sleep", "60");
        _ = Run($"kill -9 {other.Id}");
        Assert.False(other.HasExited);
        other.Kill();
        other.WaitForExit();
    }

    [Fact]
    public void A_file_cannot_grow_beyond_its_limit()
    {
        Assert.SkipUnless(_enclosure.ProtectsFiles, "cannot be started here");
        _ = Run("head -c 100000 /dev/zero > own/large", new(new(0), new(10_000), 0));
        Assert.Equal(10_000, new FileInfo(Path.Combine(_folder, "own/large")).Length);
    }

    [Fact]
    public void Exit_code_name_and_arguments_are_the_programs_own()
    {
        RunOutcome outcome = Run("echo \"$0 $1\"; exit 7");
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal("sh a b\n", Encoding.UTF8.GetString(outcome.Stdout));
    }

    [Fact]
    public void A_program_reads_what_is_named_and_nothing_that_is_hidden()
    {
        Assert.SkipUnless(_enclosure.ProtectsFiles, "no Landlock here");
        IReadOnlyList<string> readable = HiddenPaths.Readable([], [Path.GetTempPath()], [Path.Combine(_folder, "kept")])!;
        Directory.CreateDirectory(Path.Combine(_folder, "hidden"));
        File.WriteAllText(Path.Combine(_folder, "hidden", "x"), "secret");
        File.WriteAllText(Path.Combine(_folder, "late"), "came later");
        string shared = "/dev/shm/" + Path.GetFileName(_folder);
        RunOutcome outcome = Run($"cat kept; cat hidden/x; ls hidden; cat late; echo a > own/x; cat own/x; echo b > {shared}", readable: readable);
        Assert.Equal("kepta\n", Encoding.UTF8.GetString(outcome.Stdout));
        Assert.False(File.Exists(shared));
    }

    [Fact]
    public void Everything_beside_what_is_hidden_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a/b/hidden"));
        Directory.CreateDirectory(Path.Combine(_folder, "a/c"));
        Directory.CreateDirectory(Path.Combine(_folder, "whole/shown"));
        string[] own = [.. HiddenPaths.Readable([Path.Combine(_folder, "a/b/hidden")], [Path.Combine(_folder, "whole")], [Path.Combine(_folder, "whole/shown")], _folder)!.Select(path => Path.GetRelativePath(_folder, path))];
        Assert.Equal(["a/c", "enclosure", "kept", "own", "whole/shown"], own.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_may_be_read_where_files_may_not()
    {
        Assert.SkipUnless(_enclosure.ProtectsFiles, "no Landlock here");
        Directory.CreateDirectory(Path.Combine(_folder, "hidden"));
        File.WriteAllText(Path.Combine(_folder, "hidden", "x"), "secret");
        IReadOnlyList<string> readable = HiddenPaths.Readable([Path.Combine(_folder, "hidden")], [], [HiddenPaths.NamesOnly("/")])!;
        Assert.Equal("x\nkept", Encoding.UTF8.GetString(Run("ls hidden; cat hidden/x; cat kept", readable: readable).Stdout));
    }

    [Fact]
    public void A_link_to_a_folder_around_what_is_hidden_does_not_show_it()
    {
        Assert.SkipUnless(_enclosure.ProtectsFiles, "no Landlock here");
        Directory.CreateDirectory(Path.Combine(_folder, "a/hidden"));
        File.WriteAllText(Path.Combine(_folder, "a/hidden/x"), "secret");
        File.WriteAllText(Path.Combine(_folder, "a/y"), "shown");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "a"));
        IReadOnlyList<string> readable = HiddenPaths.Readable([Path.Combine(_folder, "a/hidden")], [], [])!;
        Assert.Equal("shown", Encoding.UTF8.GetString(Run("cat link/hidden/x; cat a/hidden/x; cat link/y", readable: readable).Stdout));
    }

    private RunOutcome Run(string script, EnclosureLimits? limits = null, IReadOnlyList<string>? readable = null) => ProcessRunner.Run(
        _enclosure.Enclose(
            new() { Argv = ["sh", "-c", script, "sh", "a b"], WorkingDirectory = _folder, Stdout = new OutputTarget.Capture(10_000), Timeout = Duration.FromSeconds(20) },
            [Path.Combine(_folder, "own")],
            limits ?? EnclosureLimits.Standard(),
            readable: readable),
        CancellationToken.None);
}
