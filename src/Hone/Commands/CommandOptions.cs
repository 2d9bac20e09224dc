using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hone.Cli.Commands;

/// <summary>Arguments and options that several commands share, so that they read the same everywhere.</summary>
internal static class CommandOptions
{
    public static Argument<string?> ProjectFolder()
    {
        Argument<string?> folder = new("project")
        {
            Description = "The project folder; by default the nearest one upwards that holds a hone.toml.",
            Arity = ArgumentArity.ZeroOrOne,
        };

        // Without this a mistyped option would be taken for a folder, and the error would speak of folders.
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [Token { Value: ['-', ..] word }])
            {
                result.AddError($"Unrecognized option '{word}'.");
            }
        });
        return folder;
    }

    public static Option<string?> ProjectOption() => new("--project", "-C")
    {
        Description = "The project folder; by default the nearest one upwards that holds a hone.toml.",
        HelpName = "folder",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document with stable names, and nothing else, on standard output." };

    public static Option<int> Wait() => new("--wait")
    {
        Description = "Wait up to so many seconds for another hone that is at work in this project.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 600,
    };

    public static Option<string[]> Workloads() => new("--workload", "-w")
    {
        Description = "Only this workload; may be given more than once.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<bool> Unprotected() => new("--unprotected")
    {
        Description = "Where the program does not work in an enclosure, run it without one: faulty programs may then write anywhere. For containers and machines made for it.",
    };
}
