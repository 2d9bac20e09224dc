using Hone.Beads;
using Hone.Cli.Steps.Growth;
using Hone.Cli.Steps.Rows;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Opportunities;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>What the record says of the phase now: read from the ledger and its artifacts, computed afresh each time.</summary>
internal sealed class PhaseView
{
    private static readonly string[] _checks = ["build", "test"];

    private readonly Evidence _evidence;

    private PhaseView(PhaseReport report, Evidence evidence, IReadOnlyList<BeadView> beads, Ratio threshold)
    {
        Report = report;
        _evidence = evidence;
        Beads = beads;
        Threshold = threshold;
    }

    public PhaseReport Report { get; }

    /// <summary>The phase's beads, as the tracker has them.</summary>
    public IReadOnlyList<BeadView> Beads { get; }

    /// <summary>The hotspot threshold in force: the manifest's, or twice the largest MDE.</summary>
    public Ratio Threshold { get; }

    /// <summary>Reads everything; of a sealed project that is not as it was sealed nothing is told but that.</summary>
    public static PhaseView Load(Session session)
    {
        SealGuard.Insist(session);
        return LoadUnguarded(session);
    }

    /// <summary>As <see cref="Load"/>, for an answer that tells the state of the seal itself.</summary>
    public static PhaseView LoadUnguarded(Session session)
    {
        IReadOnlyList<LedgerEntry> entries = session.Ledger.ReadTrusted();
        Evidence evidence = Hone.Ledger.Evidence.From(entries);
        List<WorkloadReport> workloads = [];
        RowFacts facts = new(session, evidence);
        foreach (Workload workload in session.Project.Workloads)
        {
            workloads.Add(Workload(session, evidence, workload, facts));
        }

        IReadOnlyList<Opportunity> matrix = Matrix.Build(facts.Facts);
        string[] hosts = [.. workloads.Where(workload => workload.BaselineEntry is not null).Select(workload => workload.BaselineEntry!.Entry.Host).Distinct()];
        double mde = workloads.Max(workload => workload.Baseline?.Mde.Value ?? 0);
        Ratio threshold = new(Math.Max(session.Project.Thresholds.HotspotShare.Value, 2 * mde));
        PhaseReport report = new()
        {
            Project = session.Project,
            Host = hosts.Length > 0 && evidence.Hosts.TryGetValue(hosts[^1], out System.Text.Json.JsonElement data) ? Host.Read(data) : null,
            Commit = entries.Count > 0 ? entries[^1].Commit : "none",
            Workloads = workloads,
            Matrix = matrix,
            Gates = PhaseGates.Of(session, evidence, workloads),
            Stop = new([]),
            Checks = [.. _checks.Where(evidence.Checks.ContainsKey).Select(purpose => evidence.Checks[purpose])],
            Degraded = Degraded(session, workloads),
            LastRun = evidence.LastRun,
            Strength = StrengthView.Of(session, evidence),
        };
        return new PhaseView(report, evidence, [], threshold).WithBeads(session);
    }

    /// <summary>The same evidence with the beads as the tracker has them now.</summary>
    public PhaseView WithBeads(Session session)
    {
        IReadOnlyList<BeadView> beads = BeadsStep.Read(session);
        PhaseView view = new(Report, _evidence, beads, Threshold);
        return new(Report with { Stop = view.StopCondition(), Round = RoundView.Of(session, _evidence, Report.Matrix, view.IsOpen) }, _evidence, beads, Threshold);
    }

    /// <summary>The bead of an opportunity, or null.</summary>
    public BeadView? BeadOf(Opportunity row) => Beads.FirstOrDefault(bead => bead.Key == BeadId.Key(Report.Project, BeadId.StepOfRow(row.Id)));

    /// <summary>Something can still be done about the row: nobody turned it down, its bead is not closed, and no test says that it cannot pay.</summary>
    public bool IsOpen(Opportunity row) => row.Rejected is null && row.OffPath is null && BeadOf(row) is null or { IsOpen: true };

    /// <summary>At or above the score, with the evidence that raises a bead (or one that is there), and open.</summary>
    public bool IsUnresolved(Opportunity row) => row.Score >= Report.Project.Thresholds.Score && IsOpen(row) && (row.Raises || BeadOf(row) is not null);

    /// <summary>
    /// A row of a hotspot in the project's own code that something could still be done about: it is open, nobody judged it to be below the
    /// score, and the hotspot is not <see cref="IsSettled"/>.
    /// </summary>
    public bool IsActionable(Opportunity row) => row.Hotspot.Own && row.Hotspot.Share >= Threshold && IsLeft(row) && !IsSettled(row);

