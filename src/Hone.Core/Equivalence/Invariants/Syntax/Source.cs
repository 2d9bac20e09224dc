using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>Something that can be observed of a run, by its name in the language.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Its static type.</param>
/// <param name="Doc">What it is, for the reference page.</param>
internal sealed record Source(string Name, StaticType Type, string Doc)
{
    /// <summary>The channel, or its kind before <c>:PATH</c>; null for what is no channel.</summary>
    public string? Channel { get; init; }

    /// <summary>True for <c>file('…')</c> and <c>input('…')</c>.</summary>
    public bool TakesPath { get; init; }

    /// <summary>True for what only the run that is checked has: its inputs and its command, which the golden shares.</summary>
    public bool Shared { get; init; }

    /// <summary>True for a figure.</summary>
    public bool IsMetric { get; init; }

    /// <summary>All of them, in the order of the reference page.</summary>
    public static IReadOnlyList<Source> All { get; } =
    [
        new("exit", new(Kinds.Number | Kinds.Text), "The exit code as a number; `'timeout'` or `'signal SIGSEGV'` as a text when the run did not end by itself.") { Channel = "exit" },
        new("stdout", StaticType.Text, "Standard output.") { Channel = "stdout" },
        new("stderr", StaticType.Text, "Standard error.") { Channel = "stderr" },
        new("file", StaticType.Text, "`file('out/pairs.csv')`: an output file, by its path in the project.") { Channel = "file", TakesPath = true },
        new("http", StaticType.Text, "What a service answered, one exchange after the other: method and target, status, headers, body.") { Channel = "http" },
        new("input", StaticType.Text, "`input('input/novel.txt')`: an input file, by its path in the project.") { TakesPath = true, Shared = true },
        new("stdin", StaticType.Text, "What the run was given as standard input; empty without.") { Shared = true },
        new("command", StaticType.ListOf(StaticType.Text), "The program and its arguments, as texts.") { Shared = true },
        new("wall", StaticType.Number, "Wall time of the run in seconds.") { IsMetric = true },
        new("cpu", StaticType.Number, "CPU time of the run in seconds, user and system.") { IsMetric = true },
        new("peak", StaticType.Number, "Peak memory of the run (resident) in bytes.") { IsMetric = true },
    ];

    /// <summary>The source of this name; null when there is none.</summary>
    public static Source? Find(string name) => All.FirstOrDefault(source => source.Name == name);
}
