using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class ModalityTests
{
    [Fact]
    public void Two_modes_are_found_with_their_shares()
    {
        SeededRandom random = new(1);
        double[] x = [.. Enumerable.Range(0, 100).Select(i => 20 + random.NextNormal() + (i % 4 == 0 ? 8 : 0))];
        Modality modality = Modality.Of(x);
        Assert.Equal(2, modality.Modes.Count);
        Assert.Equal(0.75, modality.Modes[0].Share, 0.011);
        Assert.Equal(20, modality.Modes[0].Centre, 0.5);
        Assert.Equal(28, modality.Modes[1].Centre, 1.0);
        Assert.True(modality.Modes[0].High < modality.Modes[1].Low);
        Assert.Equal(0.001, modality.PValue, 0.0005);
    }

    [Fact]
    public void Three_modes_are_three()
    {
        SeededRandom random = new(2);
        double[] x = [.. Enumerable.Range(0, 300).Select(i => random.NextNormal() + 10 * (i % 3))];
        Assert.Equal([0, 10, 20], Modality.Of(x).Modes.Select(mode => Math.Round(mode.Centre)));
    }

    [Theory]
    [InlineData("normal", 30)]
    [InlineData("log-normal", 200)]
    public void One_mode_is_seldom_called_several(string name, int n)
    {
        SeededRandom random = new(3);
        SimulatedSamples source = name == "normal" ? SimulatedSamples.NormalNoise : SimulatedSamples.LogNormal;
        double[] x = new double[n];
        int called = 0;
        for (int experiment = 0; experiment < 1000; experiment++)
        {
            source.Next(random, x);
            called += Modality.Of(x).Modes.Count > 1 ? 1 : 0;
        }

        Assert.InRange(called, 0, 10);
    }

    [Fact]
    public void Equal_samples_are_one_mode_and_so_are_few()
    {
        Assert.Equal([new Mode(3, 1, 3, 3)], Modality.Of([3, 3, 3, 3, 3, 3, 3, 3, 3]).Modes);
        Assert.Single(Modality.Of([1, 1, 1, 9, 9, 9]).Modes);
        Assert.Equal(2, Modality.Of([.. Enumerable.Repeat(1.0, 20), .. Enumerable.Repeat(9.0, 20)]).Modes.Count);
    }
}
