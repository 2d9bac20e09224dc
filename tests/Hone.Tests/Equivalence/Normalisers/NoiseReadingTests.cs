using System.Text;
using CsCheck;
using Hone.Equivalence.Normalisers;
using Hone.Problems;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Equivalence.Normalisers;

/// <summary>What recordings justify to take out of the comparison, and that nothing else is.</summary>
public sealed class NoiseReadingTests
{
    private const string Built = "built 2020-01-01T00:00:00Z\n";

    [Fact]
    public void A_place_that_differed_is_taken_out_and_the_channel_is_explained()
    {
        NormaliserSettings[] rules = Reads.Rules("timestamp");
        ChannelNoise noise = Reads.Noise(rules, "now 2026-11-27T11:24:41Z ok", "now 2026-11-27T11:24:43Z ok");
        Assert.True(noise.Explained);
        Assert.Equal([1L], noise.Differing);
        Assert.Equal(20, noise.Masked);
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, "now 2031-01-01T00:00:00Z ok"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, "now 2031-01-01T00:00:00Z OK"));
        Assert.Equal("now <timestamp> ok", Reads.Text(rules, noise.Mask, "now 2031-01-01T00:00:00Z ok"));
    }

    [Fact]
    public void A_normaliser_does_not_hide_a_change_in_a_place_of_its_kind_that_never_differed()
    {
        NormaliserSettings[] rules = Reads.Rules("timestamp");
        ChannelNoise noise = Reads.Noise(rules, Built + "now 2026-11-27T11:24:41Z", Built + "now 2026-11-27T11:24:43Z");
        Assert.True(noise.Explained);
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, Built + "now 2026-11-28T00:00:00Z"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, "built 2021-01-01T00:00:00Z\nnow 2026-11-28T00:00:00Z"));
        Assert.Equal(Built + "now <timestamp>", Reads.Text(rules, noise.Mask, Built + "now 2026-11-28T00:00:00Z"));
    }

    [Fact]
    public void Equal_values_must_stay_equal_and_different_ones_different()
    {
        const string A = "018f4e6c-7b3a-7c11-9f00-000000000001";
        const string B = "018f4e6c-7b3a-7c11-9f00-000000000002";
        const string C = "018f4e6c-7b3a-7c11-9f00-000000000003";
        NormaliserSettings[] rules = Reads.Rules("uuid");
        ChannelNoise noise = Reads.Noise(rules, $"{A} owns {B}, {A} left", $"{B} owns {C}, {B} left");
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, $"{C} owns {A}, {C} left"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, $"{C} owns {A}, {A} left"));
        Assert.Equal("<uuid#1> owns <uuid#2>, <uuid#1> left", Reads.Text(rules, noise.Mask, $"{C} owns {A}, {C} left"));
    }

    [Fact]
    public void Readings_of_a_clock_may_be_equal_by_chance()
    {
        NormaliserSettings[] rules = Reads.Rules("timestamp");
        ChannelNoise noise = Reads.Noise(rules, "11:24:41 to 11:24:41", "11:24:43 to 11:24:44");
        Assert.True(noise.Explained);
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, "11:30:00 to 11:30:00"));
    }

    [Fact]
    public void Identity_that_the_recordings_do_not_share_is_given_up()
    {
        NormaliserSettings[] rules = Reads.Rules("pid");
        ChannelNoise noise = Reads.Noise(rules, "pid 10 pid 10", "pid 11 pid 12");
        Assert.True(noise.Explained && noise.Mask.IsAnonymous(0));
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, "pid 7 pid 8"));
    }

    [Fact]
    public void A_difference_that_no_normaliser_knows_leaves_the_channel_unexplained()
    {
        Assert.False(Reads.Noise(Reads.Rules("timestamp"), "a 11:24:41", "b 11:24:42").Explained);
        Assert.False(Reads.Noise(Reads.Rules("timestamp"), "11:24:41", "11:24:41 11:24:42").Explained);
        Assert.False(Reads.Noise(Reads.Rules("timestamp"), "x", "").Explained);
    }

    [Fact]
    public void A_normaliser_that_changes_nothing_has_no_place_that_differed()
    {
        ChannelNoise noise = Reads.Noise(Reads.Rules("timestamp uuid"), Built + "11:24:41", Built + "11:24:42");
        Assert.Equal([1L, 0L], noise.Differing);
        Problem problem = ChannelNoise.Unjustified(Reads.Rule("uuid"), "stdout of w", 5);
        Assert.Equal(("mask-unjustified", ExitCode.GateSaidNo, "hone.toml:9:1"), (problem.Rule, problem.Exit, problem.Place));
        Assert.Contains("5 recordings", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_out_more_than_two_percent_is_refused_with_what_was_measured()
    {
        NormaliserSettings[] rules = Reads.Rules("timestamp");
        string rest = new('x', 500);
        ChannelNoise noise = Reads.Noise(rules, rest + " 2026-11-27T11:24:41Z", rest + " 2026-11-27T11:24:42Z");
        Problem problem = Assert.Single(noise.Refusals(rules, "w", "stdout"));
        Assert.Equal("mask-budget", problem.Rule);
        Assert.Contains("20 of 521 bytes", problem.What, StringComparison.Ordinal);
        Assert.Contains("2.0 %", problem.What, StringComparison.Ordinal);
        Assert.Empty(Reads.Noise(rules, rest + rest + " 2026-11-27T11:24:41Z", rest + rest + " 2026-11-27T11:24:42Z").Refusals(rules, "w", "stdout"));
    }

    [Fact]
    public void Numbers_within_their_tolerance_are_the_same_and_a_tolerance_far_beyond_the_noise_is_refused()
    {
        NormaliserSettings[] rules = [Reads.Rule("float") with { Relative = 1e-9 }];
        ChannelNoise noise = Reads.Noise(rules, "sum 1.00000000001 n 5", "sum 1.00000000003 n 5");
        Assert.True(noise.Explained);
        Assert.Empty(noise.Refusals(rules, "w", "stdout"));
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, "sum 1.5 n 5"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, "sum 1.5 n 6"));

        NormaliserSettings[] wide = [rules[0] with { Relative = 0.5 }];
        Assert.Equal("tolerance-unjustified", Assert.Single(Reads.Noise(wide, "1.00000000001", "1.00000000003").Refusals(wide, "w", "stdout")).Rule);
        Assert.False(Reads.Noise(rules, "1.0 nan", "1.1 nan").Explained);
    }

    [Fact]
    public void The_form_does_not_depend_on_the_pieces_that_a_text_comes_in()
    {
        NormaliserSettings[] rules = Reads.Rules("timestamp uuid temp-path duration pid");
        Gen<string> piece = Gen.OneOf("2026-11-27T11:24:41Z", "12 ms", " ", "\n", "/tmp/abc/d", "pid 17", "018f4e6c-7b3a-7c11-9f00-0123456789ab", "x", "2026-", "0:0", new string('y', 900), new string('7', 70_000));
        TokenMask mask = new();
        for (int index = 0; index < 1000; index += 2)
        {
            mask.Add(index);
        }

        Gen.Select(piece.Array[0, 40], Gen.Int[1, 70_000].Array[0, 6]).Sample((pieces, cuts) =>
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(pieces));
            using FormReading reading = new(rules, mask, Reads.Folders);
            int at = 0;
            foreach (int cut in cuts)
            {
                int next = Math.Min(text.Length, at + cut);
                reading.Add(text.AsSpan(at, next - at));
                at = next;
            }

            reading.Add(text.AsSpan(at));
            reading.Finish();
            return reading.Form!.Sha256 == FormReading.Of(text, rules, mask, Reads.Folders).Sha256;
        }, iter: 100);
    }
}
