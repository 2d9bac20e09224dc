using Hone.Statistics.ChangePoints;

namespace Hone.Tests.Statistics.ChangePoints;

/// <summary>What others have labelled; the files' README says who.</summary>
public sealed class LabelledSeriesTests
{
    private static readonly IReadOnlyList<LabelledSeries> _all = LabelledSeries.Read(Path.Combine(Repository.Root, "tests/Hone.Tests/Statistics/ChangePoints/Series"));

    [Fact]
    public void All_changes_of_the_database_are_found_and_its_outlier_never()
    {
        LabelledSeries one = _all.Single(series => series.Set == "tigerbeetle");
        int[] found = [.. ChangePointDetector.Find(one.Values).Changes.Select(change => change.Index)];
        Assert.Subset(found.ToHashSet(), new HashSet<int> { 15, 71, 95 });
        Assert.DoesNotContain(found, index => index is >= 9 and <= 12);
    }

    [Theory]
    [InlineData("treeherder", 5, 1.0, 0.60)]
    [InlineData("chromium", 2, 0.87, 0.86)]
    public void The_labels_of_browsers_are_found(string set, int margin, double recall, double f1)
    {
        (int Right, int Missed, int Wrong)[] judged = [.. _all.Where(one => one.Set == set).Select(one => one.Judge([.. ChangePointDetector.Find(one.Values).Changes.Select(change => change.Index)], margin))];
        double right = judged.Sum(one => one.Right);
        int missed = judged.Sum(one => one.Missed);
        Assert.InRange(right / (right + missed), recall, 1);
        Assert.InRange(2 * right / ((2 * right) + missed + judged.Sum(one => one.Wrong)), f1, 1);
    }

    [Fact]
    public void Runs_of_one_commit_do_not_change()
    {
        LabelledSeries[] repeated = [.. _all.Where(one => one.Groups.Length > 0)];
        Assert.Equal(792, repeated.Sum(one => one.Values.Length));
        Assert.InRange(repeated.Sum(one => ChangePointDetector.Find(one.Values).Changes.Count(change => one.Groups[change.Index] == one.Groups[change.Index - 1])), 0, 1);
    }
}
