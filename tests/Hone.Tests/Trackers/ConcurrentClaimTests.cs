using System.Diagnostics;
using System.Text;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

public sealed class ConcurrentClaimTests : TrackerFixture
{
    [Fact]
    public void Of_eight_claimers_of_two_hundred_beads_exactly_one_gets_each()
    {
        // Unblocked beads: the phase without its edges.
        BeadPlan full = BeadPlan.ForPhase(Phase.Project, [.. Enumerable.Range(0, 200).Select(i => Phase.Row("r" + i, "Row " + i, null, ProfileKind.Cpu, 5))]);
        BeadPlan plan = new([.. full.Beads.Where(bead => bead.Key.Contains("lever", StringComparison.Ordinal)).Select(bead => bead with { Dependencies = [] })]);
        Tracker().Seed(plan, Phase.Now, "hone");

        List<string>[] won = [.. Enumerable.Range(0, 8).Select(_ => new List<string>())];
        System.Collections.Concurrent.ConcurrentQueue<Exception> broken = new();
        int refused = 0, torn = 0;
        bool over = false;
        Thread reader = new(() =>
        {
            // Whoever reads while others write sees a whole file, always.
            while (!Volatile.Read(ref over))
            {
                BeadList list = Tracker().List();
                torn += list.Beads.Count == 200 && list.Notes.Count == 0 ? 0 : 1;
                Thread.Sleep(5);
            }
        });
        Thread[] claimers = [.. won.Select((mine, number) => new Thread(() =>
        {
            JsonlTracker tracker = Tracker();
            for (int i = 0; i < 200; i++)
            {
                string bead = "r" + ((i + number * 7) % 200);
                try
                {
                    if (tracker.Claim(bead, "agent" + number, Phase.Now).Changed)
                    {
                        mine.Add(bead);
                    }
                }
                catch (ProblemException no) when (no.Problem.Rule == "bead-claimed")
                {
                    Interlocked.Increment(ref refused);
                }
                catch (Exception unexpected)
                {
                    // An exception must not end the thread, and with it the whole test run.
                    broken.Enqueue(unexpected);
                }
            }
        }))];
        reader.Start();
        Array.ForEach(claimers, thread => thread.Start());
        Array.ForEach(claimers, thread => thread.Join());
        Volatile.Write(ref over, true);
        reader.Join();

        Assert.Empty(broken);
        Assert.Equal(0, torn);
        Assert.Equal(200, won.Sum(mine => mine.Count));
        Assert.Equal(200, won.SelectMany(mine => mine).Distinct().Count());
        Assert.Equal(8 * 200 - 200, refused);
        foreach (Bead bead in Tracker().List().Beads)
        {
            Assert.Contains("r" + bead.Key!.Split("-r")[1], won[bead.Assignee![^1] - '0']);
        }
    }

    [Fact]
    public async Task Another_process_that_holds_the_lock_is_waited_for()
    {
        Tracker().Seed(Phase.Plan, Phase.Now, "hone");
        using Process holder = HoldLock("read line");
        Assert.Equal("tracker-locked", Assert.Throws<ProblemException>(() => Tracker(TimeSpan.FromMilliseconds(100)).Claim("baseline", "ann", Phase.Now)).Problem.Rule);
        Task<BeadChange> claim = Task.Run(() => Tracker().Claim("baseline", "ann", Phase.Now), TestContext.Current.CancellationToken);
        Assert.NotSame(claim, await Task.WhenAny(claim, Task.Delay(200, TestContext.Current.CancellationToken)));
        await holder.StandardInput.WriteLineAsync();
        Assert.True((await claim.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Changed);
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_killed_holder_leaves_no_lock()
    {
        Tracker().Seed(Phase.Plan, Phase.Now, "hone");
        using Process holder = HoldLock("read line");
        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        Assert.True(Tracker(TimeSpan.FromSeconds(10)).Claim("baseline", "ann", Phase.Now).Changed);
    }

    [Fact]
    public void A_program_that_writes_without_the_lock_loses_nothing_but_in_the_last_instant()
    {
        // A program that knows no lock appends between two moves of Hone; Hone's next move builds on what it finds.
        JsonlTracker tracker = Tracker();
        tracker.Seed(Phase.Plan, Phase.Now, "hone");
        for (int i = 0; i < 20; i++)
        {
            File.AppendAllText(Issues, $"{{\"id\":\"bd-f{i}\",\"title\":\"foreign {i}\"}}\n", new UTF8Encoding(false));
            tracker.Claim("baseline", "ann", Phase.Now);
            tracker.Release("baseline", "ann", Phase.Now);
        }

        Assert.Equal(20, tracker.List().All.Count(bead => bead.Key is null));
    }

    // flock(1) takes the same lock as Hone does; "held" is said once it has it.
    private Process HoldLock(string then)
    {
        Process holder = Process.Start(new ProcessStartInfo("flock", [Path.Combine(Root, ".beads/.hone.lock"), "sh", "-c", "echo held; " + then])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        return holder;
    }
}
