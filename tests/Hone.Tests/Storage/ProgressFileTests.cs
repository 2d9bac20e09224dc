using System.Diagnostics;
using Hone.Linux.Storage;
using Hone.Reporting.Live;

namespace Hone.Tests.Storage;

public sealed class ProgressFileTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    private readonly string _project = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly StateFolder _folder;

    public ProgressFileTests()
    {
        _folder = new(_project);
        _folder.Create();
    }

    public void Dispose() => Directory.Delete(_project, recursive: true);

    [Fact]
    public void A_new_step_is_told_at_once_with_its_first_words_and_more_words_wait()
    {
        using (ProgressFile file = new(_folder, "run", _now))
        {
            Assert.Null(ProgressFile.Read(_folder));
            long began = Stopwatch.GetTimestamp();
            file.Tell(Step(1, ""), _now);
            Assert.Equal(("run", Environment.ProcessId, 1), Seen());
            file.Tell(Step(1, "first"), _now);
            Assert.Equal("first", ProgressFile.Read(_folder)!.Step.Text);
            file.Tell(Step(1, "second"), _now);
            Assert.SkipWhen(Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(1), "too busy a machine to see that a word waits");
            Assert.Equal("first", ProgressFile.Read(_folder)!.Step.Text);
            file.Tell(Step(2, ""), _now);
            Assert.Equal(2, ProgressFile.Read(_folder)!.Step.Number);
        }

        Assert.Null(ProgressFile.Read(_folder));
        Assert.False(File.Exists(_folder.Progress));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Root), path => path.Contains("progress", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_dead_process_left_says_nothing_even_when_its_number_came_round_again()
    {
        File.WriteAllBytes(_folder.Progress, new RunningWork("run", Environment.ProcessId, 1, _now, Step(1, ""), _now).Write());
        Assert.Null(ProgressFile.Read(_folder));
        File.WriteAllBytes(_folder.Progress, new RunningWork("run", int.MaxValue, 1, _now, Step(1, ""), _now).Write());
        Assert.Null(ProgressFile.Read(_folder));
    }

    [Fact]
    public void A_folder_that_takes_nothing_holds_nobody_up()
    {
        Directory.Delete(_folder.Root, recursive: true);
        using ProgressFile file = new(_folder, "run", _now);
        file.Tell(Step(1, ""), _now);
        Assert.Null(ProgressFile.Read(_folder));
    }

    private static RunningStep Step(int number, string text) => new(number, 3, "build", _now, text, 0, null);

    private (string Command, int Pid, int Step) Seen() => ProgressFile.Read(_folder) is RunningWork work ? (work.Command, work.Pid, work.Step.Number) : default;
}
