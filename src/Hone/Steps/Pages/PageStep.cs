using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Drawing;
using Hone.Cli.Steps.Growth;
using Hone.Cli.Steps.Guarding;
using Hone.Cli.Steps.Histories;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence.Sealing;
using Hone.Equivalence.Strength;
using Hone.Guardrails;
using Hone.Guardrails.History;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Opportunities.Growth;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Html;
using Hone.Workloads;

namespace Hone.Cli.Steps.Pages;

/// <summary>Writes the report page.</summary>
internal static class PageStep
{
    /// <summary>The page's name in <c>.hone/view</c>, where it goes unless another place is named.</summary>
    public const string FileName = "report.html";

    private const int MostChecks = 20;

    /// <summary>Where the page goes: the file that was named, relative to the current folder, else the one in <c>.hone/view</c>.</summary>
    public static string PlaceOf(Session session, string? named)
    {
        if (named is not null)
        {
            OutputFile.Check(named, "--html FILE; the project, if any, comes before it");
            return named;
        }

        try
        {
            Directory.CreateDirectory(session.State.View);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, session.State.View);
        }

        return Path.Combine(session.State.View, FileName);
    }

    /// <summary>
    /// When the record, an artifact or what is sealed was altered: writes a page that says where, and nothing that would be drawn from the record,
    /// and ends with the problem. Otherwise nothing happens.
    /// </summary>
    public static void InsistOn(Session session, string place)
    {
        if (Altered(session) is ([LedgerFinding first, ..], byte[] page))
        {
            OutputFile.Write(place, page);

            // A broken chain and a broken seal have their own words.
            _ = session.Ledger.ReadTrusted();
            SealGuard.Insist(session);
            throw new ProblemException(new(ExitCode.Tampered, first.Rule, first.What, "see all of it with: hone ledger verify; then restore .hone from git") { Place = session.Folder });
        }
    }

    /// <summary>Where the record, an artifact or what is sealed was altered, and the page that says so and nothing else; null when all of it holds.</summary>
    public static (IReadOnlyList<LedgerFinding> Findings, byte[] Page)? Altered(Session session)
    {
        LedgerChain.Reading reading = session.Ledger.Read();
        IReadOnlyList<LedgerFinding> findings = [.. reading.Findings, .. LedgerStore.CheckArtifacts(reading.Entries, session.Artifacts).Findings];
        if (findings.Count == 0)
        {
            findings = [.. SealReading.Read(session).Findings.Select(finding => new LedgerFinding(0, finding.Rule, finding.What))];
        }

        return findings.Count == 0 ? null : (findings, ReportPage.Render(new() { Project = session.Project.Name, Ledger = new([], findings, 0, [], null) }));
    }

    /// <summary>The page of a record that holds.</summary>
    public static byte[] Render(Session session, PhaseView view)
    {
        IReadOnlyList<LedgerEntry> entries = session.Ledger.ReadTrusted();
        Evidence evidence = Evidence.From(entries);
        List<PageProfile> profiles = [];
        Dictionary<string, GrowthRun> ladders = [];
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            foreach (ProfileReport profile in workload.Profiles)
            {
                if (RecordedProfile.Of(session, evidence, workload.Workload, profile.Kind) is var (_, _, loaded))
                {
                    profiles.Add(new(workload.Workload.Name, loaded));
                }
            }

            if (workload.Growth is not null && evidence.Growth.TryGetValue(workload.Workload.Name, out Recorded<GrowthFact>? recorded) && GrowthView.Raw(session, recorded) is GrowthRun ladder)
            {
                ladders[workload.Workload.Name] = ladder;
            }
        }

        return ReportPage.Render(new()
        {
            Project = view.Report.Project.Name,
            Phase = view.Report,
            Ledger = LedgerOf(session, entries),
            Profiles = profiles,
            Sources = PageSources.Of(session, view.Report),
            Ladders = ladders,
            Strength = view.Report.Strength is null ? null : StrengthOf(session, evidence),
            Changes = PageChanges.Of(session, entries),
            Beads = [.. view.Beads.Select(bead => new PageBead(bead.Name, bead.Bead.Title, bead.IsOpen))],
            History = HistoryOf(session),
            Guard = GuardOf(session),
        });
    }

    private static PageLedger LedgerOf(Session session, IReadOnlyList<LedgerEntry> entries)
    {
        (IReadOnlyList<LedgerFinding> altered, int present, IReadOnlyList<string> missing) = LedgerStore.CheckArtifacts(entries, session.Artifacts);
        SealVerdict seal = SealReading.Read(session);
        return new([.. entries.Select(entry => new PageEntry(entry, EntrySummary.Of(entry)))], altered, present, missing, seal.IsSealed ? SealWords.Line(seal) : null);
    }

    private static StrengthRun? StrengthOf(Session session, Evidence evidence) =>
        evidence.Strength?.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == StrengthFact.Artifact) is Artifact artifact && session.Artifacts.Read(artifact) is byte[] json ? StrengthRun.Read(json) : null;

    // Without git, or without an entry, there is none; the page says so.
    private static HistoryReport? HistoryOf(Session session)
    {
        using ProjectHistory? history = ProjectHistory.Find(session, "", TimeSpan.Zero);
        try
        {
            return history is null ? null : HistoryView.Read(history, new([], [], ByTime: false, 0));
        }
        catch (ProblemException error) when (error.Problem.Rule == "history-empty")
        {
            return null;
        }
    }

    private static PageGuard GuardOf(Session session)
    {
        GuardView view = GuardView.Read(session);
        return new(
            view.Record,
            [.. view.Limits.Select(each => new PageLimit(each.Limit, each.Reference))],
            [.. view.Record.Checks.Reverse().Take(MostChecks).Select(check => new PageCheck(check, FiguresOf(session, check)))]);
    }

    private static IReadOnlyList<GuardFigure>? FiguresOf(Session session, Recorded<GuardCheckFact> check) =>
        check.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == GuardCheckFact.Artifact) is Artifact artifact && session.Artifacts.Read(artifact) is byte[] bytes && GuardRun.Read(bytes) is GuardRun run
            ? GuardRule.Judge(run)
            : null;
}
