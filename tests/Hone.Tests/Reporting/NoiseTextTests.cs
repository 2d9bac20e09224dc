using Hone.Measurement;
using Hone.Reporting;
using Hone.Tests.Measurement.Checks;
using Hone.Units;

namespace Hone.Tests.Reporting;

public sealed class NoiseTextTests
{
    [Fact]
    public void A_laptop() => Golden.Check(Narrow(NoiseText.Render(Machine.Laptop.Host, Machine.Laptop.Checks, Figures(0.01))));

    [Fact]
    public void A_container_that_is_too_noisy() => Golden.Check(Narrow(NoiseText.Render(Machine.Container.Host, Machine.Container.Checks, Hopeless() with { Holes = [] })));

    [Fact]
    public void A_machine_made_for_measurements() => Golden.Check(Narrow(NoiseText.Render(Machine.BareMetal.Host, Machine.BareMetal.Checks, Figures(0.0002))));

    [Fact]
    public void Nothing_measured_is_said()
    {
        NoiseFigures none = Figures(0.01) with { WorkWall = [], WorkCpu = [], StartWall = [], StartCpu = [], Holes = [] };
        Assert.True(none.IsHopeless);
        string text = NoiseText.Render(Machine.Laptop.Host, Machine.Laptop.Checks, none);
        Assert.Contains("unknown on wall time", text.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Matches("holes +not measured", text);
    }

    [Fact]
    public void A_command_can_be_copied_whole()
    {
        string text = NoiseText.Render(Machine.Container.Host, Machine.Container.Checks, Figures(0.01)).Replace(" \\\n      ", " ", StringComparison.Ordinal);
        Assert.All(Machine.Container.Checks.Where(check => check.Command is not null), check => Assert.Contains("→ " + check.Command + "\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_cannot_write_to_the_terminal_by_its_name()
    {
        Machine machine = Machine.Laptop with { Programs = [new("evil\u001b[2J", 0.9)] };
        Assert.DoesNotContain('\u001b', NoiseText.Render(machine.Host, machine.Checks, Figures(0.01)));
    }

    [Fact]
    public void Only_a_machine_on_which_both_times_fail_is_hopeless()
    {
        Assert.False((Hopeless() with { WorkCpu = Figures(0.01).WorkCpu, StartCpu = Figures(0.01).StartCpu }).IsHopeless);
        Assert.True(Hopeless().IsHopeless);
        Assert.False(Figures(0.01).IsHopeless);
    }

    private static string Narrow(string text)
    {
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        return text;
    }

    private static NoiseFigures Hopeless() => Figures(0.5) with { WorkCpu = Figures(0.5).WorkWall, StartCpu = Figures(0.5).StartWall };

    // Times that swing by so much in a fixed pattern without a common period with the pairs.
    private static NoiseFigures Figures(double swing) => new()
    {
        WorkWall = Swinging(200, 5e6, swing),
        WorkCpu = Swinging(200, 4.9e6, swing / 2),
        StartWall = Swinging(100, 1.2e6, Math.Min(0.9, swing * 4)),
        StartCpu = Swinging(100, 0.7e6, Math.Min(0.9, swing * 2)),
        Holes = [.. Enumerable.Range(0, 6).Select(core => new CoreHoles(core, 1_000_000_000, core == 5 ? 73_900_000 : 1_200_000L * (core + 1), core == 5 ? 916_000_000 : 9_000_000L * (core + 1), [120 * (core + 1), 31, 2, core == 5 ? 1 : 0]))],
        ClockStep = 23,
        ClockCost = 25,
        Took = Duration.FromSeconds(2.61),
    };

    private static double[] Swinging(int count, double middle, double swing) =>
        [.. Enumerable.Range(0, count).Select(i => middle * (1 + (swing * Math.Sin(i * i * 0.7))))];
}
