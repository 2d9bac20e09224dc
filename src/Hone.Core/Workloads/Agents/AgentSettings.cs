using Hone.Units;

namespace Hone.Workloads.Agents;

/// <summary>How an agent is given its brief.</summary>
public enum BriefBy
{
    /// <summary>On standard input.</summary>
    Stdin,

    /// <summary>As the path of a file.</summary>
    File,

    /// <summary>As an argument.</summary>
    Argument,
}

/// <summary>The words of <see cref="BriefBy"/> in the manifest.</summary>
public static class BriefWays
{
    /// <summary><c>stdin</c>, <c>file</c> or <c>argument</c>.</summary>
    public static string Name(this BriefBy by) => by switch
    {
        BriefBy.Stdin => "stdin",
        BriefBy.File => "file",
        _ => "argument",
    };

    /// <summary>What a word means; null for none of them.</summary>
    public static BriefBy? Read(string word) => word switch
    {
        "stdin" => BriefBy.Stdin,
        "file" => BriefBy.File,
        "argument" => BriefBy.Argument,
        _ => null,
    };
}

/// <summary>The agent that <c>hone work</c> starts, and what it may have: <c>[agent]</c> of hone.toml.</summary>
public sealed record AgentSettings
{
    /// <summary>What stands for the brief in the command: its path, or its text.</summary>
    public const string Placeholder = "{brief}";

    /// <summary>The program and its arguments, started without a shell; empty when none is stated.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>How it gets its brief.</summary>
    public BriefBy Brief { get; init; } = BriefBy.Stdin;

    /// <summary>Folders and files besides its worktree that it may write to; <c>~/</c> is the home folder. Those that are not there are passed over.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>How long one call of it may take.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(1800);

    /// <summary>The most CPU time of each of its processes; null for any.</summary>
    public Duration? Cpu { get; init; }

    /// <summary>The most memory that each of its processes can write to; null for any.</summary>
    public Bytes? Memory { get; init; }

    /// <summary>It has the network: without it an agent reaches no model.</summary>
    public bool Network { get; init; } = true;

    /// <summary>It may write to its worktree and to <see cref="Writable"/> alone.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>How often it is called for one bead.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>What was accepted lands by itself.</summary>
    public bool Land { get; init; }

    /// <summary>The settings with another command: one that has a place for the brief, and of which nobody said how it gets it, is given its path.</summary>
    public AgentSettings With(IReadOnlyList<string> command, BriefBy? brief) => this with
    {
        Command = command,
        Brief = brief ?? (Brief == BriefBy.Stdin && command.Any(word => word.Contains(Placeholder, StringComparison.Ordinal)) ? BriefBy.File : Brief),
    };

    /// <summary>
    /// The command for a brief: <see cref="Placeholder"/> is replaced by the brief's path or text, which stands last where the command has
    /// no place for it. With <see cref="BriefBy.Stdin"/> the command as it is.
    /// </summary>
    /// <param name="path">The brief's file, absolute.</param>
    /// <param name="text">Its text.</param>
    public IReadOnlyList<string> Argv(string path, string text)
    {
        if (Brief == BriefBy.Stdin)
        {
            return Command;
        }

        string brief = Brief == BriefBy.File ? path : text;
        bool isNamed = Command.Any(word => word.Contains(Placeholder, StringComparison.Ordinal));
        return isNamed ? [.. Command.Select(word => word.Replace(Placeholder, brief, StringComparison.Ordinal))] : [.. Command, brief];
    }
}
