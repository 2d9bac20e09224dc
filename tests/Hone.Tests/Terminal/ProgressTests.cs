using Hone.Cli.Terminal;
using Hone.Reporting.Live;

namespace Hone.Tests.Terminal;

public sealed class ProgressTests
{
    [Fact]
    public void Who_follows_hears_of_steps_and_words_and_of_nothing_while_something_is_timed()
    {
        List<RunningStep> heard = [];
        Progress progress = new(quiet: true) { Follower = heard.Add };
        progress.Step(2, 3, "baseline");
        progress.At("day", 3, 12);
        progress.During("day · 5 s of 60 s");
        progress.At("night");
        Assert.Equal(["baseline:", "baseline:day · 4 of 12", "baseline:night"], heard.Select(step => $"{step.Name}:{step.Text}"));
        Assert.All(heard, step => Assert.Equal((2, 3, heard[0].Began), (step.Number, step.Of, step.Began)));
        Assert.Equal((0.25, true), (heard[1].Done, heard[1].Left >= 0));
        Assert.Null(heard[2].Left);
    }
}
