using System.CommandLine;
using Hone.Cli.Steps.Detecting;
using Hone.Cli.Terminal;
using Hone.Measurement.Series;
using Hone.Problems;
using Hone.Reporting;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Commands;

/// <summary><c>hone detect</c>: where a series of figures changes, without a project.</summary>
internal static class DetectCommand
{
    public static Command Create()
    {
        Argument<string?> file = new("file") { Description = "CSV, JSON, JSON lines or one number a line; - or nothing reads standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> column = new("--column", "-c") { Description = "The column with the numbers: its name, a path of names in JSON (results.mean), or its number from 1.", HelpName = "name" };
        Option<string?> label = new("--label", "-l") { Description = "The column that names each point, such as the commit.", HelpName = "name" };
        Option<string?> smallest = new("--min-effect") { Description = "Changes of the level by less than this are none.", HelpName = "percent" };
        Option<string?> better = new("--better") { Description = "Which direction is better; with --exit-code only changes for the worse count.", HelpName = "lower|higher" };
        Option<string?> append = new("--append") { Description = "Take the numbers as the next ones of a history whose state is in this file, and tell only what they newly show.", HelpName = "state" };
        Option<bool> exitCode = new("--exit-code") { Description = "End with 1 when there is a change that holds, or with --append a new one." };
        Option<bool> json = CommandOptions.Json();
        better.AcceptOnlyFromAmong("lower", "higher");
        Command command = new(
            "detect",
            """
            Find where a series of measurements changed: steps and ramps of its level with an interval and the evidence of each, and
            where it became noisier. Outliers, skewed noise, noisy stretches and noise that resembles its neighbours are no changes:
            of flat series of 300 points at most one in a hundred shows one.

            Examples:
              hone detect p50.txt                                      one number a line
              hone detect --column mean --label commit runs.csv
              hone detect --column results.mean --json history.jsonl
              echo 412.7 | hone detect --append p50.state --exit-code

            Exit codes: 1 with --exit-code, there is a change that holds; 2 the input makes no sense; 4 there are too few points.
            """)
        {
            file,
        };
        foreach (Option option in new Option[] { column, label, smallest, better, append, exitCode, json })
        {
            command.Options.Add(option);
        }

        Front.Attach(command, json, front =>
        {
            ParseResult arguments = front.Arguments;
            double effect = arguments.GetValue(smallest) is string part ? Percent.Read(part, "--min-effect") : 0;
            int worse = arguments.GetValue(better) switch { "lower" => 1, "higher" => -1, _ => 0 };
            string source = arguments.GetValue(file) is { } path && path != "-" ? path : SeriesInput.StandardInput;
            string? state = arguments.GetValue(append);
            if (state is not null && effect > 0)
            {
                throw new ProblemException(new(ExitCode.Usage, "append-and-min-effect", "--append tells every change that new numbers show, and knows no --min-effect", "leave one of them out"));
            }

            ReadSeries series = SeriesInput.Read(source, new(arguments.GetValue(column), arguments.GetValue(label)));
            return state is null ? Whole(front, source, series, effect, arguments.GetValue(exitCode), worse) : Append(front, state, series, arguments.GetValue(exitCode), worse);
        });
        return command;
    }

    private static ExitCode Whole(Front front, string source, ReadSeries series, double effect, bool gate, int worse)
    {
        ChangePointReport report = ChangePointDetector.Find([.. series.Values], new() { SmallestEffect = effect });
        front.Print(DetectDocument.From(source, series, report), DetectJson.Default.DetectDocument, () => ChangePointText.Of(series, report, Glyphs.AreUnicode));
        return report.TooFew ? ExitCode.Inconclusive
            : gate && report.Changes.Any(change => change.WentAwayAt is null && Counts(change.After - change.Before, worse)) ? ExitCode.GateSaidNo
            : ExitCode.Holds;
    }

    private static ExitCode Append(Front front, string file, ReadSeries series, bool gate, int worse)
    {
        AppendOutcome outcome = AppendStep.Run(file, series);
        front.Print(AppendDocument.From(file, series, outcome), DetectJson.Default.AppendDocument, () => AppendedText.Of(series, outcome));
        return gate && outcome.Changes.Any(change => Counts(change.After - change.Before, worse)) ? ExitCode.GateSaidNo : ExitCode.Holds;
    }

    private static bool Counts(double difference, int worse) => worse == 0 || Math.Sign(difference) == worse;
}
