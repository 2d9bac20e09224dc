using System.Text;

namespace Hone.EndToEnd;

/// <summary>Whoever edits the record is found, and the entry is named. A run of all tests makes 60 random edits; HONE_EDITS=all makes 200.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly int _edits = Environment.GetEnvironmentVariable("HONE_EDITS") == "all" ? 200 : 60;

    private readonly ProjectFolder _project = new("""
        [project]
        name = "edit"
        [[workload]]
        name = "w"
        command = ["sh", "-c", "echo hello"]
        runs = 3
        warmups = 0
        """);

    private readonly byte[] _ledger;
    private readonly string _path;

    public LedgerTests()
    {
        Assert.Equal(0, _project.Hone("baseline").ExitCode);
        Assert.Equal(0, _project.Hone("oracle", "record").ExitCode);
        _path = _project.File(".hone/ledger.jsonl");
        _ledger = File.ReadAllBytes(_path);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Random_single_byte_edits_are_all_found()
    {
        Random random = new(7);
        for (int i = 0; i < _edits; i++)
        {
            byte[] edited = [.. _ledger];
            int at = random.Next(edited.Length);
            byte value;
            do
            {
                value = (byte)random.Next(256);
            }
            while (value == edited[at]);

            edited[at] = value;
            long line = _ledger.AsSpan(0, at).Count((byte)'\n') + 1;
            AssertFound(edited, $"byte {at} to {value}", line, line + 1);
        }
    }

    [Fact]
    public void Every_removed_line_and_every_swapped_pair_is_found()
    {
        string[] lines = [.. Encoding.UTF8.GetString(_ledger).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")];
        Assert.True(lines.Length >= 3);
        for (int i = 0; i < lines.Length; i++)
        {
            AssertFound(Encoding.UTF8.GetBytes(string.Concat(lines.Where((_, index) => index != i))), $"line {i + 1} removed", i + 1);
            if (i > 0)
            {
                string[] swapped = [.. lines];
                (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
                AssertFound(Encoding.UTF8.GetBytes(string.Concat(swapped)), $"lines {i} and {i + 1} swapped", i);
            }
        }
    }

    [Fact]
    public void A_changed_artifact_is_found_and_its_entry_named()
    {
        string[] artifacts = Directory.GetFiles(_project.File(".hone/artifacts"), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(artifacts);
        foreach (string artifact in artifacts.Where(path => new FileInfo(path).Length > 0))
        {
            byte[] bytes = File.ReadAllBytes(artifact);
            File.WriteAllBytes(artifact, [(byte)(bytes[0] ^ 1), .. bytes.AsSpan(1)]);
            Tool.Answer answer = _project.Hone("ledger", "verify");
            Assert.True(answer.ExitCode == 5, answer.ToString());
            Assert.Matches(@"entry \d+: .*artifact .* was altered", answer.Output);
            File.WriteAllBytes(artifact, bytes);
        }

        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
    }

    [Fact]
    public void A_record_that_was_taken_away_is_found_while_its_artifacts_lie_there()
    {
        File.Delete(_path);
        File.Delete(_project.File(".hone/ledger.head"));
        Assert.Equal(5, _project.Hone("ledger", "verify").ExitCode);
    }

    [Fact]
    public void An_altered_record_is_not_built_on()
    {
        File.WriteAllBytes(_path, [.. _ledger.AsSpan(0, 40), (byte)'x', .. _ledger.AsSpan(41)]);
        foreach (string command in new[] { "status", "run", "matrix", "next", "report", "ledger log" })
        {
            Tool.Answer answer = _project.Hone(command.Split(' '));
            Assert.True(answer.ExitCode == 5, $"{command}: {answer}");
            Assert.Contains("hone ledger verify", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_ledger_gives_the_same_analysis()
    {
        Assert.Equal(0, _project.Hone("report").ExitCode);
        byte[] first = File.ReadAllBytes(_project.File("PERFORMANCE_ANALYSIS.md"));
        Assert.Equal(0, _project.Hone("report").ExitCode);
        Assert.Equal(first, File.ReadAllBytes(_project.File("PERFORMANCE_ANALYSIS.md")));
    }

    private void AssertFound(byte[] edited, string what, params long[] entries)
    {
        File.WriteAllBytes(_path, edited);
        Tool.Answer answer = _project.Hone("ledger", "verify");
        Assert.True(answer.ExitCode == 5, $"{what}: {answer}");
        Assert.True(entries.Any(entry => answer.Output.Contains($"entry {entry}: ", StringComparison.Ordinal)), $"{what}: {answer}");
    }
}
