using Hone.Workloads;
using Hone.Workloads.Agents;

namespace Hone.Tests.Workloads.Agents;

public sealed class AgentSettingsTests
{
    private const string Head = "[project]\nname = \"x\"\n[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n[agent]\n";

    [Fact]
    public void Without_a_table_there_is_no_agent_and_the_usual_limits()
    {
        AgentSettings agent = Manifest.Parse(Head.Replace("[agent]\n", "", StringComparison.Ordinal), "hone.toml").Agent;
        Assert.Empty(agent.Command);
        Assert.Equal((3, true, true, false, 1800.0), (agent.Attempts, agent.Sandbox, agent.Network, agent.Land, agent.Timeout.Seconds));
    }

    [Fact]
    public void Keys_replace_what_a_preset_says()
    {
        AgentSettings agent = Manifest.Parse(Head + "preset = \"codex\"\ntimeout = \"10s\"\nattempts = 2\nmemory-mib = 512\ncpu = \"5s\"\nnetwork = false\nland = true\n", "hone.toml").Agent;
        Assert.Equal(["codex", "exec"], agent.Command.Take(2));
        Assert.Equal((2, 512L << 20, 5.0, false, true, BriefBy.Stdin), (agent.Attempts, agent.Memory!.Value.Value, agent.Cpu!.Value.Seconds, agent.Network, agent.Land, agent.Brief));
        Assert.Equal(["mine", "{brief}"], Manifest.Parse(Head + "preset = \"codex\"\ncommand = [\"mine\", \"{brief}\"]\nbrief = \"argument\"\n", "hone.toml").Agent.Command);
    }

    [Fact]
    public void The_brief_goes_where_the_command_has_a_place_for_it_and_else_to_the_end()
    {
        AgentSettings agent = new() { Command = ["a", "--task={brief}"] };
        Assert.Equal(["a", "--task={brief}"], agent.Argv("/b", "words"));
        Assert.Equal(["a", "--task=/b"], (agent with { Brief = BriefBy.File }).Argv("/b", "words"));
        Assert.Equal(["a", "--task=words"], (agent with { Brief = BriefBy.Argument }).Argv("/b", "words"));
        Assert.Equal(["a", "/b"], new AgentSettings { Command = ["a"], Brief = BriefBy.File }.Argv("/b", "words"));
        Assert.Equal(BriefBy.File, new AgentSettings().With(["a", "{brief}"], null).Brief);
        Assert.Equal(BriefBy.Stdin, new AgentSettings().With(["a"], null).Brief);
    }

    [Fact]
    public void Every_preset_has_a_program_and_asks_nobody()
    {
        Assert.Equal(["claude", "codex", "gemini", "opencode", "aider"], AgentPresets.Names);
        Assert.All(AgentPresets.Names, name =>
        {
            AgentSettings preset = AgentPresets.Find(name)!;
            Assert.Equal(name, preset.Command[0]);
            Assert.Equal(preset.Brief != BriefBy.Stdin, preset.Command.Contains(AgentSettings.Placeholder));
        });
        Assert.Null(AgentPresets.Find("none"));
    }

    [Fact]
    public void Aider_leaves_neither_its_map_nor_its_histories_in_the_worktree()
    {
        string[] command = [.. AgentPresets.Find("aider")!.Command];
        Assert.All(
            new[] { ("--map-tokens", "0"), ("--chat-history-file", "/dev/null"), ("--input-history-file", "/dev/null") },
            option => Assert.Equal(option.Item2, command[Array.IndexOf(command, option.Item1) + 1]));
        Assert.Contains("--no-gitignore", command);
    }
}
