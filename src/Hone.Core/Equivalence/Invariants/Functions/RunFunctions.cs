using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>Functions that run the program again; the run itself is made by <see cref="IObserved.Run"/>, not here.</summary>
internal static class RunFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("run", [new("command", Kinds.List) { Items = Kinds.Text }, new("stdin", Kinds.Text) { Optional = true }],
            "Another run: a program with its arguments, and its standard input (that of the run when left out). Its parts are `.exit`, `.stdout`, `.stderr` and `.file('…')`. The same command is `command`.",
            "run(['bin/unpack'], stdout).stdout == stdin")
        {
            Type = _ => StaticType.Run,
            Runs = true,
            Body = call => Comparable.Fault(call.List(0), call.Name(0), Kinds.Text) ?? (call.List(0).Items.Count == 0
                ? FaultValue.Wrong("run has no program: its list is empty")
                : Ran(call, new([.. call.List(0).Items.Select(word => ((TextValue)word).Bytes)], call.Has(1) ? call.Text(1).Bytes : null, new Dictionary<string, ReadOnlyMemory<byte>>()))),
        },
        new("rerun", [new("input", Kinds.Text) { Literal = true }, new("content", Kinds.Text)],
            "The same command once more, with other content for one of its inputs: a file by its path in the manifest, or `'stdin'`.",
            "multiset(lines(rerun('input/a.txt', unlines(shuffle(lines(input('input/a.txt')), 7))).stdout)) == multiset(lines(stdout))")
        {
            Type = _ => StaticType.Run,
            Runs = true,
            Body = call => System.Text.Encoding.UTF8.GetString(call.Text(0).Span) is var path && path == "stdin"
                ? Ran(call, new(null, call.Text(1).Bytes, new Dictionary<string, ReadOnlyMemory<byte>>()))
                : Ran(call, new(null, null, new Dictionary<string, ReadOnlyMemory<byte>> { [path] = call.Text(1).Bytes })),
        },
    ];

    private static Value Ran(Call call, RunRequest request) =>
        call.Meter.Spend(1000) ?? (call.Observed.Run(request) is { } observed ? new RunValue(observed) : (Value)FaultValue.Undecided("the program is not run again here"));
}
