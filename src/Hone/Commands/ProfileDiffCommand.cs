using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Drawing;
using Hone.Cli.Steps.Profiles;
using Hone.Cli.Terminal;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Profiling.FlameGraphs;
using Hone.Reporting;
using Hone.Reporting.Differences;

namespace Hone.Cli.Commands;

/// <summary><c>hone profile diff</c>: which functions cost more or less.</summary>
internal static class ProfileDiffCommand
{
    public static Command Create()
    {
        Argument<string[]> two = new("profiles") { Description = "The earlier and the later profile: files, or recorded ones as WORKLOAD, WORKLOAD@REVISION or WORKLOAD#ENTRY.", Arity = new ArgumentArity(0, 2), HelpName = "profile" };
        Option<string[]> before = Side("--before", "Profiles of the earlier side, one a run: several show how runs differ.");
        Option<string[]> after = Side("--after", "Profiles of the later side.");
        Option<string?> kind = new("--kind", "-k") { Description = "The kind of profile: cpu (the default), alloc, io, offcpu or lock.", HelpName = "kind" };
        kind.AcceptOnlyFromAmong([.. Enum.GetValues<ProfileKind>().Select(ProfileKindText.Name)]);
        Option<string?> measure = new("--measure") { Description = "What is compared: cost (weight per run) or share (part of the profile). By default cost where it is known.", HelpName = "cost|share" };
        measure.AcceptOnlyFromAmong("cost", "share");
        Option<string?> format = new("--format") { Description = "The format of the files, where it is not recognised.", HelpName = "name" };
        Option<double> smallest = new("--smallest") { Description = "A change of less than this many per cent of the whole is not named.", HelpName = "percent", DefaultValueFactory = _ => 0.5 };
        Option<double?> tolerance = new("--run-spread") { Description = "By how many per cent a function's cost varies from run to run, where one profile a side cannot show it.", HelpName = "percent" };
        Option<int> top = new("--top") { Description = "Show at most so many changed functions.", HelpName = "number", DefaultValueFactory = _ => 10 };
        Option<string?> svg = new("--svg") { Description = "Draw both sides as one flame graph: red grew, blue shrank, grey did not change.", HelpName = "file" };
        Option<bool> fail = new("--fail-on-change") { Description = "End with 1 when a function changed." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "diff",
            """
            Which functions cost more or less, by how much, and whether that is more than chance. A function is judged by its own
            code: its callers are not blamed for it, and a cost that only moved between caller and callee is told apart. Several
            profiles a side (recorded at the same commit, or files after --before and --after) show how runs differ; with one
            a side that is assumed, and said.

            Examples:
              hone profile diff old.folded new.folded
              hone profile diff day@HEAD~1 day@HEAD --svg diff.svg
              hone profile diff --before a1.data a2.data a3.data --after b1.data b2.data b3.data --fail-on-change
            """)
        {
            two, before, after, kind, measure, format, smallest, tolerance, top, svg, fail, project, json,
        };
        Front.Attach(command, json, front =>
        {
            (IReadOnlyList<string> earlier, IReadOnlyList<string> later) = Words(front.Arguments.GetValue(two) ?? [], front.Arguments.GetValue(before) ?? [], front.Arguments.GetValue(after) ?? []);
            string? drawing = front.Arguments.GetValue(svg);
            if (drawing is not null)
            {
                OutputFile.Check(drawing);
            }

            ProfileKind? wanted = front.Arguments.GetValue(kind) is string name ? Enum.GetValues<ProfileKind>().First(value => value.Name() == name) : null;
            using SessionOnDemand session = new(front.Arguments.GetValue(project), front);
            SideProfiles sides = new(wanted, front.Arguments.GetValue(format), () => session.Value, front.Cancellation);
            IReadOnlyList<Profile> old = sides.Read(earlier);
            IReadOnlyList<Profile> current = sides.Read(later);
            DifferenceOptions options = new()
            {
                Measure = front.Arguments.GetValue(measure) switch { "cost" => DifferenceMeasure.Cost, "share" => DifferenceMeasure.Share, _ => null },
                SmallestPart = Part(front.Arguments.GetValue(smallest), "--smallest"),
                RunSpread = front.Arguments.GetValue(tolerance) is double percent ? Math.Max(1e-4, Part(percent, "--run-spread")) : null,
            };
            ProfileDifference difference = ProfileDifferences.Of(old, current, options);
            difference = difference with { Notes = [.. difference.Notes, .. sides.Notes] };
            if (drawing is not null)
            {
                Draw(drawing, old, current, difference, string.Join(" ", earlier) + " → " + string.Join(" ", later));
            }

            front.Print(ProfileDiffDocument.From(difference), ProfileDiffJson.Default.ProfileDiffDocument, () => DifferenceText.Of(difference, Math.Max(1, front.Arguments.GetValue(top)), Glyphs.AreUnicode));
            return front.Arguments.GetValue(fail) && (difference.Changed.Any() || difference.Common.Real) ? ExitCode.GateSaidNo : ExitCode.Holds;
        });
        return command;
    }

    private static Option<string[]> Side(string name, string description) =>
        new(name) { Description = description, HelpName = "profile", AllowMultipleArgumentsPerToken = true };

    private static (IReadOnlyList<string> Before, IReadOnlyList<string> After) Words(string[] two, string[] before, string[] after) => (two, before, after) switch
    {
        ([string earlier, string later], [], []) => ([earlier], [later]),
        ([], { Length: > 0 }, { Length: > 0 }) => (before, after),
        _ => throw new ProblemException(new(ExitCode.Usage, "two-sides", "a difference has two sides", "hone profile diff BEFORE AFTER, or hone profile diff --before FILE … --after FILE …")),
    };

    private static double Part(double percent, string option) => percent is >= 0 and <= 100
        ? percent / 100
        : throw new ProblemException(new(ExitCode.Usage, "not-a-percentage", $"{option} takes 0 to 100", $"{option} 1"));

    private static void Draw(string path, IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, ProfileDifference difference, string names)
    {
        FlameGraphOptions options = new() { Title = $"Difference of {FigureText.Kind(difference.Kind)} profiles", Workload = names };
        using MemoryStream svg = new();
        DifferenceGraph.Render(before, after, difference, options, svg);
        OutputFile.Write(path, svg.ToArray());
    }
}
