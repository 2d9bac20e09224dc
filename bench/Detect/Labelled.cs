using Hone.Statistics.ChangePoints;
using Hone.Tests.Statistics.ChangePoints;

namespace Hone.Bench;

/// <summary>What the detector finds in histories that others have labelled.</summary>
internal static class Labelled
{
    public static void Print(string folder)
    {
        IReadOnlyList<LabelledSeries> all = LabelledSeries.Read(folder);
        foreach (LabelledSeries one in all)
        {
            ChangePointReport report = ChangePointDetector.Find(one.Values);
            string found = string.Join(' ', report.Changes.Select(change => change.Kind == ChangeKind.Ramp ? $"{change.Begins}…{change.Reached}" : $"{change.Index}"));
            Console.WriteLine($"{one.Name,-44}{one.Values.Length,6} points, labelled {string.Join(' ', one.Changes.Select(change => change.First == change.Last ? $"{change.First}" : $"{change.First}–{change.Last}"))}; found {found}{string.Concat(report.Spreads.Select(spread => $", {(spread.IsNoisier ? "noisier" : "quieter")} {spread.Index}"))}");
        }

        foreach ((string set, int margin) in new[] { ("tigerbeetle", 0), ("treeherder", 5), ("chromium", 2) })
        {
            (int Right, int Missed, int Wrong)[] judged =
                [.. all.Where(one => one.Set == set).Select(one => one.Judge([.. ChangePointDetector.Find(one.Values).Changes.Select(change => change.Index)], margin))];
            double right = judged.Sum(one => one.Right);
            int missed = judged.Sum(one => one.Missed);
            int wrong = judged.Sum(one => one.Wrong);
            Console.WriteLine($"{set}: recall {right / (right + missed):0.00}, precision {right / Math.Max(1, right + wrong):0.00}, F1 {2 * right / ((2 * right) + missed + wrong):0.000} within ±{margin} ({right} right, {missed} missed, {wrong} not labelled)");
        }

        LabelledSeries[] repeated = [.. all.Where(one => one.Set == "rocksdb")];
        int inside = repeated.Sum(one => ChangePointDetector.Find(one.Values).Changes.Count(change => one.Groups[change.Index] == one.Groups[change.Index - 1]));
        Console.WriteLine($"rocksdb: {inside} changes inside a commit, of {repeated.Sum(one => one.Values.Length)} runs");
    }
}
