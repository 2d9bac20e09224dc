using System.Globalization;
using Hone.Beads;
using Hone.Ledger;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>The evidence that closes the bead of a step: what the record holds of the bead's own round.</summary>
internal sealed class RoundEvidence
{
    private readonly Session _session;
    private readonly PhaseView _view;
    private readonly Evidence _evidence;
    private readonly RoundLimits _limits;

    public RoundEvidence(Session session, PhaseView view)
    {
        _session = session;
        _view = view;
        _evidence = session.Evidence();
        _limits = new(session.Project, [.. view.Beads.Select(bead => bead.Bead)], _evidence.ClosedBeads);
    }

    /// <summary>The steps that a round does by itself, in the order of their dependencies, so that closing one opens the next.</summary>
    public static IReadOnlyList<string> Order { get; } = [.. PhaseSteps.Profiling, PhaseSteps.Oracle, PhaseSteps.Matrix];

    /// <summary>Whether what was recorded is of the round of this bead.</summary>
    public bool Counts(string key, LedgerEntry entry) => _limits.Counts(key, entry.Seq, entry.Time);

    /// <summary>The evidence that closes a bead of one of these steps, as the reason; null where there is none.</summary>
    public string? Of(string key) => PhaseRounds.StepOf(_session.Project, key) switch
    {
        PhaseSteps.Baseline => Of(key, workload => workload.BaselineEntry?.Entry, "samples"),
        PhaseSteps.FlameGraph => OfProfile(key, ProfileKind.Cpu),
        PhaseSteps.Heaptrack => OfProfile(key, ProfileKind.Allocation),
        PhaseSteps.Io => OfProfile(key, ProfileKind.Io),
        PhaseSteps.Oracle => Oracle(key),
        PhaseSteps.Matrix => _view.Report.Workloads.All(workload => ProfileStep.IsComplete([.. workload.Profiles.Where(profile => Counts(key, profile.Recorded.Entry))]))
            ? string.Create(CultureInfo.InvariantCulture, $"{_view.Report.Matrix.Count} rows, {_view.Report.Matrix.Count(_view.IsUnresolved)} at or above the score; see {AnalysisStep.FileName}")
            : null,
        _ => null,
    };

    private string? Oracle(string key)
    {
        bool isStable = _view.Report.Workloads.All(workload => workload.Golden is { Fact.Recordings: > 0 } golden && golden.Fact.Channels.All(channel => channel.Stable)
            && workload.Cases.All(each => each.Golden is Recorded<GoldenFact> own && own.Fact.Channels.All(channel => channel.Stable)));
        if (!isStable)
        {
            return null;
        }

        // In a sealed project the goldens are the owner's word for good: a round holds the program against them, and ends where it differs.
        return Of(key, workload => workload.Golden?.Entry, "golden output")
            ?? (_evidence.Seal is not null && _view.Report.Workloads.All(workload => workload.Cases.All(each => IsCompared(key, each.Name)))
                ? Of(key, workload => _evidence.OracleChecks.GetValueOrDefault(workload.Workload.Name)?.Entry, "comparison with the golden output")
                : null);
    }

    private bool IsCompared(string key, string name) => _evidence.OracleChecks.GetValueOrDefault(name) is { } check && Counts(key, check.Entry);

    private string? OfProfile(string key, ProfileKind kind)
    {
        // A kind that could not be recorded for any workload was not done; one that could for some says for which.
        ProfileReport[] profiles = [.. _view.Report.Workloads.Select(workload => Profile(workload, kind)).OfType<ProfileReport>()];
        return profiles.Any(profile => profile.Hotspots is not null) && profiles.All(profile => Counts(key, profile.Recorded.Entry))
            ? Of(key, workload => Profile(workload, kind) is { Hotspots: not null } profile ? profile.Recorded.Entry : null, kind.Name() + " profile", partial: true)
            : null;
    }

    private static ProfileReport? Profile(WorkloadReport workload, ProfileKind kind) => workload.Profiles.FirstOrDefault(profile => profile.Kind == kind);

    private string? Of(string key, Func<WorkloadReport, LedgerEntry?> entry, string what, bool partial = false)
    {
        List<string> parts = [];
        foreach (WorkloadReport workload in _view.Report.Workloads)
        {
            if (entry(workload) is LedgerEntry recorded && Counts(key, recorded))
            {
                string artifact = recorded.Artifacts.Count > 0 ? ", artifact " + recorded.Artifacts[0].Sha256[..12] : "";
                parts.Add($"{workload.Workload.Name} (ledger entry {recorded.Seq}{artifact})");
            }
            else if (!partial)
            {
                return null;
            }
            else
            {
                parts.Add($"{workload.Workload.Name} (not recordable here, see {AnalysisStep.FileName})");
            }
        }

        return $"{what} of {string.Join(", ", parts)}";
    }
}
