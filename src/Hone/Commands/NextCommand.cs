using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone next</c>: the one next step.</summary>
internal static class NextCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "next",
            """
            The one next step, as a command that can be run as it stands. Nothing is printed on standard output, and the exit
            code is 0, when the phase may stop.

            Example: eval "$(hone next)"
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            string? folder = front.Arguments.GetValue(project);
            using Session session = Session.Open(folder, front.Progress, front.Cancellation);
            NextStep.Answer next = NextStep.For(session, PhaseView.Load(session), folder);
            front.Print(
                new NextDocument("hone.next/1", next.Command, next.Because, next.Edit),
                ViewJson.Default.NextDocument,
                () => next.Command is null ? "" : next.Command + "\n");
            if (!front.Json)
            {
                Console.Error.WriteLine("hone: " + next.Because);
            }

            return ExitCode.Holds;
        });
        return command;
    }
}
