using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Tests.Profiling;

public sealed class SymbolQualityTests
{
    private static readonly Frame _main = new("main", "app", FrameOrigin.Native);
    private static readonly Frame _work = new("work", "app", FrameOrigin.Native);
    private static readonly Frame _managed = new("A.B.C", "A.dll", FrameOrigin.Managed);
    private static readonly Frame _lost = new("[libx.so.1]", "libx.so.1", FrameOrigin.Unknown);
    private static readonly Frame _lostManaged = new(FrameRules.UnnamedDotnet, "", FrameOrigin.Unknown);

    [Fact]
    public void Parts_are_weighed_and_a_stack_that_passes_a_file_twice_counts_once()
    {
        SymbolQuality quality = SymbolQuality.Of(Make());
        Assert.Equal(0.6, quality.FullyNamed.Value, 6);
        Assert.Equal(0.9, quality.Rooted.Value, 6);
        UnnamedModule library = Assert.Single(quality.Unnamed, module => module.Module == "libx.so.1");
        Assert.Equal((0.3, 0.2), (library.Share.Value, library.Leaf.Value));
        Assert.Contains("-g", library.Remedy, StringComparison.Ordinal);

        // Native: main 90 of 90 and work 60 of 60 have names, 40 in the library (one stack holds it twice) have none.
        Assert.Equal(150 / 190.0, quality.Origins.Single(part => part.Origin == FrameOrigin.Native).Named.Value, 6);
        Assert.Equal(0, quality.Origins.Single(part => part.Origin == FrameOrigin.Managed).Named.Value, 6);
    }

    [Fact]
    public void A_profile_with_all_its_names_has_nothing_to_mend()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Hone.Units.Unit.Count));
        builder.AddStack([_main, _managed], 5);
        SymbolQuality quality = SymbolQuality.Of(builder.Build("perf", "x", []));
        Assert.Equal((1, 1), (quality.FullyNamed.Value, quality.Rooted.Value));
        Assert.Empty(quality.Unnamed);
    }

    [Fact]
    public void The_text_says_why_and_what_would_mend_it() =>
        Golden.Check(SymbolQualityText.Of("day", "perf 6.1", SymbolQuality.Of(Make()), ["1 run of a program"]));

    private static Profile Make()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Hone.Units.Unit.Count));
        builder.AddStack([_main, _work], 60);
        builder.AddStack([_main, _lost], 10);
        builder.AddStack([_main, _lost, _lost], 10);
        builder.AddStack([_main, _lost, _managed], 0);
        builder.AddStack([_main, _lostManaged], 10);
        builder.AddStack([_lost], 0);
        builder.AddStack([_lost, _lostManaged], 10);
        return builder.Build("perf 6.1", "x", []);
    }
}
