using System.Diagnostics;
using Hone.Linux.Machines;
using Hone.Linux.Machines.Noise;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Checks;

namespace Hone.Tests.Machines.Noise;

public sealed class NoiseCheckTests
{
    [Fact]
    public void The_check_measures_this_machine_within_ten_seconds_and_names_who_disturbs()
    {
        // A program with a name of its own burns beside it.
        string folder = Directory.CreateTempSubdirectory("hone-noise-").FullName;
        string burner = Path.Combine(folder, "hone-burner");
        File.Copy(ToolBox.PathOf("sh")!, burner);
        try
        {
            using RunningProcess disturbing = ProcessRunner.Start(new() { Argv = [burner, "-c", "while :; do :; done"], WorkingDirectory = "/", Timeout = Hone.Units.Duration.FromSeconds(30) });
            HostTexts texts = HostTextReader.Read();
            IReadOnlyList<int> cores = CoreList.Parse(texts.Field(HostTexts.SelfStatus, "Cpus_allowed_list")!);
            long started = Stopwatch.GetTimestamp();
            NoiseOutcome outcome = NoiseCheck.Run(cores, (_, _, _) => { }, TestContext.Current.CancellationToken);
            double took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            using CancellationTokenSource end = new();
            end.Cancel();
            Assert.Throws<OperationCanceledException>(() => disturbing.Wait(end.Token));
            Assert.InRange(took, 0, 12);
            Assert.Equal(cores, outcome.Figures.Holes.Select(core => core.Core));
            Assert.All(outcome.Figures.Holes, core => Assert.InRange(core.Lost, 0, core.Span));
            Assert.All(outcome.Figures.Holes, core => Assert.True(core.Counts.Zip(core.Counts.Skip(1)).All(pair => pair.First >= pair.Second)));
            Assert.True(outcome.Figures.SmallestCpu is not null, $"{outcome.Figures.WorkCpu.Count} pieces of work");
            Assert.Contains(outcome.Programs, program => program.Name == "hone-burner" && program.Cores > 0.1);
            Assert.NotEmpty(HostChecks.All(HostFingerprint.Read(), texts, outcome.Load, outcome.Programs));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_files_of_this_machine_are_read()
    {
        HostTexts texts = HostTextReader.Read();
        Assert.Equal(Environment.ProcessorCount <= CoreList.Parse(texts[HostTexts.Online]).Count, texts[HostTexts.Online].Length > 0);
        Assert.Matches("^[0-9.]+ ", texts[HostTexts.LoadAverage]);
        Assert.NotNull(texts.Field(HostTexts.MemoryInfo, "MemTotal"));
        Assert.Empty(texts["/nowhere"]);
    }

    [Fact]
    public void A_cancelled_check_ends() =>
        Assert.Throws<OperationCanceledException>(() => NoiseCheck.Run([0], (_, _, _) => { }, new CancellationToken(canceled: true)));
}
