using System.Text;
using Hone.Reporting.Live;

namespace Hone.Tests.Reporting.Live;

public sealed class RunningWorkTests
{
    private static readonly DateTimeOffset _began = new(2026, 11, 28, 8, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void What_was_written_is_what_is_read()
    {
        RunningWork work = new("run", 12, 3456, _began, new(4, 8, "baseline", _began.AddSeconds(3), "day · run 3 of 10", 0.2, 7.5), _began.AddSeconds(5));
        Assert.Equal(work, RunningWork.Read(work.Write()));
        RunningWork unknown = work with { Step = work.Step with { Left = null } };
        Assert.Equal(unknown, RunningWork.Read(unknown.Write()));
    }

    [Fact]
    public void Names_from_outside_are_printable_and_short()
    {
        RunningWork work = new("run", 1, 1, _began, new(1, 1, "\u202e\u001b[31m", _began, new string('w', 100_000), 0, null), _began);
        RunningWork read = RunningWork.Read(work.Write())!;
        Assert.DoesNotContain('\u202e', read.Step.Name);
        Assert.DoesNotContain('\u001b', read.Step.Name);
        Assert.InRange(read.Step.Text.Length, 1, 400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"hone.progress/1\"}")]
    [InlineData("{\"schema\":\"hone.progress/2\",\"command\":\"run\",\"pid\":1}")]
    [InlineData("{\"schema\":\"hone.progress/1\",\"command\":\"run\",\"pid\":\"1\",\"start_ticks\":1}")]
    [InlineData("{\"schema\":\"hone.progress/1\",\"command\":\"run\",\"pid\":1,\"start_ticks\":1,\"step\":1,\"of\":1,\"name\":\"n\",\"step_began\":\"yesterday\"}")]
    public void A_file_that_is_none_says_nothing(string text) => Assert.Null(RunningWork.Read(Encoding.UTF8.GetBytes(text)));
}
