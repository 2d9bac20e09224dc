using System.CommandLine;
using System.CommandLine.Parsing;
using Hone.Cli.Steps.Drawing;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Cli.Commands;

/// <summary>The options of <c>hone flamegraph</c>, and the settings that they make.</summary>
internal sealed class FlamegraphOptions
{
    private const string Svg = "svg";
    private const double WidestMinimum = 100;

    private readonly Argument<string[]> _words = new("file")
    {
        Description = "A profile of any format, or - for standard input; or, after --, a command to record.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write, or - for standard output; flamegraph.svg or .html by default, and standard output for the text forms of --to.", HelpName = "file" };
    private readonly Option<string?> _to = new("--to") { Description = "What to write; what the ending of --output stands for by default, else svg." };
    private readonly Option<string?> _format = new("--format") { Description = "The format of the file; by default it is recognised by its content.", HelpName = "name" };
    private readonly Option<string?> _kind = new("--kind", "-k") { Description = "What to record of a command (cpu, alloc, io, offcpu or lock), or to take from a file that has several.", HelpName = "kind" };
    private readonly Option<string?> _title = new("--title") { Description = "The heading; the file's name or the command by default.", HelpName = "text" };
    private readonly Option<bool> _inverted = new("--inverted") { Description = "The root on top (an icicle graph)." };
    private readonly Option<bool> _reversed = new("--reverse") { Description = "Turn the stacks round: the functions that do the work at the root, their callers above." };
    private readonly Option<bool> _byProgram = new("--by-program") { Description = "Keep programs, or the threads of a file that names them, apart." };
    private readonly Option<double> _minWidth = new("--min-width") { Description = "Leave out boxes that are narrower than so many pixels of 1200; html has all.", HelpName = "pixels", DefaultValueFactory = _ => 0.1 };
    private readonly Option<string?> _metric = new("--metric") { Description = "The column that widths and shares are of, such as time, samples, bytes, allocations, peak.", HelpName = "name" };
    private readonly Option<string?> _filter = new("--filter") { Description = "Only stacks with a function or module whose name holds this text.", HelpName = "text" };

    public FlamegraphOptions()
    {
        _to.AcceptOnlyFromAmong([Svg, FlamegraphSettings.Html, .. ProfileWriters.All.Select(writer => writer.Name)]);
        _format.AcceptOnlyFromAmong([.. ProfileFormats.Names]);
        _kind.AcceptOnlyFromAmong([.. Enum.GetValues<ProfileKind>().Select(kind => kind.Name())]);
    }

    /// <summary>Gives everything but <c>--json</c> to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_words);
        foreach (Option option in new Option[] { _output, _to, _format, _kind, _title, _inverted, _reversed, _byProgram, _minWidth, _metric, _filter })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The settings; what cannot be meant is a usage problem.</summary>
    public FlamegraphSettings Read(ParseResult arguments, bool json)
    {
        (string? file, IReadOnlyList<string> command) = Words(arguments);
        string to = arguments.GetValue(_to) ?? ByEnding(arguments.GetValue(_output));
        string output = arguments.GetValue(_output) ?? (to is Svg or FlamegraphSettings.Html ? "flamegraph." + to : "-");
        if (output == "-" && json)
        {
            throw Usage("two-outputs", $"--json and the {to} would both go to standard output", "write one of them to a file: -o FILE");
        }

        if (output == "-" && ProfileWriters.Named(to) is { IsText: false } && !Console.IsOutputRedirected)
        {
            throw Usage("binary-to-terminal", $"{to} is no text, and standard output is a terminal", "write it to a file: -o profile" + ProfileWriters.Named(to)!.Extension);
        }

        double minWidth = arguments.GetValue(_minWidth);
        return new()
        {
            File = file,
            Command = command,
            Kind = arguments.GetValue(_kind) is string kind ? Enum.GetValues<ProfileKind>().First(each => each.Name() == kind) : null,
            Format = arguments.GetValue(_format),
            To = to,
            Output = output,
            Title = arguments.GetValue(_title),
            Inverted = arguments.GetValue(_inverted),
            Reversed = arguments.GetValue(_reversed),
            ByProgram = arguments.GetValue(_byProgram),
            MinWidth = minWidth is >= 0 and <= WidestMinimum ? minWidth : throw Usage("option-value", "--min-width takes pixels from 0 to 100", "hone flamegraph --help"),
            Metric = arguments.GetValue(_metric),
            Filter = arguments.GetValue(_filter) is { Length: > 0 } filter ? filter : null,
        };
    }

    private static string ByEnding(string? output) =>
        output is null ? Svg
        : output.EndsWith('.' + FlamegraphSettings.Html, StringComparison.OrdinalIgnoreCase) ? FlamegraphSettings.Html
        : ProfileWriters.All.Where(writer => output.EndsWith(writer.Extension, StringComparison.OrdinalIgnoreCase)).MaxBy(writer => writer.Extension.Length)?.Name ?? Svg;

    private (string? File, IReadOnlyList<string> Command) Words(ParseResult arguments)
    {
        string[] words = arguments.GetValue(_words) ?? [];
        int dashes = arguments.Tokens.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        int after = dashes < 0 ? 0 : arguments.Tokens.Count - dashes - 1;
        string[] before = words[..(words.Length - after)];
        string[] command = words[^after..];
        return before switch
        {
            [['-', _, ..] option, ..] => throw Usage("unknown-option", $"Unrecognized option '{option}'.", "hone flamegraph --help"),
            [_, _, ..] => throw Usage("two-files", $"one file is drawn, and '{before[1]}' is a second one", "a command to record goes after --"),
            [_] when after > 0 => throw Usage("file-and-command", "a file is drawn or a command is recorded, not both", "leave one of them out"),
            [string file] => (file, []),
            _ when dashes >= 0 && after == 0 => throw Usage("no-command", "no command stands after --", "hone flamegraph -- COMMAND"),
            _ when after == 0 && !Console.IsInputRedirected => throw Usage("no-profile", "neither a file nor a command is given", "hone flamegraph FILE, or hone flamegraph -- COMMAND"),
            _ => (null, command),
        };
    }

    private static ProblemException Usage(string rule, string what, string next) => new(new(ExitCode.Usage, rule, what, next));
}
