using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Drawing;
using Hone.Problems;
using Hone.Profiling.Formats;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Cli.Commands;

/// <summary><c>hone flamegraph</c>: any profile as a drawing or in another format, without a project.</summary>
internal static class FlamegraphCommand
{
    public static Command Create()
    {
        FlamegraphOptions options = new();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "flamegraph",
            $"""
            Draw a profile as a flame graph, an SVG file that opens in any browser, and print its top five hotspots; or write it in
            another format. The profile's format is recognised by its content, within gzip or zstd too:
              {string.Join(", ", ProfileFormats.Names.Take(8))},
              {string.Join(", ", ProfileFormats.Names.Skip(8))}.
            Or record a command, with the collector for its language.

            Examples:
              hone flamegraph perf.data
              perf script | hone flamegraph -o cpu.svg --title "nightly build"
              hone flamegraph heaptrack.app.1234.zst --metric peak
              hone flamegraph --to html perf.data     a page with search, a table, callers and callees
              hone flamegraph --to speedscope -o app.speedscope.json app.pb.gz
              hone flamegraph -- bin/wordfreq input/large.txt
              hone flamegraph --kind alloc -- python3 report.py

            Exit codes: 2 the file makes no sense, 3 a recording tool is missing, 4 there is nothing to draw.
            """);
        options.AddTo(command);
        command.Options.Add(json);
        Front.Attach(command, json, front =>
        {
            FlamegraphSettings settings = options.Read(front.Arguments, front.Json);
            OutputFile.Check(settings.Output);
            front.Progress.At(settings.Command.Count > 0 ? "recording" : "reading");
            FlamegraphResult result = FlamegraphStep.Run(settings, front.Cancellation);
            front.Progress.Wipe();
            OutputFile.Write(settings.Output, result.Bytes.Span);
            if (settings.Output != "-")
            {
                front.Print(FlamegraphDocument.From(settings, result), ViewJson.Default.FlamegraphDocument, () => Text(settings, result));
            }

            return ExitCode.Holds;
        });
        return command;
    }

    private static string Text(FlamegraphSettings settings, FlamegraphResult result)
    {
        StringBuilder text = new();
        HotspotText.Append(text, $"{FigureText.Kind(result.Profile.Kind)} · {Printable.Clean(result.Title)}", result.Hotspots);
        foreach (string note in result.Profile.Notes)
        {
            text.Append("note: ").Append(Printable.Clean(note)).Append('\n');
        }

        return text.Append("written: ").Append(Printable.Clean(settings.Output)).Append($" ({new Bytes(result.Bytes.Length)})\n").ToString();
    }
}
