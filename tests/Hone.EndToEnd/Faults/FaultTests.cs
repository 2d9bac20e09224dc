using System.Text.Json;

namespace Hone.EndToEnd.Faults;

/// <summary>The faults of the example in C#; a class for each example, since classes run side by side.</summary>
public sealed class WordfreqFaultTests
{
    [Fact]
    public void Every_fault_in_wordfreq_is_noticed_by_the_oracle_that_it_ships_with() => FaultTests.Plant("wordfreq", "pairs", WordfreqFaults.All);
}

/// <summary>The faults of the example in C.</summary>
public sealed class LogreportFaultTests
{
    [Fact]
    public void Every_fault_in_logreport_is_noticed_by_the_oracle_that_it_ships_with() => FaultTests.Plant("logreport", "day", LogreportFaults.All);
}

/// <summary>The faults of the example in Python.</summary>
public sealed class RoutesFaultTests
{
    [Fact]
    public void Every_fault_in_routes_is_noticed_by_the_oracle_that_it_ships_with() => FaultTests.Plant("routes", "town", RoutesFaults.All);
}

/// <summary>
/// Twelve faults that hasty optimisers make, planted in each example and looked for with the oracle that the example ships with. The
/// tables beside this file say which of its cases, channels and invariants notice each; HONE_ACCEPT=1 rewrites them. A check
/// takes up to half a minute, so a run of all tests plants a third of them in each; HONE_FAULTS=all plants all.
/// </summary>
internal static class FaultTests
{
    private static readonly bool _accepts = Environment.GetEnvironmentVariable("HONE_ACCEPT") == "1";

    private static readonly Dictionary<string, string?> _environment = new()
    {
        // Compiled modules bear the time of their source in seconds: too coarse for a source that is edited several times in one.
        ["PYTHONDONTWRITEBYTECODE"] = "1",

        // Where it is set, there is nothing to flush.
        ["PYTHONUNBUFFERED"] = null,
    };

    /// <summary>Plants them, one after the other.</summary>
    public static void Plant(string example, string workload, IReadOnlyList<Fault> faults)
    {
        Assert.Equal(Fault.Kinds, faults.Select(fault => fault.Kind));
        bool isWhole = _accepts || Environment.GetEnvironmentVariable("HONE_FAULTS") == "all";
        faults = isWhole ? faults : [.. faults.Where((_, i) => i % 3 == 0)];
        using ProjectFolder copy = new();
        ExampleCopy.Fill(copy, example);
        Ends(0, Tool.Run(copy.Path, _environment, Tool.Program, "oracle", "record"));
        Ends(0, Check(copy));

        List<string> table = [];
        List<string> missed = [];
        int missedByOneGolden = 0;
        foreach (Fault fault in faults)
        {
            string source = File.ReadAllText(copy.File(fault.File));
            copy.Write(fault.File, fault.Plant(source));
            try
            {
                Tool.Answer check = Check(copy);
                if (check.ExitCode != 1 || !check.Output.Contains("\"hone.oracle-check/1\"", StringComparison.Ordinal))
                {
                    missed.Add($"{fault.Kind}: exit code {check.ExitCode} {check.Error}");
                    continue;
                }

                Noticed noticed = Noticed.In(check, workload);
                missedByOneGolden += noticed.ByOneGolden ? 0 : 1;
                table.Add(noticed.Row(fault));
            }
            finally
            {
                copy.Write(fault.File, source);
                Array.ForEach(Directory.GetFiles("/tmp", Fault.Leak + "*"), File.Delete);
            }
        }

        Ends(0, Check(copy));
        Assert.True(missed.Count == 0, $"not noticed, or not built:\n{string.Join('\n', missed)}\n\nnoticed:\n{string.Concat(table)}");
        Table(example, table, isWhole);
        Assert.True(!isWhole || missedByOneGolden >= faults.Count / 2, $"only {missedByOneGolden} faults are missed by the golden output of {workload} alone: they are too easy\n{string.Concat(table)}");
    }

    private static Tool.Answer Check(ProjectFolder copy) => Tool.Run(copy.Path, _environment, Tool.Program, "oracle", "check", "--json");

    private static void Ends(int exit, Tool.Answer answer) => Assert.True(answer.ExitCode == exit, answer.ToString());

    private static void Table(string example, IReadOnlyList<string> rows, bool isWhole)
    {
        string path = Path.Combine(Repository.Root, "tests/Hone.EndToEnd/Faults", example + ".golden.txt");
        if (_accepts)
        {
            File.WriteAllText(path, string.Concat(rows));
            return;
        }

        string golden = File.ReadAllText(path);
        if (isWhole)
        {
            Assert.Equal(golden, string.Concat(rows));
        }

        Assert.All(rows, row => Assert.Contains(row, golden, StringComparison.Ordinal));
    }

    /// <summary>What a check found.</summary>
    /// <param name="ByOneGolden">Whether the golden output of the main workload alone would have done.</param>
    /// <param name="Cases">The workloads and cases that differ.</param>
    /// <param name="Channels">Their channels.</param>
    /// <param name="Invariants">The broken invariants.</param>
    private sealed record Noticed(bool ByOneGolden, IReadOnlyList<string> Cases, IReadOnlyList<string> Channels, IReadOnlyList<string> Invariants)
    {
        public static Noticed In(Tool.Answer check, string workload)
        {
            using JsonDocument document = JsonDocument.Parse(check.Output);
            JsonElement[] different = [.. document.RootElement.GetProperty("workloads").EnumerateArray().Where(each => each.GetProperty("verdict").GetString() == "different")];
            return new(
                different.Any(each => each.GetProperty("workload").GetString() == workload && each.GetProperty("differences").GetArrayLength() > 0),
                [.. different.Select(each => each.GetProperty("workload").GetString()!)],
                Names(different, "differences", "channel"),
                Names(different, "brokenInvariants", "name"));
        }

        public string Row(Fault fault) =>
            $"""
            {fault.Kind}: {fault.Story} ({fault.File})
              one golden output alone: {(ByOneGolden ? "different" : "same")}
              noticed by: {string.Join(", ", Cases)}
              in: {string.Join(", ", Channels)}
              invariants: {(Invariants.Count == 0 ? "-" : string.Join(", ", Invariants))}


            """;

        private static string[] Names(JsonElement[] checks, string list, string name) =>
            [.. checks.SelectMany(each => each.GetProperty(list).EnumerateArray()).Select(each => each.GetProperty(name).GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }
}
