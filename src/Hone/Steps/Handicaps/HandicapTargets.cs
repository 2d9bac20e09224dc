using System.Globalization;
using Hone.Equivalence.Delays;
using Hone.Equivalence.Mutants;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>
/// Which function a person means: a row of the matrix, a function of a recorded profile, or <c>FILE:FUNCTION</c> or <c>FILE:LINE</c>
/// of the source.
/// </summary>
internal static class HandicapTargets
{
    private const int Enough = 400;
    private const int MostNamed = 8;

    private static readonly ProfileKind[] _kinds = [ProfileKind.Cpu, ProfileKind.OffCpu, ProfileKind.Lock, ProfileKind.Allocation, ProfileKind.Io];

    /// <summary>The function; a problem when there is none, or more than one that may be meant.</summary>
    public static HandicapTarget Find(Session session, Evidence evidence, IReadOnlyList<Workload> workloads, string text) =>
        OfRow(session, text) ?? OfPlace(session, workloads, text) ?? OfProfiles(session, evidence, workloads, text) ?? OfSources(session, workloads, text)
        ?? throw new ProblemException(new(
            ExitCode.Usage,
            "unknown-function",
            $"no function '{text}' is in a recorded profile or in the sources of this project",
            "name a row of the matrix (hone matrix), a function as a profile has it, or the place: FILE:FUNCTION or FILE:LINE")
        { Place = session.Folder });

    /// <summary>The hottest of the project's own functions whose source a counter can be put into.</summary>
    public static HandicapTarget Hottest(Session session, Evidence evidence, IReadOnlyList<Workload> workloads)
    {
        foreach (Workload workload in workloads)
        {
            foreach (Hotspot hotspot in Hotspots(session, evidence, workload, ProfileKind.Cpu).Where(hotspot => hotspot.Own && hotspot.Frame.Source is not null))
            {
                HandicapTarget target = Of(session, workload, hotspot.Frame);
                if (target.File is string file && FunctionSource.Find(session.Folder, file, target.Function, target.Line, out _) is not null)
                {
                    return target;
                }
            }
        }

        throw new ProblemException(new(
            ExitCode.GateSaidNo,
            "no-hot-functions",
            "no CPU profile shows a function of this project that a counter can be put into",
            "record one with: hone profile; or name a function: hone handicap FILE:FUNCTION --teeth")
        { Place = session.Folder });
    }

    private static HandicapTarget? OfRow(Session session, string text)
    {
        if (text.LastIndexOf('-') is var dash && (dash < 1 || text.Length - dash != 7 || !text[(dash + 1)..].All(char.IsAsciiHexDigitLower)))
        {
            return null;
        }

        return PhaseView.Load(session).Report.Matrix.FirstOrDefault(row => row.Id == text) is { } row
            ? Of(session, session.Project.Workloads.First(workload => workload.Name == row.Workload), row.Hotspot.Frame)
            : null;
    }

    private static HandicapTarget? OfPlace(Session session, IReadOnlyList<Workload> workloads, string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || Relative(session.Folder, text[..colon]) is not string file)
        {
            return null;
        }

        string rest = text[(colon + 1)..];
        int? line = int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        string name = line is int at ? NameAt(session.Folder, file, at) ?? rest : rest;
        return new(First(session, workloads), name, file, line, null);
    }

    private static string? NameAt(string folder, string file, int line) =>
        FunctionSource.Find(folder, file, "", line, out _) is { } found && SourceFunctions.All(found.Tokens, found.Source, found.Language).FirstOrDefault(function => function.FirstLine <= line && line <= function.LastLine) is { } function
            ? function.Name
            : null;

    private static HandicapTarget? OfProfiles(Session session, Evidence evidence, IReadOnlyList<Workload> workloads, string text)
    {
        string simple = SourceFunctions.SimpleName(text);
        foreach (ProfileKind kind in _kinds)
        {
            (Workload Workload, Hotspot Hotspot)[] named =
            [
                .. workloads.SelectMany(workload => Hotspots(session, evidence, workload, kind).Select(hotspot => (workload, hotspot)))
                    .Where(each => each.hotspot.Frame.Function == text || SourceFunctions.SimpleName(each.hotspot.Frame.Function) == simple),
            ];
            if (named.Length > 0)
            {
                // As it is written there, rather than by its last part; then the one that most time goes to.
                (Workload workload, Hotspot found) = named.OrderByDescending(each => each.Hotspot.Frame.Function == text).ThenByDescending(each => each.Hotspot.Own).ThenByDescending(each => each.Hotspot.Share).First();
                return Of(session, workload, found.Frame);
            }
        }

        return null;
    }

    private static HandicapTarget? OfSources(Session session, IReadOnlyList<Workload> workloads, string text)
    {
        string simple = SourceFunctions.SimpleName(text);
        if (simple.Length == 0)
        {
            return null;
        }

        string[] files =
        [
            .. ProjectFiles.List(session.Folder)
                .Where(file => SourceLanguages.Of(file) is { } language && DelayedSource.Languages.Contains(language.Name))
                .Where(file => FunctionSource.Has(session.Folder, file, simple)),
        ];
        return files.Length switch
        {
            0 => null,
            1 => new(First(session, workloads), text, files[0], null, null),
            _ => throw new ProblemException(new(
                ExitCode.Usage,
                "ambiguous-function",
                $"no profile has '{text}', and it is in several files: {string.Join(", ", files.Take(MostNamed))}{(files.Length > MostNamed ? ", …" : "")}",
                $"say which: hone handicap {files[0]}:{simple}")
            { Place = session.Folder }),
        };
    }

    private static IReadOnlyList<Hotspot> Hotspots(Session session, Evidence evidence, Workload workload, ProfileKind kind) =>
        RecordedProfile.Of(session, evidence, workload, kind) is var (_, _, profile)
            ? Hone.Profiling.Hotspots.Find(profile, new() { Top = Enough, IsOwn = OwnCode.In(session.Folder) }).Hotspots
            : [];

    private static HandicapTarget Of(Session session, Workload workload, Frame frame) => new(
        workload,
        frame.Function,
        frame.Source is SourceLocation source ? Relative(session.Folder, source.File) : null,
        frame.Source is { Line: > 0 } place ? place.Line : null,
        frame.Module);

    // Without a word about the workload, the first that ends by itself.
    private static Workload First(Session session, IReadOnlyList<Workload> workloads) =>
        workloads.FirstOrDefault(workload => workload.Service is null) ?? session.Project.Workloads[0];

    private static string? Relative(string folder, string file)
    {
        string relative = Path.GetRelativePath(folder, Path.Combine(folder, file));
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) || !File.Exists(Path.Combine(folder, relative)) ? null : relative;
    }
}
