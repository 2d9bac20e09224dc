using System.Diagnostics;

namespace Hone.EndToEnd;

/// <summary>
/// SIGKILL at random moments: the ledger holds, no child stays behind, the next round completes. A kill and what is looked at after it take
/// six seconds, so a run of all tests kills eight times; HONE_KILLS=all kills twenty times.
/// </summary>
public sealed class KillTests
{
    private static readonly int _kills = Environment.GetEnvironmentVariable("HONE_KILLS") == "all" ? 20 : 8;

    private const string Manifest =
        """
        [project]
        name = "kill"
        [test]
        command = ["sh", "-c", "sleep 0.1"]
        [[workload]]
        name = "count"
        command = ["sh", "-c", "seq 60000 | sort -n | tail -1 > out.txt; sleep 0.05"]
        outputs = ["out.txt"]
        runs = 6
        warmups = 1
        """;

    [Fact]
    public void Kills_lose_nothing_and_leave_nothing()
    {
        using ProjectFolder project = new(Manifest);
        Stopwatch whole = Stopwatch.StartNew();
        Tool.Answer first = project.Hone("run", "--no-install");
        TimeSpan length = whole.Elapsed;
        Assert.True(first.ExitCode == 0, first.ToString());

        Random random = new(20261124);
        for (int i = 0; i < _kills; i++)
        {
            string mark = Guid.NewGuid().ToString("N");
            using (Tool.Running hone = Tool.Start(project.Path, new Dictionary<string, string?> { ["KILL_MARK"] = mark }, Tool.Program, "run", "--no-install"))
            {
                // The first half a second is start-up; the rest of the round is where it hurts.
                Thread.Sleep(TimeSpan.FromSeconds(random.NextDouble() * length.TotalSeconds));
                hone.Kill();
            }

            Assert.Empty(Left(mark));
            Tool.Answer verify = project.Hone("ledger", "verify");
            Assert.True(verify.ExitCode == 0, $"kill {i}: {verify}");
        }

        Tool.Answer last = project.Hone("run", "--no-install");
        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.True(File.Exists(project.File("out.txt")));
    }

    [Fact]
    public void A_termination_ends_the_children_and_keeps_the_record()
    {
        using ProjectFolder project = new(Manifest.Replace("sleep 0.05", "sleep 30", StringComparison.Ordinal));
        string mark = Guid.NewGuid().ToString("N");
        using Tool.Running hone = Tool.Start(project.Path, new Dictionary<string, string?> { ["KILL_MARK"] = mark }, Tool.Program, "run", "--no-install");
        Thread.Sleep(2000);
        // SIGTERM and not SIGINT, which a shell that started the tests in the background has them ignore.
        Assert.Equal(0, Tool.Run("/", "kill", "-TERM", hone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);
        Tool.Answer answer = hone.Wait(TimeSpan.FromSeconds(20));
        Assert.True(answer.ExitCode == 143, answer.ToString());
        Assert.Contains("what was recorded so far is kept", answer.Error, StringComparison.Ordinal);
        Assert.Empty(Left(mark));
        Assert.Equal(0, project.Hone("ledger", "verify").ExitCode);
    }

    [Fact]
    public void A_second_hone_waits_and_is_told_who_is_at_work()
    {
        using ProjectFolder project = new(Manifest.Replace("sleep 0.05", "sleep 0.4", StringComparison.Ordinal));
        using Tool.Running first = Tool.Start(project.Path, new Dictionary<string, string?>(), Tool.Program, "baseline");
        while (!File.Exists(project.File(".hone/ledger.jsonl")))
        {
            Thread.Sleep(20);
        }

        Tool.Answer refused = project.Hone("baseline", "--wait", "0");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("[project-locked]", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"pid {first.Id}", refused.Error, StringComparison.Ordinal);
        Tool.Answer waited = project.Hone("baseline");
        Assert.True(waited.ExitCode == 0, waited.ToString());
        Assert.Contains("waiting", waited.Error, StringComparison.Ordinal);
        Assert.Equal(0, first.Wait(TimeSpan.FromMinutes(1)).ExitCode);
        Assert.Equal(0, project.Hone("ledger", "verify").ExitCode);
    }

    // Children get a moment to go: the guard acts after Hone's end. Hone itself has the mark too, and is gone.
    private static List<string> Left(string mark)
    {
        List<string> left = [];
        for (int attempt = 0; attempt < 60; attempt++)
        {
            left = [.. Directory.GetDirectories("/proc").Where(folder => Has(folder, mark)).Select(Name)];
            if (left.Count == 0)
            {
                break;
            }

            Thread.Sleep(50);
        }

        return left;
    }

    private static bool Has(string folder, string mark)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), out _) && File.ReadAllText(folder + "/environ").Contains("KILL_MARK=" + mark, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Name(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return folder;
        }
    }
}
