using System.Diagnostics;
using Hone.Equivalence.Delays;
using Hone.Linux.Handicaps;
using Hone.Linux.Processes;
using Hone.Opportunities.Handicaps;

namespace Hone.Tests.Handicaps;

/// <summary>A breakpoint in a real program of several threads and processes.</summary>
public sealed class BreakpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-breakpoint-").FullName;

    [Fact]
    public void The_program_is_the_one_that_its_source_builds()
    {
        string source = Path.Combine(Repository.Root, "src/Hone.Linux/Handicaps/Breakpoint");
        string built = Path.Combine(_folder, "built");
        using (Process build = Process.Start(Path.Combine(source, "build.sh"), [built]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(source, "breakpoint.x86-64")), File.ReadAllBytes(built));
    }

    [Theory]
    [InlineData("-O0")]
    [InlineData("-O2")]
    public void Every_call_of_every_thread_and_child_is_counted_and_the_program_ends_as_it_would(string level)
    {
        const string source =
            """
            #include <pthread.h>
            #include <signal.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static volatile long kept;
            __attribute__((noinline)) void work(long x)
            {
                for (int i = 0; i < 2000; i++)
                    kept += x;
            }
            static void *many(void *of)
            {
                for (int i = 0; i < 200; i++)
                    work(i);
                return of;
            }
            static void alarmed(int signal) { (void)signal; alarm(1); }
            int main(void)
            {
                pthread_t threads[3];
                signal(SIGALRM, alarmed);
                alarm(1);
                for (int i = 0; i < 3; i++)
                    pthread_create(threads + i, 0, many, 0);
                for (int i = 0; i < 3; i++)
                    pthread_join(threads[i], 0);
                if (fork() == 0) {
                    many(0);
                    _exit(3);
                }
                int status;
                wait(&status);
                many(0);
                return WEXITSTATUS(status) + 4;
            }
            """;
        File.WriteAllText(Path.Combine(_folder, "work.c"), source);
        using (Process compiler = Process.Start(new ProcessStartInfo("gcc", [level, "-pthread", "-o", "work", "work.c"]) { WorkingDirectory = _folder })!)
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        DelayCounts counts = new(Path.Combine(_folder, "counts"));
        counts.Create();
        BreakpointPlace place = BreakpointPlace.Find(Path.Combine(_folder, "work"), "work", out string why)!;
        Assert.Equal("", why);
        Breakpoint breakpoint = Breakpoint.Install(_folder)!;
        RunOutcome outcome = ProcessRunner.Run(
            breakpoint.Around(
                new()
                {
                    Argv = ["/bin/sh", "-c", "./work; exit $?"],
                    WorkingDirectory = _folder,
                    Environment = new Dictionary<string, string?> { [DelayRuntime.Variable] = DelayRuntime.Value(2, 10_000, counts.Folder) },
                },
                place),
            TestContext.Current.CancellationToken);
        Assert.Equal(7, outcome.ExitCode);
        DelayTotals totals = counts.Take();
        Assert.Equal(1000, totals.Calls);
        Assert.Equal(5, totals.Threads);
        Assert.InRange(totals.Inserted, 490 * 10_000L, long.MaxValue);
        Assert.Equal(0, counts.Take().Calls);
    }

    [Fact]
    public void A_function_that_is_not_there_is_told_and_a_script_is_no_native_program()
    {
        Assert.Null(BreakpointPlace.Find("/bin/sh", "no_such_function_here", out string why));
        Assert.Contains("no symbol", why, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "script"), "#!/bin/sh\n");
        Assert.Null(BreakpointPlace.Find(Path.Combine(_folder, "script"), "f", out why));
        Assert.Contains("no native program", why, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
