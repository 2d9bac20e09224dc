using CsCheck;
using Hone.Opportunities.Levers;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Tests.Profiling;
using Hone.Workloads;

namespace Hone.Tests.Opportunities.Levers;

public sealed class LeverRulesPropertyTests
{
    private static readonly string[] _names = ["main", "parse_json", "find_user", "memcpy", "malloc", "strcmp", "qsort", "vfprintf", "enqueue", "f"];

    private static readonly Gen<Profile> _random = Stacks.Random.Select(profile => profile with
    {
        Frames = [.. profile.Frames.Select((frame, i) => frame with { Function = _names[i % _names.Length] })],
    });

    [Fact]
    public void Whatever_the_evidence_findings_are_own_functions_say_what_they_read_and_come_in_order() =>
        Gen.Select(_random, _random, Gen.Int[0, (1 << 21) - 1]).Sample((cpu, heap, features) =>
        {
            IReadOnlyList<LeverFinding> found = Find(cpu, heap, (SourceFeature)features);
            Assert.Equal(found.OrderByDescending(finding => finding.Rank), found);
            foreach (LeverFinding finding in found)
            {
                Assert.Equal("app", finding.Frame.Module);
                Assert.NotEmpty(finding.Readings);
                Assert.InRange(finding.Share.Value, 0, 1);
                Assert.InRange(finding.Support, 0, 1);
                Assert.True(finding.Reliability >= finding.Lever.Reliability);
                Assert.True(finding.Reliability == finding.Lever.Reliability || finding.LoweredBecause is not null);
            }
        }, iter: 300);

    [Fact]
    public void The_same_evidence_gives_the_same_findings() =>
        Gen.Select(_random, Gen.Int[0, (1 << 21) - 1]).Sample(
            (cpu, features) => Assert.Equal(Names(Find(cpu, cpu, (SourceFeature)features)), Names(Find(cpu, cpu, (SourceFeature)features))), iter: 100);

    [Fact]
    public void No_evidence_shows_no_lever() => Assert.Empty(LeverRules.Find(new() { Workload = "w" }, RuleThresholds.Standard));

    private static IReadOnlyList<LeverFinding> Find(Profile cpu, Profile heap, SourceFeature features) => LeverRules.Find(
        new()
        {
            Workload = "w",
            Profiles = new Dictionary<ProfileKind, Profile> { [ProfileKind.Cpu] = cpu, [ProfileKind.Allocation] = heap with { Kind = ProfileKind.Allocation } },
            IsOwn = frame => frame.Module == "app",
            Source = _ => SourceHints.None with { Features = features },
        },
        RuleThresholds.Standard.With(RuleThresholds.Samples, 1));

    private static IEnumerable<string> Names(IReadOnlyList<LeverFinding> findings) => findings.Select(finding => finding.Lever.Name + finding.Frame.Function);
}
