using CsCheck;
using Hone.Measurement.Checks;

namespace Hone.Tests.Measurement.Checks;

public sealed class HostChecksTests
{
    [Fact]
    public void A_laptop_on_battery_is_told_what_holds_its_clock_down()
    {
        string[] expected = ["other load", "busy programs", "power", "governor"];
        Assert.Equal(expected, Named(Machine.Laptop, CheckEffect.Hurts));
        Assert.Equal("powersave on 8 of 8 cores: the clock follows the load", Found(Machine.Laptop, "governor"));
        Assert.Equal("firefox 31 %, Xorg 7 % of a core", Found(Machine.Laptop, "busy programs"));
        Assert.Contains("586", Found(Machine.Laptop, "swap"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_is_told_of_its_limit_and_of_stolen_time()
    {
        string[] expected = ["virtual machine", "CPU limit", "memory", "clock"];
        Assert.Equal(expected, Named(Machine.Container, CheckEffect.Hurts));
        Assert.Equal("1.5 cores, then a pause; stood still 132 times so far", Found(Machine.Container, "CPU limit"));
        Assert.Equal("the hypervisor took 6.4 % of the time", Found(Machine.Container, "virtual machine"));
        Assert.Equal("Hone may use 2 of 4 cores (0,2); others may use them too", Found(Machine.Container, "cpuset"));
        Assert.Equal("echo tsc | sudo tee " + HostTexts.Clock, Machine.Container.Checks.Single(check => check.Name == "clock").Command);
    }

    [Fact]
    public void A_machine_made_for_measurements_has_nothing_to_mend() => Assert.All(Machine.BareMetal.Checks, check => Assert.Equal(CheckEffect.Good, check.Effect));

    [Fact]
    public void A_machine_that_shows_nothing_is_not_said_to_hurt()
    {
        Machine machine = Machine.BareMetal with { Texts = new(new Dictionary<string, string>()) };
        Assert.Empty(Named(machine, CheckEffect.Hurts));
        Assert.Equal("not shown here", Found(machine, "memory"));
    }

    [Fact]
    public void Every_check_that_hurts_on_these_machines_says_what_to_type_or_do() =>
        Assert.All(
            Machine.Laptop.Checks.Concat(Machine.Container.Checks).Where(check => check.Effect == CheckEffect.Hurts && check.Name != "busy programs"),
            check => Assert.NotNull(check.Command));

    [Fact]
    public void Any_text_in_the_files_is_checked_without_a_failure() =>
        Gen.String.Array[HostTexts.Paths.Count].Sample(texts =>
        {
            HostTexts damaged = new(HostTexts.Paths.Zip(texts).ToDictionary(pair => pair.First, pair => pair.Second));
            Assert.NotEmpty((Machine.Laptop with { Texts = damaged }).Checks);
        });

    [Theory]
    [InlineData("0-3,6", new[] { 0, 1, 2, 3, 6 })]
    [InlineData("5", new[] { 5 })]
    [InlineData("", new int[0])]
    [InlineData("3-1,x,1-2-3,99999999999,-4", new int[0])]
    public void A_list_of_cores_is_read(string text, int[] cores) => Assert.Equal(cores, CoreList.Parse(text));

    [Fact]
    public void A_list_of_cores_does_not_eat_memory() => Assert.Equal(8192, CoreList.Parse(string.Join(',', Enumerable.Repeat("0-8191", 1000))).Count);

    [Theory]
    [InlineData("max 100000", null)]
    [InlineData("50000 100000\nmax 100000\n200000 100000", 0.5)]
    [InlineData("50000", null)]
    [InlineData("50000 0", null)]
    public void The_tightest_limit_counts(string text, double? cores) =>
        Assert.Equal(cores, CpuLimit.Cores(new(new Dictionary<string, string> { [HostTexts.CpuMax] = text })));

    [Fact]
    public void Limits_of_control_groups_1_are_read_too()
    {
        Dictionary<string, string> texts = new() { [HostTexts.CpuQuota] = "-1\n250000", [HostTexts.CpuPeriod] = "100000\n100000" };
        Assert.Equal(2.5, CpuLimit.Cores(new(texts)));
    }

    private static string Found(Machine machine, string name) => machine.Checks.Single(check => check.Name == name).Found;

    private static string[] Named(Machine machine, CheckEffect effect) => [.. machine.Checks.Where(check => check.Effect == effect).Select(check => check.Name)];
}
