using System.CommandLine;
using System.CommandLine.Parsing;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone count</c>: instructions instead of time, of one command or of two.</summary>
internal static class CountCommand
{
    private const int MostCommands = 2;

    public static Command Create()
    {
        Argument<string[]> commands = new("command")
        {
            Description = "One command line, or two to compare, each quoted as one argument; or, after --, one command as its words.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<int> runs = new("--runs", "-r") { Description = "Count so often at most; two runs do where they are the same.", HelpName = "n", DefaultValueFactory = _ => 3 };
        Option<bool> first = new("--first-process") { Description = "Count the first process alone, not the programs that it starts." };
        Option<bool> ignore = new("--ignore-failure", "-i") { Description = "An exit code other than 0 is no error." };
        Option<bool> json = CommandOptions.Json();
        runs.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--runs takes a number from 1 to 1000.");
            }
        });
        Command command = new(
            "count",
            """
            Counts the instructions that a command executes, which repeats where times do not, or compares the counts of two. It
            takes some fifty times as long as a plain run: give it a run of 10 to 100 ms. Exit code 0, or 4 when the counts of
            two commands vary too much to compare.

            Example: hone count -- bin/wordfreq input/small.txt
            Example: hone count 'old/wordfreq input/small.txt' 'new/wordfreq input/small.txt'
            """)
        {
            commands, runs, first, ignore, json,
        };
        Front.Attach(command, json, front =>
        {
            IReadOnlyList<CommandLine> lines = Lines(front.Arguments, front.Arguments.GetValue(commands) ?? []);
            IReadOnlyList<IReadOnlyList<string>> argvs = [.. lines.Select(line => line.Words)];
            InstructionCounter counter = new(InstructionSource.Find(front.Cancellation)) { FollowChildren = !front.Arguments.GetValue(first) };
            InstructionRuns series = new(counter) { IgnoreFailure = front.Arguments.GetValue(ignore) };
            front.Progress.At("counting instructions");
            IReadOnlyList<IReadOnlyList<InstructionCount>> counts = series.Take([.. lines.Select(Request)], front.Arguments.GetValue(runs), front.Cancellation);
            InstructionVerdict? verdict = counts.Count == MostCommands ? InstructionVerdict.Of(counts[0], counts[1]) : null;
            front.Print(
                CountDocument.From(argvs, counts, verdict),
                ViewJson.Default.CountDocument,
                () => verdict is null ? InstructionText.Of(counts[0]) : InstructionText.Of(verdict, counts[0], counts[1]));
            return verdict?.Finding == InstructionFinding.Undecided ? ExitCode.Inconclusive : ExitCode.Holds;
        });
        return command;
    }

    private static SpawnRequest Request(CommandLine line) => new()
    {
        Argv = line.Words,
        WorkingDirectory = Directory.GetCurrentDirectory(),
        Environment = line.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
    };

    private static IReadOnlyList<CommandLine> Lines(ParseResult arguments, string[] given)
    {
        if (arguments.Tokens.Any(token => token.Type == TokenType.DoubleDash))
        {
            return [new() { Words = given }];
        }

        return given.Length <= MostCommands
            ? [.. given.Select(CommandWords.Parse)]
            : throw new ProblemException(new(ExitCode.Usage, "too-many-commands", $"{given.Length} commands are given, and two are compared at a time", "quote each command line as one argument, or write one command after --"));
    }
}

/// <summary>The counts of one command, in the order in which they were taken.</summary>
internal sealed record CountedDocument(IReadOnlyList<string> Argv, IReadOnlyList<long> Instructions, double Spread, IReadOnlyList<string> Notes);

/// <summary>How the second command compares with the first.</summary>
internal sealed record CountVerdictDocument(
    string Finding, double Ratio, double RatioLow, double RatioHigh, double Spread, double SmallestVisible, bool Identical, IReadOnlyList<FunctionChange> Functions);

/// <summary>Instruction counts.</summary>
internal sealed record CountDocument(string Schema, string Source, IReadOnlyList<string> Settings, IReadOnlyList<CountedDocument> Commands, CountVerdictDocument? Verdict)
{
    private const int MostFunctions = 50;

    public static CountDocument From(IReadOnlyList<IReadOnlyList<string>> argvs, IReadOnlyList<IReadOnlyList<InstructionCount>> counts, InstructionVerdict? verdict) => new(
        "hone.count/1",
        counts[0][0].Source,
        counts[0][0].Settings,
        [.. argvs.Zip(counts, (argv, each) => new CountedDocument(
            argv, [.. each.Select(count => count.Total)], InstructionVerdict.SpreadOf(each).Value, [.. each.SelectMany(count => count.Notes).Distinct()]))],
        verdict is null ? null : new(
            verdict.Finding.ToString().ToLowerInvariant(),
            verdict.Ratio.Value,
            verdict.Range.Low,
            verdict.Range.High,
            verdict.Spread.Value,
            verdict.SmallestVisible.Value,
            verdict.Identical,
            [.. verdict.Functions.Take(MostFunctions)]));
}
