using System.Text;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

public sealed class StraceTextTests
{
    // As strace 6.1 wrote them, paths shortened.
    private const string Sound = """
        6934  1795556186.443027 openat(AT_FDCWD</home/user>, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3</etc/ld.so.cache> <0.000019>
        6934  1795556186.443453 read(3</usr/lib/libc.so.6>, ""..., 832) = 832 <0.000009>
        6934  1795556186.443671 openat(AT_FDCWD</home/user>, "sub/../out.bin", O_RDWR|O_CREAT|O_TRUNC, 0644) = -1 ENOENT (No such file or directory) <0.000063>
        6963  1795556189.570653 newfstatat(1<pipe:[13723]>, "", {st_mode=S_IFIFO|0600, st_size=0, ...}, AT_EMPTY_PATH) = 0 <0.000009>
        6958  1795556189.569835 read(3<pipe:[13723]>,  <unfinished ...>
        6963  1795556189.570693 write(1<pipe:[13723]>, ""..., 18) = 18 <0.000014>
        6958  1795556189.570734 <... read resumed>""..., 4096) = 18 <0.000887>
        6958  1795556189.570734 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=6963, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---
        6958  1795556190.277880 sendto(7<socket:[14046]>, ""..., 5, 0, NULL, 0) = 5 <0.000007>
        6958  1795556190.277914 statx(AT_FDCWD</home/user>, "a (b).txt", AT_STATX_SYNC_AS_STAT, STATX_ALL, {stx_mask=STATX_ALL, stx_size=0, ...}) = 0 <0.000007>
        6958  1795556190.278000 write(2</dev/pts/3>, ""..., 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set) <1.500000>
        6943  1795556186.617633 write(3</home/user/out.bin>, ""..., 1) = 1 <0.000022>
         > /usr/lib/libc.so.6(__write+0x10) [0xf8350]
         > /home/user/my prog(tiny+0x27) [0x11f7]
         > /home/user/my prog() [0x10af]
         > unexpected_backtracing_error [0x0]
        6943  1795556186.617633 readv(4</proc/6943/task/6944/maps>, [{iov_base=""..., iov_len=10}, {iov_base="", iov_len=5}], 2) = 10 <0.000001>
        6934  1795556186.582546 +++ exited with 0 +++

        """;

    [Fact]
    public void Calls_bear_their_file_bytes_and_time()
    {
        List<StraceCall> calls = Read(Sound, out IReadOnlyList<string> notes);

        Assert.Empty(notes);
        Assert.Equal(
            [
                "6934 openat /etc/ld.so.cache -1 19000",
                "6934 read /usr/lib/libc.so.6 832 9000",
                "6934 openat /home/user/out.bin -1 63000 failed",
                "6963 newfstatat pipe -1 9000",
                "6963 write pipe 18 14000",
                "6958 read pipe 18 887000",
                "6958 sendto socket 5 7000",
                "6958 statx /home/user/a (b).txt -1 7000",
                "6958 write tty -1 1500000000 failed",
                "6943 write /home/user/out.bin 1 22000",
                "6943 readv /proc/*/task/*/maps 10 1000",
            ],
            calls.Select(call => $"{call.Process} {call.Syscall} {call.File} {call.Bytes} {call.Nanoseconds}{(call.Failed ? " failed" : "")}"));
    }

    [Fact]
    public void Stack_lines_belong_to_the_call_before_them()
    {
        List<StraceCall> calls = Read(Sound, out _);

        StraceCall call = Assert.Single(calls, call => call.Stack.Count > 0);
        Assert.Equal("write", call.Syscall);
        Assert.Equal(
            [new("/usr/lib/libc.so.6", "__write", 0xf8350), new("/home/user/my prog", "tiny", 0x11f7), new("/home/user/my prog", "", 0x10af)],
            call.Stack);
    }

