using Hone.Beads;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Ledger;
using Hone.Opportunities.Handicaps;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>What the record says of handicap tests now.</summary>
internal static class HandicapView
{
    /// <summary>
    /// The figures of the latest test of a function, computed from its rounds; null when there is none, when it was taken on another
    /// host, before a seal was renewed, or of another text of the function.
    /// </summary>
    public static HandicapFigures? Of(Session session, Evidence evidence, string workload, Frame frame)
    {
        string? file = frame.Source is SourceLocation source ? Relative(session.Folder, source.File) : null;
        return (Find(evidence, workload, frame.Function, file) ?? Find(evidence, workload, frame.Function, frame.Module)) is Recorded<HandicapFact> recorded && IsFresh(session, evidence, recorded)
            ? Of(session, recorded)
            : null;
    }

    /// <summary>The figures of a recorded test; null when its rounds are not there or say nothing.</summary>
    public static HandicapFigures? Of(Session session, Recorded<HandicapFact> recorded) =>
        recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == HandicapFact.Artifact) is Artifact artifact
        && session.Artifacts.Read(artifact) is byte[] json
        && HandicapRun.Read(json) is HandicapRun run
            ? HandicapFigures.Of(run)
            : null;

    /// <summary>The workloads in which a handicap of 5 % on the path was not seen and in no other test either; null when there are none.</summary>
    public static TeethBead? Blunt(Session session, Evidence evidence)
    {
        (string Workload, string Function, HandicapFigures Figures)[] told =
        [
            .. evidence.Handicaps.Values.Where(recorded => IsFresh(session, evidence, recorded))
                .Select(recorded => (recorded.Fact.Workload, recorded.Fact.Function, Figures: Of(session, recorded)!))
                .Where(each => each.Figures is { TellsTeeth: true }),
        ];
        string[] lines =
        [
            .. told.GroupBy(each => each.Workload)
                .Where(workload => session.Project.Workloads.Any(known => known.Name == workload.Key) && !workload.Any(each => each.Figures.SeesFivePercent))
                .OrderBy(workload => workload.Key, StringComparer.Ordinal)
                .Select(workload => $"{workload.Key}: {HandicapText.Teeth(workload.First().Figures)}, by {Printable.Clean(workload.First().Function)}"),
        ];
        return lines.Length > 0 ? new(lines) : null;
    }

    /// <summary>What each latest test of a workload of this project says of its benchmark.</summary>
    public static IReadOnlyList<TeethTest> TeethTests(Session session, Evidence evidence) =>
    [
        .. evidence.Handicaps.Values
            .Where(recorded => session.Project.Workloads.Any(known => known.Name == recorded.Fact.Workload))
            .Select(recorded => new TeethTest(
                recorded.Fact.Workload, recorded.Entry.Time, IsFresh(session, evidence, recorded), Of(session, recorded) is { TellsTeeth: true, SeesFivePercent: true })),
    ];

    /// <summary>Whether a test is about the program as it is now: by the function's own text, else by the commit.</summary>
    public static bool IsFresh(Session session, Evidence evidence, Recorded<HandicapFact> recorded)
    {
        if (recorded.Entry.Host != session.Host.Id || recorded.Entry.Seq < evidence.VoidBefore)
        {
            return false;
        }

        if (recorded.Fact is { Text: string text, Line: > 0 } fact)
        {
            string folder = session.Folder;
            return (FunctionSource.Find(folder, fact.File, fact.Function, fact.Line, out _) is HotFunction same && FunctionSource.Hash(same) == text)
                || (FunctionSource.Find(folder, fact.File, fact.Function, null, out _) is HotFunction moved && FunctionSource.Hash(moved) == text);
        }

        return new Freshness(session, evidence.VoidBefore).Of(recorded.Entry) is null;
    }

    private static Recorded<HandicapFact>? Find(Evidence evidence, string workload, string function, string? file) =>
        file is null ? null : evidence.Handicaps.GetValueOrDefault((workload, function, file));

    private static string Relative(string folder, string file) => Path.IsPathRooted(file) ? Path.GetRelativePath(folder, file) : file;
}
