using System.CommandLine;
using Hone.Cli.Steps.Profiles;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone profile doctor</c>: how far the stacks of profiles can be trusted.</summary>
internal static class ProfileDoctorCommand
{
    public static Command Create()
    {
        Argument<string[]> words = new("profiles") { Description = "Files of any format, or recorded profiles as WORKLOAD, WORKLOAD@REVISION or WORKLOAD#ENTRY. By default the newest of every workload.", Arity = ArgumentArity.ZeroOrMore, HelpName = "profile" };
        Option<string?> kind = new("--kind", "-k") { Description = "The kind of profile: cpu (the default), alloc, io, offcpu or lock.", HelpName = "kind" };
        kind.AcceptOnlyFromAmong([.. Enum.GetValues<ProfileKind>().Select(ProfileKindText.Name)]);
        Option<string?> format = new("--format") { Description = "The format of the files, where it is not recognised.", HelpName = "name" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "doctor",
            """
            How far the stacks of a profile can be trusted: which part of it has names, which part reaches the start of its program
            or thread, and for every file with functions that have no name why that is and what would mend it.

            Examples:
              hone profile doctor
              hone profile doctor perf.data
            """)
        {
            words, kind, format, project, json,
        };
        Front.Attach(command, json, front =>
        {
            ProfileKind wanted = front.Arguments.GetValue(kind) is string name ? Enum.GetValues<ProfileKind>().First(value => value.Name() == name) : ProfileKind.Cpu;
            using SessionOnDemand session = new(front.Arguments.GetValue(project), front);
            SideProfiles profiles = new(wanted, front.Arguments.GetValue(format), () => session.Value, front.Cancellation);
            string[] asked = front.Arguments.GetValue(words) ?? [];
            string[] chosen = asked.Length > 0 ? asked : [.. session.Value.Project.Workloads.Select(workload => workload.Name)];
            (string Name, Profile Profile, SymbolQuality Quality)[] found = [.. chosen.Select(word => (word, profiles.Read([word])[^1])).Select(pair => (pair.Item1, pair.Item2, SymbolQuality.Of(pair.Item2)))];
            ProfileDoctorDocument document = new(ProfileDoctorDocument.Version, [.. found.Select(one => ProfileDoctorDocument.Describe(one.Name, one.Profile, one.Quality))]);
            front.Print(document, ProfileDoctorJson.Default.ProfileDoctorDocument, () => string.Join('\n', found.Select(one => SymbolQualityText.Of(one.Name, one.Profile.Collector, one.Quality, one.Profile.Notes))));
            return ExitCode.Holds;
        });
        return command;
    }
}
