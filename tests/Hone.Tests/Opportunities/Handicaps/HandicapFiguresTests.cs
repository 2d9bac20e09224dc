using System.Text;
using Hone.Measurement.Comparing;
using Hone.Opportunities.Handicaps;
using Hone.Reporting;
using Hone.Statistics;

namespace Hone.Tests.Opportunities.Handicaps;

public sealed class HandicapFiguresTests
{
    [Theory]
    [InlineData(1.0, HandicapVerdict.OnPath)]
    [InlineData(0.5, HandicapVerdict.PartlyOnPath)]
    [InlineData(0.0, HandicapVerdict.OffPath)]
    [InlineData(2.0, HandicapVerdict.Convoy)]
    public void A_slope_that_is_known_well_gives_its_verdict(double beta, HandicapVerdict expected)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            HandicapFigures figures = HandicapFigures.Of(Rounds.Run(beta, 0.01, 20, seed))!;
            Assert.Equal(expected, figures.Verdict);
            Assert.InRange(figures.Beta, beta - 0.2, beta + 0.2);
            Assert.Equal(beta > 0, figures.SeesFivePercent);
        }
    }

    [Fact]
    public void A_slope_that_is_hardly_known_gives_none()
    {
        HandicapFigures figures = HandicapFigures.Of(Rounds.Run(1, 0.2, 10))!;
        Assert.Equal(HandicapVerdict.Inconclusive, figures.Verdict);
        Assert.False(figures.SeesFivePercent);
        Assert.True(figures.SmallestVisible > 0.05);
    }

    [Fact]
    public void Equal_programs_are_called_different_in_at_most_two_of_two_hundred_tests()
    {
        int called = 0;
        int seen = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            HandicapFigures figures = HandicapFigures.Of(Rounds.Run(1, 0.02, 20, seed))!;
            called += figures.SeesNothingAsChange ? 1 : 0;
            seen += figures.SeesFivePercent ? 1 : 0;
        }

        Assert.InRange(called, 0, 4);
        Assert.InRange(seen, 190, 200);
    }

    [Fact]
    public void Threads_that_work_at_the_same_time_share_what_is_saved()
    {
        HandicapFigures figures = HandicapFigures.Of(Rounds.Run(1, 0.005, 20, threads: 4))!;
        Assert.Equal(HandicapVerdict.OnPath, figures.Verdict);
        Assert.Equal(figures.Beta / 4, figures.BetaOfThreadTime, 6);
        Assert.Equal(4, figures.Threads);
        Assert.Equal(4000, figures.Calls);
    }

    [Fact]
    public void A_refusal_does_not_stand_on_chance()
    {
        Assert.Equal(HandicapVerdict.OffPath, HandicapFit.Judge(new(0.1, new(-0.1, 0.3), 10)));
        Assert.Equal(HandicapVerdict.Inconclusive, HandicapFit.Judge(new(0.19, new(-0.15, 0.53), 10)));
        Assert.Equal(HandicapVerdict.OnPath, HandicapFit.Judge(new(1.31, new(0.99, 1.63), 10)));
        Assert.Equal(HandicapVerdict.Convoy, HandicapFit.Judge(new(1.31, new(1.01, 1.61), 10)));
        Assert.Equal(HandicapVerdict.Inconclusive, HandicapFit.Judge(new(1, new(0.6, 1.4), 10)));
    }

    [Fact]
    public void What_is_written_is_read_again_and_what_is_bent_is_not()
    {
        HandicapRun run = Rounds.Run(1, 0.01, 10);
        byte[] json = run.Write();
        HandicapRun again = HandicapRun.Read(json)!;
        Assert.Equal(json, again.Write());
        Assert.Equal(HandicapFigures.Of(run)!.Beta, HandicapFigures.Of(again)!.Beta);
        Assert.Null(HandicapRun.Read("{}"u8));
        Assert.Null(HandicapRun.Read("[1"u8));
        Assert.Null(HandicapRun.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace("hone.handicap-rounds/1", "hone.handicap-rounds/9", StringComparison.Ordinal))));
        Assert.Null(HandicapRun.Read((run with { Levels = [0, 0.02, 0.05, 0.05, 0.1] }).Write()));
        Assert.Null(HandicapRun.Read((run with { WaitNanoseconds = [1] }).Write()));
        Assert.Null(HandicapRun.Read((run with { Rounds = [new Round { Order = [], Runs = [] }] }).Write()));
    }

    [Fact]
    public void Too_few_rounds_say_nothing()
    {
        Assert.Null(HandicapFigures.Of(Rounds.Run(1, 0.01, 4)));
        Assert.Contains("too few", HandicapText.Render(Rounds.Run(1, 0.01, 4)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_reads_so() => Golden.Check(HandicapText.Render(Rounds.Run(1, 0.01, 20, threads: 2) with { Every = 61, Notes = ["a note"] }));
}
