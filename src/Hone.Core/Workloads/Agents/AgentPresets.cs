namespace Hone.Workloads.Agents;

/// <summary>
/// Command lines of common coding agents as their documentation gives them for use without a person (2026), so that nobody has to look them
/// up: each works in the folder it is started in, asks nothing, and where it can says what it used. They change; <c>command</c> in hone.toml
/// replaces one. Hone's own sandbox is around each of them.
/// </summary>
public static class AgentPresets
{
    private static readonly string[] _caches = ["~/.cache"];

    private static readonly (string Name, AgentSettings Settings)[] _all =
    [
        ("claude", new()
        {
            Command = ["claude", "--print", "--permission-mode", "acceptEdits", "--allowedTools", "Bash", "--output-format", "json"],
            Writable = ["~/.claude", "~/.claude.json", .. _caches],
        }),
        ("codex", new()
        {
            Command = ["codex", "exec", "--sandbox", "workspace-write", "--json", "-"],
            Writable = ["~/.codex", .. _caches],
        }),
        ("gemini", new()
        {
            Command = ["gemini", "--approval-mode", "yolo", "--output-format", "json"],
            Writable = ["~/.gemini", .. _caches],
        }),
        ("opencode", new()
        {
            Command = ["opencode", "run", "--format", "json", AgentSettings.Placeholder],
            Brief = BriefBy.Argument,
            Writable = ["~/.local/share/opencode", "~/.config/opencode", "~/.local/state/opencode", .. _caches],
        }),
        ("aider", new()
        {
            // Its map of the repository is kept in a database within it, and its histories in files there: they would be taken for part of the change.
            Command =
            [
                "aider", "--yes-always", "--no-auto-commits", "--no-dirty-commits", "--no-gitignore", "--map-tokens", "0", "--chat-history-file", "/dev/null", "--input-history-file", "/dev/null",
                "--no-check-update", "--no-pretty", "--message-file", AgentSettings.Placeholder,
            ],
            Brief = BriefBy.File,
            Writable = ["~/.aider", .. _caches],
        }),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(each => each.Name)];

    /// <summary>The settings of a name; null for none.</summary>
    public static AgentSettings? Find(string name)
    {
        foreach ((string known, AgentSettings settings) in _all)
        {
            if (known == name)
            {
                return settings;
            }
        }

        return null;
    }
}
