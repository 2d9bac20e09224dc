using System.Diagnostics;
using Hone.Cli.Steps.Profiles;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>
/// Takes a CPU profile of each of two built commits and holds the shares of one function against each other: which commit made it dearer in
/// relation to the rest, however noisy the machine is.
/// </summary>
internal sealed class SharePairs(Session session, BuiltCommits built, string function) : IBisectPairs
{
    private const int NamesToTell = 5;

    // Collectors sum several runs of a short program up; here each run is a measurement of its own, and pairs do the summing.
    private static readonly Duration _oneRun = Duration.FromSeconds(1);

    private readonly List<string> _notes = [];
    private bool _isKnown;

    /// <summary>The metric, for reports.</summary>
    public static Measurement.Metric MetricOf(string function) => new("share of " + function, Unit.Count, true, _ => null);

    public IReadOnlyList<double> Ratios(int first, int second, int pairs)
    {
        List<double> ratios = [];
        while (ratios.Count < pairs)
        {
            (FunctionShare Share, Profile Profile)[] sides = Pair(first, second);
            _isKnown |= sides.Any(side => side.Share.Inside > 0);
            if (!_isKnown)
            {
                throw new ProblemException(new(
                    ExitCode.Usage, "function-not-seen", $"no sample of either commit is in a function called '{function}'", "name one that the profile shows: " + string.Join(", ", Names(sides[1].Profile))));
            }

            ratios.Add(Math.Log(sides[1].Share.Value / sides[0].Share.Value));
        }

        return ratios;
    }

    public Comparison Compare(int first, int second, Duration budget)
    {
        ComparisonDesign design = new() { UntilSame = true };
        List<double>[] shares = [[], []];
        long start = Stopwatch.GetTimestamp();
        while (shares[0].Count < design.LeastPairs || Stopwatch.GetElapsedTime(start).TotalSeconds < budget.Seconds)
        {
            (FunctionShare Share, Profile Profile)[] sides = Pair(first, second);
            shares[0].Add(sides[0].Share.Value);
            shares[1].Add(sides[1].Share.Value);
            if (ComparisonDesign.IsLook(shares[0].Count) && Judge(shares, StopReason.Interrupted, design) is { Verdict: not ComparisonVerdict.Undecided } early)
            {
                return early;
            }
        }

        return Judge(shares, StopReason.Budget, design);
    }

    private Comparison Judge(List<double>[] shares, StopReason stop, ComparisonDesign design) =>
        ComparisonRule.Judge(MetricOf(function), [new([.. shares[0]], [.. shares[1]], stop)], design)[0];

    private (FunctionShare Share, Profile Profile)[] Pair(int first, int second)
    {
        (FunctionShare, Profile)[] sides = new (FunctionShare, Profile)[2];
        bool isTurned = Random.Shared.Next(2) == 1;
        foreach (int side in isTurned ? new[] { 1, 0 } : [0, 1])
        {
            sides[side] = One(side == 0 ? first : second);
        }

        return sides;
    }

    private (FunctionShare Share, Profile Profile) One(int place)
    {
        using Scratch scratch = new();
        Linux.Measuring.Subject subject = built.Subject(place);
        subject.Before?.Invoke();
        Profile profile = OneCpuProfile.Record(subject.Request, built.RunTime > _oneRun ? built.RunTime : _oneRun, scratch.Folder, _notes, session.Cancellation)
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "no-profile", _notes.Count > 0 ? _notes[^1] : "nothing here records where this program's time goes", "see hone doctor, or search by a metric with --metric"));
        return (FunctionShare.Of(profile, function), profile);
    }

    private static IEnumerable<string> Names(Profile profile) => Hotspots.Find(profile, new()).Hotspots.Take(NamesToTell).Select(hotspot => hotspot.Frame.Function);
}