    // Every row of the same function that is more than a hint was dealt with, and at least one was: the rest are hints.
    private bool IsSettled(Opportunity row)
    {
        Opportunity[] same = [.. Report.Matrix.Where(other => other.Workload == row.Workload && other.Kind == row.Kind && other.Hotspot.Frame == row.Hotspot.Frame)];
        return same.Any(other => !IsLeft(other)) && same.All(other => !IsLeft(other) || other.Reliability is LeverReliability.Hint);
    }

    private bool IsLeft(Opportunity row) => IsOpen(row) && !(row.IsJudged && row.Score < Report.Project.Thresholds.Score);

    private StopCondition StopCondition()
    {
        bool isProfiled = Report.Workloads.All(workload => ProfileStep.IsComplete(workload.Profiles));
        double mde = Report.Workloads.Max(workload => workload.Baseline?.Mde.Value ?? 0);
        return Hone.Beads.StopCondition.Of(new StopFacts
        {
            StepsWithoutEvidence = [.. Report.Gates.Where(gate => !gate.Holds).Select(gate => $"{gate.Name} ({gate.Value})")],
            ProfilingBeads = [.. Beads.Where(bead => bead.IsProfiling).Select(bead => (bead.Name, !bead.IsOpen))],
            Opportunities = isProfiled ? [.. Report.Matrix.Where(IsUnresolved).Select(row => new UnresolvedOpportunity(row.Id, row.Score))] : null,
            ScoreLimit = Report.Project.Thresholds.Score,
            Hotspots = isProfiled ? [.. Report.Matrix.Where(IsActionable).Select(row => new ActionableHotspot(row.Workload, row.Hotspot.Frame.Function, row.Hotspot.Share)).Distinct()] : null,
            ShareLimit = Report.Project.Thresholds.HotspotShare,
            SmallestEffect = mde > 0 ? new(mde) : null,
        });
    }

    private static WorkloadReport Workload(Session session, Evidence evidence, Workload workload, RowFacts facts)
    {
        Recorded<BaselineFact>? baselineEntry = evidence.Baselines.GetValueOrDefault(workload.Name);
        BaselineSummary? baseline = RecordedBaseline.Of(session, baselineEntry?.Entry);
        ServiceSummary? service = baseline is null && baselineEntry?.Entry.Artifacts is [Artifact samples] && session.Artifacts.Read(samples) is byte[] bytes
            && ServiceSamples.Read(bytes) is ServiceSamples latencies ? ServiceSummary.Of(latencies) : null;
        List<ProfileReport> profiles = [];
        IReadOnlyDictionary<ProfileKind, LoadedProfile> loaded = LoadedProfile.All(session, evidence, workload);
        foreach (ProfileKind kind in ProfileStep.AllKinds)
        {
            if (!evidence.Profiles.TryGetValue((workload.Name, kind.Name()), out Recorded<ProfileFact>? recorded))
            {
                continue;
            }

            string graph = ViewFolder.FlameGraphName(workload.Name, kind);
            bool hasGraph = recorded.Entry.Artifacts.Any(artifact => artifact.Name == "flame.svg");
            profiles.Add(new(kind, recorded, loaded.GetValueOrDefault(kind)?.Shown, hasGraph ? ViewFolder.Link(graph) : null) { Times = loaded.GetValueOrDefault(kind)?.Profile.Times });
        }

        GrowthFigures? growth = GrowthView.Of(session, evidence, workload.Name);
        facts.Add(workload, baseline, baselineEntry?.Entry, loaded, growth);
        return new(workload, baseline, baselineEntry, profiles, evidence.Goldens.GetValueOrDefault(workload.Name))
        {
            Service = service,
            Growth = growth,
            Cases = [.. session.Project.Oracle.Cases.Where(each => each.Workload == workload.Name).Select(each => new CaseReport(each.Name, evidence.Goldens.GetValueOrDefault(each.Name)))],
        };
    }

    private static List<string> Degraded(Session session, IReadOnlyList<WorkloadReport> workloads)
    {
        List<string> degraded = [];
        foreach (WorkloadReport workload in workloads)
        {
            foreach (ProfileReport profile in workload.Profiles.Where(profile => profile.Hotspots is null))
            {
                degraded.Add($"{workload.Workload.Name}: no {FigureText.Kind(profile.Kind)} profile: {string.Join("; ", profile.Recorded.Fact.Notes)}");
            }

            degraded.AddRange((workload.Golden?.Fact.Notes ?? []).Select(note => $"{workload.Workload.Name}: {note}"));
            degraded.AddRange(workload.Cases.SelectMany(each => (each.Golden?.Fact.Notes ?? []).Select(note => $"{each.Name}: {note}")));
        }

        if (session.Project.Test is null)
        {
            degraded.Add("the manifest states no test command: nothing says that the measured program is right");
        }

        return [.. degraded.Distinct()];
    }
}
