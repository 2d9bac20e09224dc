using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed partial class ManifestPropertyTests
{
    private static readonly byte[] _valid = Encoding.UTF8.GetBytes(ManifestReference.Example);

    private static readonly Gen<byte[]> _scrap = Gen.OneOf(
        Gen.Byte.Array[1, 4],
        Gen.OneOf("[", "]", "{", "}", "\"", "'", "\"\"\"", "=", ".", ",", "\n", "\r", "#", "\\u0000", "nan", "-1", "1e999", "[[workload]]", "[workload.prepare]", "{n}", "../", "= = ", "é")
            .Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<byte[]> _mutated =
        Gen.Select(Gen.Int[0, _valid.Length - 1], Gen.Int[0, 12], _scrap).Array[1, 6].Select(edits =>
        {
            List<byte> bytes = [.. _valid];
            foreach ((int at, int removed, byte[] put) in edits)
            {
                int start = Math.Min(at, bytes.Count);
                bytes.RemoveRange(start, Math.Min(removed, bytes.Count - start));
                bytes.InsertRange(start, put);
            }

            return bytes.ToArray();
        });

    [Fact]
    public void No_bytes_at_all_crash_the_reader_and_every_error_has_line_and_column()
    {
        int valid = 0;
        int invalid = 0;
        Gen.Frequency((4, _mutated), (1, Gen.Byte.Array[0, 200])).Sample(bytes =>
        {
            ManifestReading reading = Manifest.Read(bytes, "hone.toml");
            Interlocked.Increment(ref reading.Project is null ? ref invalid : ref valid);
            int lines = bytes.Count(each => each == '\n') + 1;
            return reading.Project is not null == (reading.Problems.Count == 0) && reading.Problems.All(problem => IsPlaced(problem, lines));
        }, iter: 20_000, threads: 2);

        // Both ways are walked: some mutations only touch comments, names and numbers.
        Assert.True(valid > 200 && invalid > 10_000, $"{valid} valid, {invalid} invalid");
    }

    [Fact]
    public void A_number_and_its_unit_always_make_a_duration()
    {
        Gen.Select(Gen.Int[0, 10_000], Gen.OneOf("ns", "us", "ms", "s", "m", "h")).Sample((number, unit) =>
            DurationText.Parse($"{number}{unit}")?.Nanoseconds == number * unit switch { "ns" => 1L, "us" => 1000, "ms" => 1_000_000, "s" => 1_000_000_000, "m" => 60_000_000_000, _ => 3_600_000_000_000 }
            && DurationText.Parse($"{number}") is null && Regex.IsMatch($"{number}{unit}", DurationText.Pattern));
        Gen.String.Sample(text => DurationText.Parse(text) is null || Regex.IsMatch(text, DurationText.Pattern));
    }

    [Fact]
    public void Distances_are_those_of_a_metric_with_swaps()
    {
        Gen<string> word = Gen.String[Gen.Char['a', 'c'], 0, 6];
        Gen.Select(word, word).Sample((left, right) =>
        {
            int distance = NearestWord.Distance(left, right);
            return distance == NearestWord.Distance(right, left) && distance == 0 == (left == right)
                && distance >= Math.Abs(left.Length - right.Length) && distance <= Math.Max(left.Length, right.Length);
        });
        Assert.Equal(1, NearestWord.Distance("rnus", "runs"));
        Assert.Equal(3, NearestWord.Distance("kitten", "sitting"));
        Assert.Null(NearestWord.Of("xyzzy", ["runs", "items"]));
    }

    [Fact]
    public void A_normal_path_stays_inside_and_is_its_own_normal_form()
    {
        Gen.OneOf("a", "b", "..", ".", "", "c d").Array[0, 7].Select(steps => string.Join('/', steps)).Sample(path =>
        {
            string? normal = ProjectPath.Normalize(path, out string reason);
            return normal is null ? reason.Length > 0 : reason.Length == 0 && ProjectPath.Normalize(normal, out _) == normal
                && Path.GetFullPath(path, "/p") is var full && (full.TrimEnd('/') == "/p" ? normal == "." : full.TrimEnd('/') == "/p/" + normal);
        });
    }

    private static bool IsPlaced(Problem problem, int lines) =>
        problem.Place is not null && Place().Match(problem.Place) is { Success: true } match
        && int.Parse(match.Groups[1].Value, null) <= lines + 1 && problem.Exit == ExitCode.Usage && problem.Rule.StartsWith("manifest-", StringComparison.Ordinal);

    [GeneratedRegex(@"^hone\.toml:([1-9][0-9]*):[1-9][0-9]*\z")]
    private static partial Regex Place();
}
