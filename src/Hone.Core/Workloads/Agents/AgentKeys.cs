namespace Hone.Workloads.Agents;

/// <summary>The keys of <c>[agent]</c>.</summary>
internal static class AgentKeys
{
    private const double Day = 24 * 3600;

    /// <summary>The table.</summary>
    public static ManifestTable Agent { get; } = new("agent",
        "The coding agent that `hone work` gives beads to. It works in a worktree of its own, outside the repository, and Hone judges what it leaves there: what an agent says of itself counts for nothing. See [work.md](work.md).",
        [
            new("preset", ManifestKind.Name, "The command line of a common agent: `" + string.Join("`, `", AgentPresets.Names) + "`. The keys below replace its parts.", "\"claude\"")
            {
                Pattern = "^(" + string.Join('|', AgentPresets.Names) + ")$",
                PatternInWords = string.Join(", ", AgentPresets.Names),
            },
            new("command", ManifestKind.Words, "The program and its arguments, started without a shell in the worktree. `{brief}` stands for the brief's path or text, where it is not given on standard input.", """["my-agent", "--task-file", "{brief}"]"""),
            new("brief", ManifestKind.Name, "How it gets its brief: on `stdin`, as the path of a `file`, or as an `argument`; where the command has no `{brief}`, as the last argument.", "\"file\"")
            {
                Pattern = "^(stdin|file|argument)$",
                PatternInWords = "stdin, file or argument",
            },
            new("writable", ManifestKind.Texts, "Folders and files besides its worktree that it may write to, absolute or beginning with `~/`: where it keeps its settings and sessions.", """["~/.my-agent"]"""),
            new("timeout", ManifestKind.Duration, "How long one call of it may take before its whole process tree is killed.", "\"1h\"") { Default = "\"30m\"", Least = 0.1, Greatest = Day },
            new("cpu", ManifestKind.Duration, "The most CPU time that each of its processes may use.", "\"10m\"") { Least = 1, Greatest = Day },
            new("memory-mib", ManifestKind.WholeNumber, "The most memory, in MiB, that each of its processes can write to.", "8192") { Least = 16, Greatest = 1e9 },
            new("network", ManifestKind.Flag, "Whether it has the network. An agent whose model is elsewhere needs it.", "false") { Default = "true" },
            new("sandbox", ManifestKind.Flag, "Whether it is kept from writing anywhere but to its worktree, a temporary folder and `writable`.", "false") { Default = "true" },
            new("attempts", ManifestKind.WholeNumber, "How often it is called for one bead: after a rejection it is told the rule, what was measured, the limit and the next step.", "2") { Default = "3", Least = 1, Greatest = 10 },
            new("land", ManifestKind.Flag, "Whether what was accepted lands by itself; else it waits for `hone change land`.", "true") { Default = "false" },
        ]);
}
