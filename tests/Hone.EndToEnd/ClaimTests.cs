using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>Many agents on one repository: processes of the built tool that claim at once, and one that is killed.</summary>
public sealed class ClaimTests : IDisposable
{
    private const int Agents = 20;
    private const int Count = 200;

    private readonly ProjectFolder _project = new("""
        [project]
        name = "many"
        [[workload]]
        name = "w"
        shell = "true"
        """);

    public ClaimTests()
    {
        _project.Write(".beads/issues.jsonl", string.Concat(Enumerable.Range(100, Count).Select(i =>
            $$"""{"id":"bd-many-b{{i}}","title":"Bead {{i}}","status":"open","priority":2,"issue_type":"task","created_at":"2026-11-24T18:22:17Z","updated_at":"2026-11-24T18:22:17Z","external_ref":"hone:many.b{{i}}"}""" + "\n")));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Twenty_claimers_of_two_hundred_beads_take_each_once_and_lose_none()
    {
        // Each agent asks until nothing is ready, as a harness does.
        Tool.Running[] agents =
        [
            .. Enumerable.Range(0, Agents).Select(i => Tool.Start(
                _project.Path,
                new Dictionary<string, string?>(),
                "/bin/sh",
                "-c",
                $"while \"{Tool.Program}\" beads claim --next --json --lease 1h --actor agent-{i} > claim-{i}.json 2> error-{i}.txt; do sed -n 's/.*\"key\": \"\\(.*\\)\",/\\1/p' claim-{i}.json >> won-{i}.txt; done")),
        ];
        foreach (Tool.Running agent in agents)
        {
            agent.Wait(TimeSpan.FromMinutes(5));
            agent.Dispose();
        }

        Assert.All(Enumerable.Range(0, Agents), i => Assert.Contains("[nothing-ready]", File.ReadAllText(_project.File($"error-{i}.txt")), StringComparison.Ordinal));
        Dictionary<string, string> won = [];
        foreach (int i in Enumerable.Range(0, Agents).Where(i => File.Exists(_project.File($"won-{i}.txt"))))
        {
            foreach (string key in File.ReadLines(_project.File($"won-{i}.txt")))
            {
                Assert.True(won.TryAdd(key, $"agent-{i}"), key + " was claimed twice");
            }
        }

        Assert.Equal(Count, won.Count);
        string[] lines = File.ReadAllLines(_project.File(".beads/issues.jsonl"));
        Assert.Equal(Count, lines.Length);
        foreach (JsonElement bead in lines.Select(line => JsonDocument.Parse(line).RootElement))
        {
            Assert.Equal(won[bead.GetProperty("external_ref").GetString()!["hone:".Length..]], bead.GetProperty("assignee").GetString());
        }
    }

    [Fact]
    public void The_claim_of_an_agent_that_was_killed_comes_back_after_its_lease()
    {
        // The agent claims for two seconds and works on; it is killed before it gives anything back.
        using Tool.Running agent = Tool.Start(
            _project.Path, new Dictionary<string, string?>(), "/bin/sh", "-c", $"\"{Tool.Program}\" beads claim b100 --lease 2s --actor dies > claimed.txt; exec sleep 600");
        for (int i = 0; i < 600 && !(File.Exists(_project.File("claimed.txt")) && File.ReadAllText(_project.File("claimed.txt")).Contains("in_progress", StringComparison.Ordinal)); i++)
        {
            Thread.Sleep(50);
        }

        agent.Kill();
        Assert.Contains("dies", _project.Hone("beads", "list").Output, StringComparison.Ordinal);
        for (int i = 0; ; i++)
        {
            Tool.Answer next = _project.Hone("beads", "claim", "--next", "--actor", "lives");
            Assert.True(next.ExitCode == 0, next.ToString());
            if (next.Output.Contains("bd-many.b100", StringComparison.Ordinal))
            {
                Assert.Contains("taken over from dies", next.Error, StringComparison.Ordinal);
                break;
            }

            Assert.True(i < 60, "the claim did not come back");
            Thread.Sleep(100);
        }

        Tool.Answer late = _project.Hone("beads", "renew", "b100", "--actor", "dies");
        Assert.True(late.ExitCode == 1 && late.Error.Contains("[claim-lost]", StringComparison.Ordinal), late.ToString());
    }
}
