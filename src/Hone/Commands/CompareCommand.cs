using System.CommandLine;
using Hone.Cli.Steps.Comparing;
using Hone.Cli.Terminal;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Commands;

/// <summary><c>hone compare</c>: which command is faster, for anyone without a project.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        CompareOptions options = new();
        Option<bool> json = CommandOptions.Json();
        Option<bool> exitCode = new("--exit-code") { Description = "End with 0 for the same or faster, 1 for slower or invalid, 4 for undecided." };
        Option<string[]> read = new("--read") { Description = "Judge files of --export-samples again, or describe what hyperfine exported, instead of measuring.", HelpName = "file", AllowMultipleArgumentsPerToken = true };
        Option<string?> toJson = new("--export-json") { Description = "Write times and summaries as hyperfine's --export-json does.", HelpName = "file" };
        Option<string?> toCsv = new("--export-csv") { Description = "Write the summary as comma-separated values.", HelpName = "file" };
        Option<string?> toMarkdown = new("--export-markdown") { Description = "Write the summary as a Markdown table.", HelpName = "file" };
        Option<string?> toSamples = new("--export-samples") { Description = "Write every run (hone.pairs/1), from which --read finds the same verdict.", HelpName = "file" };
        Command command = new(
            "compare",
            """
            Which command is faster, and by how much? The commands run in pairs of random order until they are shown to differ, or
            the time budget is used up, so that neither a drifting machine nor stopping early makes equal commands look different.
            Different outputs are told before any ratio. One command alone is measured; one with parameters is compared with itself.

            Commands are split into words as a shell splits them, and run without one; --shell is for pipes, globs and the like.

            Examples:
              hone compare 'sort words.txt' 'sort --parallel=1 words.txt'
              hone compare --time-budget 4s --exit-code ./old ./new
              hone compare --param threads=1,2,4 'xz -T{threads} -kc data.bin'
            """);
        foreach (Symbol symbol in options.All)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        foreach (Option option in new Option[] { exitCode, json, toJson, toCsv, toMarkdown, toSamples, read })
        {
            command.Options.Add(option);
        }

        Front.Attach(command, json, front =>
        {
            ExportFiles exports = new(front.Arguments.GetValue(toJson), front.Arguments.GetValue(toCsv), front.Arguments.GetValue(toMarkdown), front.Arguments.GetValue(toSamples));
            exports.Check();
            string[] files = front.Arguments.GetValue(read) ?? [];
            (ComparisonReport report, IReadOnlyList<PairedSamples> samples, Host? host) = files.Length > 0 ? Read(front, options, files) : Measure(front, options);
            front.Print(CompareDocument.From(report, host), CompareJson.Default.CompareDocument, () => ComparisonText.Of(report, Glyphs.AreUnicode));
            exports.Write(report, samples);
            return report.Stop == StopReason.Interrupted && front.Cancellation.IsCancellationRequested ? throw new OperationCanceledException(front.Cancellation)
                : front.Arguments.GetValue(exitCode) ? CodeOf(report)
                : ExitCode.Holds;
        });
        return command;
    }

    private static (ComparisonReport Report, IReadOnlyList<PairedSamples> Samples, Host? Host) Measure(Front front, CompareOptions options)
    {
        if (options.Commands(front.Arguments).Count == 0)
        {
            throw new ProblemException(new(ExitCode.Usage, "no-command", "there is no command to measure", "hone compare 'COMMAND A' 'COMMAND B'"));
        }

        CompareSettings settings = options.Read(front.Arguments);
        CompareOutcome outcome = new CompareStep(settings, front.Progress, front.Cancellation).Run();
        ComparisonReport report = ComparisonReport.From(outcome.Groups, settings.Metric);
        return (outcome.Interrupted ? report with { Stop = StopReason.Interrupted } : report, outcome.Groups, outcome.Host);
    }

    private static (ComparisonReport Report, IReadOnlyList<PairedSamples> Samples, Host? Host) Read(Front front, CompareOptions options, string[] files)
    {
        if (options.Commands(front.Arguments).Count > 0)
        {
            throw new ProblemException(new(ExitCode.Usage, "read-and-measure", "--read judges files and measures nothing, but there are commands too", "leave one of them out"));
        }

        ReadStep.Answer answer = ReadStep.Run(files, options.ChosenMetric(front.Arguments));
        return (answer.Report, answer.Samples, null);
    }

    private static ExitCode CodeOf(ComparisonReport report)
    {
        ComparisonVerdict[] verdicts = [.. report.Pairs.Select(pair => pair.Result.Verdict)];
        return verdicts.Any(verdict => verdict is ComparisonVerdict.Slower or ComparisonVerdict.Invalid) ? ExitCode.GateSaidNo
            : verdicts.Contains(ComparisonVerdict.Undecided) ? ExitCode.Inconclusive
            : ExitCode.Holds;
    }
}
