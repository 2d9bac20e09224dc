using System.Globalization;
using System.Text.RegularExpressions;
using Hone.Beads;
using Hone.Changes.Verdicts;
using Hone.Equivalence.Strength;
using Hone.Guardrails;
using Hone.Measurement.Comparing;
using Hone.Measurement.Instructions;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Handicaps;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Tests.Architecture;

/// <summary>docs/verdicts.md states numbers; they are those of the code.</summary>
public partial class VerdictPageTests
{
    private static readonly ComparisonDesign _design = new();

    private static readonly string _page = Blanks().Replace(File.ReadAllText(Path.Combine(Repository.Root, "docs/verdicts.md")), " ");

    public static TheoryData<string> Numbers =>
    [
        Text($"after {string.Join(", ", ComparisonDesign.LookAfter.Take(4))}, … pairs, each time √2 as many, {ComparisonDesign.Looks} looks at most"),
        Text($"Each may err by {_design.SequentialAlpha} / {ComparisonDesign.Looks}, the end of the time budget by {_design.FinalAlpha}: together {(_design.SequentialAlpha + _design.FinalAlpha) * 100:0.#} %"),
        Text($"\"slower by {_design.SameWithin * 100} % or more\" and \"faster by {_design.SameWithin * 100} % or more\", at {_design.SameAlpha * 100} %"),
        Text($"max(spread, {InstructionVerdict.Resolution * 100} %); else **undecided** when the spread is above {InstructionVerdict.LargestSpread * 100} %"),
        Text($"need {Quantile.NeededSamples(0.5)} runs for p50, {Quantile.NeededSamples(0.95)} for p95, {Quantile.NeededSamples(0.99)} for p99"),
        Text($"From {QuantileOfCorrelated.Fewest} runs on"),
        Text($"CPU time is above {Bounds.MostCpu} × wall time, or locks are waited for during {Bounds.LockWait * 100} % of it"),
        Text($"at most {Grading.UntestedImpact} where the share is no bound"),
        Text($"fewer than {EvidenceGrades.FewestSamples} samples), fair evidence 4 (no line, or fewer than {EvidenceGrades.ManySamples} samples)"),
        Text($"until there are {GainHistory.FewestOfLever} measured outcomes"),
        Text($"worth doing from {new StopFacts().ScoreLimit:0.0}"),
        Text($"Off the path below {HandicapFit.Off} (interval below {(HandicapFit.Off + HandicapFit.On) / 2}), partly {HandicapFit.Off}–{HandicapFit.On}, on it {HandicapFit.On}–{HandicapFit.Queue}, a convoy above {HandicapFit.Queue}"),
        Text($"reaches farther than ±{HandicapFit.WidestReach}"),
        Text($"a kill rate of {StrengthFigures.FullKillRate.Value * 100} %, saturation of {StrengthFigures.FullSaturation.Value * 100} %, coverage of {StrengthFigures.FullCoverage.Value * 100} %"),
        Text($"together {VerdictLimits.Alpha(1) * 100} % at the first, and never more than one comparison's {(_design.SequentialAlpha + _design.FinalAlpha) * 100:0.#} %"),
        Text($"at least max({VerdictLimits.LeastGain * 100} %, v / (1 + v))"),
        Text($"the upper end of the bound + {VerdictLimits.BoundSlack * 100} %"),
        Text($"another workload slower by more than {VerdictLimits.WorkloadWorse * 100} %; CPU time or memory up by more than {VerdictLimits.ResourceWorse * 100} %"),
        Text($"(CPU time {Limit("cpu")} %, wall time {Limit("wall")} %, p95 {Limit("p95")} %, peak memory {Limit("peak-rss")} % and 1 MiB, …)"),
        Text($"√(2 ln n) + {new ChangePointOptions().Strictness} + 6/n"),
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_page_says_it_as_the_code_has_it(string sentence) => Assert.Contains(sentence, _page, StringComparison.Ordinal);

    private static string Limit(string metric) => Text($"{GuardLimits.Standard("any", metric).Worse * 100:0.##}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
