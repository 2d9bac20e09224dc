using Hone.Units;

namespace Hone.Workloads;

/// <summary>A command as the manifest states it: an argument vector, or one shell line when the manifest asks for a shell.</summary>
public sealed record CommandLine
{
    /// <summary>The program and its arguments; with <see cref="Shell"/> exactly one element, the line for <c>sh -c</c>.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>True when the manifest gave a shell line (<c>shell = "…"</c>) instead of an argument vector.</summary>
    public bool Shell { get; init; }

    /// <summary>The folder the command runs in, relative to the project folder; <c>.</c> is the project folder itself.</summary>
    public string WorkingDirectory { get; init; } = ".";

    /// <summary>Variables set for the command on top of the inherited environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How long the command may take before its whole process tree is killed; null where the holder says it
    /// (<see cref="Workload.Timeout"/> for a workload's own command).
    /// </summary>
    public Duration? Timeout { get; init; }

    /// <summary>What is executed: the words themselves, or <c>/bin/sh -c LINE</c>.</summary>
    public IReadOnlyList<string> Argv => Shell ? ["/bin/sh", "-c", Words[0]] : Words;

    /// <summary>The command as a person would type it in a POSIX shell, every word quoted where it must be.</summary>
    public string Text => Shell ? Words[0] : string.Join(' ', Words.Select(ShellQuoting.Quote));

    /// <summary>The command with every size placeholder <c>{n}</c> replaced by the size (see <see cref="SizePlaceholder"/>).</summary>
    public CommandLine ForSize(long size) => this with { Words = [.. Words.Select(word => SizePlaceholder.Fill(word, size))] };
}
