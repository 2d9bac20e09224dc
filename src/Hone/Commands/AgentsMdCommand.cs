using System.CommandLine;
using System.Text.Json.Serialization;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Briefs;
using Hone.Problems;
using Hone.Reporting;
using Hone.Reporting.Briefs;

namespace Hone.Cli.Commands;

/// <summary><c>hone agents-md</c>: Hone's section in AGENTS.md.</summary>
internal static class AgentsMdCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> check = new("--check") { Description = "Exit code 1 when the section is not there, or is not what Hone would write now." };
        Option<bool> write = new("--write") { Description = "Write it: where it is, else at the end. Everything outside of its markers stays byte for byte." };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "agents-md",
            """
            Hone's section in AGENTS.md, from which coding agents learn how work is done here. Without an option it is printed.

            Example: hone agents-md --write
            """)
        {
            project, check, write, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(check) && result.GetValue(write))
            {
                result.AddError("--check and --write exclude each other.");
            }
        });
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            bool checks = front.Arguments.GetValue(check);
            bool writes = front.Arguments.GetValue(write);
            string section = AgentsSection.Of(session.Project);
            AgentsFile.State state = AgentsFile.Read(session);
            if (writes)
            {
                AgentsFile.Write(state);
            }

            if (checks && !state.IsCurrent)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo, "agents-md-stale", state.Now is null ? "there is no AGENTS.md" : "Hone's section is not there, or is not what Hone would write now", "hone agents-md --write")
                { Place = state.Path });
            }

            front.Print(
                new(
                    "hone.agents-md/1", state.Path, state.IsCurrent || writes, writes && !state.IsCurrent, section),
                AgentsMdJson.Default.AgentsMdDocument,
                () => writes ? (state.IsCurrent ? "nothing to write: " : "written: ") + Printable.Clean(state.Path) + "\n" : checks ? "as Hone would write it: " + Printable.Clean(state.Path) + "\n" : section);
            return ExitCode.Holds;
        });
        return command;
    }
}

/// <summary>Hone's section in AGENTS.md: where, whether it is current (now), and whether it was written this time.</summary>
internal sealed record AgentsMdDocument(string Schema, string Path, bool Current, bool Written, string Section);

/// <summary>Source-generated JSON of <c>hone agents-md</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentsMdDocument))]
internal sealed partial class AgentsMdJson : JsonSerializerContext;