    [Theory]
    [InlineData("""1 read(3</tmp/a\76b\n\303\274>, ""..., 5) = 5 <0.1>""", "/tmp/a>b\nü")]
    [InlineData("""1 read(3</tmp/gone (deleted)>, ""..., 5) = 5 <0.1>""", "/tmp/gone")]
    [InlineData("""1 read(3<TCP:[127.0.0.1:4->127.0.0.1:80]>, ""..., 5) = 5 <0.1>""", "socket")]
    [InlineData("""1 read(3</dev/null<char 1:3>>, ""..., 5) = 5 <0.1>""", "/dev/null<char 1:3")]
    [InlineData("""1 read(3<anon_inode:[eventfd]>, ""..., 8) = 8 <0.1>""", "eventfd")]
    [InlineData("""1 read(3</memfd:doublemapper (deleted)>, ""..., 8) = 8 <0.1>""", "memfd:doublemapper")]
    [InlineData("""1 unlink("rel\"x") = 0 <0.1>""", "rel\"x")]
    [InlineData("""1 openat(5</data/d>, "a/./b", O_RDONLY) = 3</data/d/a/b> <0.1>""", "/data/d/a/b")]
    [InlineData("""1 write(3</x>, "hello", 5) = 5 <0.1>""", "/x")]
    [InlineData("""1 write(3</tmp/a) = 7>, "x\") = 9", 5) = 5 <0.1>""", "/tmp/a) = 7")]
    [InlineData("""1 connect(3<socket:[12]>, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0 <0.1>""", "socket")]
    [InlineData("read(3</x>, \"\"..., 5) = 5", "/x")]
    [InlineData("1795556186.443027 read(3</x>, \"\"..., 5) = 5", "/x")]
    [InlineData("[pid   12] read(3</x>, \"\"..., 5) = 5", "/x")]
    [InlineData("1 read(3, \"\"..., 5) = 5", "")]
    public void Files_are_named_whatever_their_names_hold(string line, string file)
    {
        StraceCall call = Assert.Single(Read(line + "\n", out IReadOnlyList<string> notes));

        Assert.Empty(notes);
        Assert.Equal(file, call.File);
    }

    [Fact]
    public void What_never_returned_and_what_was_not_understood_is_said()
    {
        List<StraceCall> calls = Read("7 read(3</x>,  <unfinished ...>\n7 +++ killed by SIGKILL +++\n8 read(3</x>,  <unfinished ...>\nnonsense\n8 <... write resumed", out IReadOnlyList<string> notes);

        Assert.Empty(calls);
        Assert.Equal(2, notes.Count);
        Assert.StartsWith("1 lines", notes[0], StringComparison.Ordinal);
        Assert.StartsWith("2 system calls never returned", notes[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3, 7, 50)]
    public void Pieces_of_any_size_read_the_same(params int[] sizes)
    {
        List<StraceCall> calls = [];
        StraceText text = new(calls.Add);
        TextDamage.InPieces(Encoding.UTF8.GetBytes(Sound), sizes, piece => text.Feed(piece.Span));

        Assert.Empty(text.Finish());
        Assert.Equal(Read(Sound, out _).Select(call => call with { Stack = [] }), calls.Select(call => call with { Stack = [] }));
        Assert.Equal(3, calls.Sum(call => call.Stack.Count));
    }

    [Fact]
    public void Two_thousand_damaged_traces_end_in_a_result()
    {
        long read = 0;
        foreach (byte[] bytes in TextDamage.Of(Encoding.UTF8.GetBytes(Sound), 2000))
        {
            StraceText text = new(call => read += call.Nanoseconds >= 0 && call.Bytes >= -1 ? 1 : throw new InvalidDataException(call.ToString()));
            TextDamage.InPieces(bytes, [5, 17, 64], piece => text.Feed(piece.Span));
            _ = text.Finish();
        }

        Assert.InRange(read, 2000, 11 * 2000 * 2);
    }

    [Fact]
    public void Endless_lines_and_endless_threads_take_bounded_room()
    {
        StraceText text = new(_ => { });
        byte[] piece = Encoding.ASCII.GetBytes(new string('x', 100_000));
        for (int i = 0; i < 100; i++)
        {
            text.Feed(piece);
        }

        text.Feed("\n"u8);
        for (int i = 0; i < 20_000; i++)
        {
            text.Feed(Encoding.ASCII.GetBytes($"{i + 1} read(3</x>,  <unfinished ...>\n"));
        }

        IReadOnlyList<string> notes = text.Finish();
        Assert.Equal(1, text.Damaged - 1);
        Assert.Contains("20000 system calls never returned", notes[1], StringComparison.Ordinal);
    }

    private static List<StraceCall> Read(string text, out IReadOnlyList<string> notes)
    {
        List<StraceCall> calls = [];
        StraceText reader = new(calls.Add);
        reader.Feed(Encoding.UTF8.GetBytes(text));
        notes = reader.Finish();
        return calls;
    }
}
