using Hone.Linux.Measuring;
using Hone.Linux.Processes;

namespace Hone.Tests.Measuring;

/// <summary>System calls, counted by the real strace.</summary>
public sealed class SyscallCounterTests
{
    [Fact]
    public void A_program_that_makes_a_thousand_calls_more_is_counted_with_a_thousand_more_and_its_children_too()
    {
        long few = Count("dd if=/dev/zero of=/dev/null bs=1 count=100 status=none");
        long many = Count("dd if=/dev/zero of=/dev/null bs=1 count=600 status=none");
        Assert.Equal(1000, many - few);
        Assert.Equal(many, Count("dd if=/dev/zero of=/dev/null bs=1 count=600 status=none"));
    }

    [Fact]
    public void The_exit_code_stays_the_programs_own()
    {
        _ = Run("exit 7", out RunOutcome outcome);
        Assert.Equal(7, outcome.ExitCode);
    }

    [Fact]
    public void A_table_is_summed_without_its_total_and_no_table_is_no_count()
    {
        Assert.Equal(36, SyscallCounter.Total("    calls syscall\n--------- ----------------\n        8 read\n       28 close\n--------- ----------------\n       36 total\n"));
        Assert.Null(SyscallCounter.Total(""));
        Assert.Null(SyscallCounter.Total("strace: nothing\n"));
    }

    private static long Count(string script) => Run(script, out _);

    private static long Run(string script, out RunOutcome outcome)
    {
        string folder = Directory.CreateTempSubdirectory("hone-syscalls-").FullName;
        try
        {
            return SyscallCounter.Count(new() { Argv = ["/bin/sh", "-c", script], WorkingDirectory = folder, Environment = new Dictionary<string, string?> { ["PATH"] = "/usr/bin:/bin" } }, folder, out outcome, TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
