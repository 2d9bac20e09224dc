using System.Text.Json;

namespace Hone.Tests.Statistics.ChangePoints;

/// <summary>A history of which somebody else has said where it changes. Shared with bench/Detect.</summary>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Values">The points.</param>
/// <param name="Changes">First and last index at which each change may be found.</param>
/// <param name="Groups">Of repeated runs, the number of the commit of each; else empty.</param>
public sealed record LabelledSeries(string Set, string Name, double[] Values, IReadOnlyList<(int First, int Last)> Changes, int[] Groups)
{
    /// <summary>All series of a folder in the order of their names.</summary>
    public static IReadOnlyList<LabelledSeries> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(One)];

    /// <summary>How many changes were found, how many were not, and how many findings are no change.</summary>
    /// <param name="found">Indices of findings.</param>
    /// <param name="margin">A finding may lie so far from where the change is.</param>
    public (int Right, int Missed, int Wrong) Judge(IReadOnlyCollection<int> found, int margin)
    {
        // Ranges in the order of their ends, each with the first finding that is left for it: no other choice finds more.
        List<int> open = [.. found.Order()];
        int right = 0;
        foreach ((int first, int last) in Changes.OrderBy(change => change.Last))
        {
            int at = open.FindIndex(index => index >= first - margin && index <= last + margin);
            if (at >= 0)
            {
                right++;
                open.RemoveAt(at);
            }
        }

        return (right, Changes.Count - right, open.Count);
    }

    private static LabelledSeries One(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = document.RootElement;
        (int, int)[] changes = root.TryGetProperty("intervals", out JsonElement intervals) ? [.. intervals.EnumerateArray().Select(one => (one[0].GetInt32(), one[1].GetInt32()))]
            : root.TryGetProperty("labels", out JsonElement labels) ? [.. labels.EnumerateArray().Select(one => (one.GetInt32(), one.GetInt32()))]
            : [];
        return new(
            root.GetProperty("set").GetString()!,
            Path.GetFileNameWithoutExtension(path),
            [.. root.GetProperty("values").EnumerateArray().Select(one => one.GetDouble())],
            changes,
            root.TryGetProperty("groups", out JsonElement groups) ? [.. groups.EnumerateArray().Select(one => one.GetInt32())] : []);
    }
}
