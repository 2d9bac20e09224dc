using Hone.Guardrails.History;

namespace Hone.Tests.Guardrails.History;

public sealed class HistoryReportTests
{
    [Fact]
    public void Several_workloads_at_one_commit_are_one_incident()
    {
        HistoryReport report = Of(80, i =>
        [
            Entries.Of(i, Entries.Noisy(i < 40 ? 100 : 112, i)),
            Entries.Of(i, Entries.Noisy(i < 40 ? 50 : 55, i + 3), workload: "night"),
            Entries.Of(i, Entries.Noisy(i < 65 ? 20 : 18, i + 5), workload: "week"),
        ]);
        Assert.Equal(2, report.Incidents.Count);
        Incident first = report.Incidents[0];
        Assert.Equal(["day", "night"], first.Changes.Select(change => change.Series.Key.Workload));
        Assert.Equal((39, 40), (first.LikelyAfter, first.Likely));
        Assert.InRange(first.UpTo - first.After, 1, 6);
        Assert.Equal(IncidentState.Holds, first.State);
        Assert.True(first.IsOpenLoss);
        Assert.False(report.Incidents[1].IsOpenLoss);
    }

    [Fact]
    public void A_ramp_is_one_incident()
    {
        HistoryReport report = Of(160, i => [Entries.Of(i, Entries.Noisy(100 * (1 + (0.2 * Math.Clamp((i - 50) / 50.0, 0, 1))), i))]);
        Incident incident = Assert.Single(report.Incidents);
        Assert.True(incident.IsRamp);
    }

    [Fact]
    public void A_loss_that_came_back_went_away()
    {
        HistoryReport report = Of(90, i => [Entries.Of(i, Entries.Noisy(i is >= 30 and < 60 ? 115 : 100, i))]);
        Assert.Equal([IncidentState.WentAway, IncidentState.Holds], report.Incidents.Select(incident => incident.State));
        Assert.DoesNotContain(report.Incidents, incident => incident.IsOpenLoss);
    }

    [Fact]
    public void A_step_with_another_kernel_is_the_environments()
    {
        HistoryReport report = Of(60, i => [Entries.Of(i, Entries.Noisy(i < 30 ? 100 : 110, i), kernel: i < 30 ? "6.1" : "6.6")]);
        Incident incident = Assert.Single(report.Incidents);
        Assert.Equal(IncidentState.Environment, incident.State);
        Assert.False(incident.IsOpenLoss);
        Assert.Equal(new ChangedFact("kernel", "6.1", "6.6"), Assert.Single(incident.Changes[0].Changed));
    }

    [Fact]
    public void A_step_that_shows_on_one_machine_is_the_programs_although_another_came_too()
    {
        // The new machine came with the commit, and the old one measured on: there the step shows as well.
        HistoryReport report = Of(60, i =>
        [
            Entries.Of(i, Entries.Noisy(i < 30 ? 100 : 110, i)),
            .. i < 30 ? Array.Empty<HistoryEntry>() : [Entries.Of(i, Entries.Noisy(111, i + 4), host: "h2")],
        ]);
        Incident incident = Assert.Single(report.Incidents);
        Assert.Equal(IncidentState.Holds, incident.State);
    }

    [Fact]
    public void Machines_that_take_turns_are_no_change_of_the_program()
    {
        // Blocks of twenty commits on one of two machines, one 6 % slower: many changes, none of the program.
        HistoryReport report = Of(160, i => [Entries.Of(i, Entries.Noisy(i / 20 % 2 == 0 ? 100 : 106, i), host: i / 20 % 2 == 0 ? "h1" : "h2")]);
        Assert.NotEmpty(report.Incidents);
        Assert.All(report.Incidents, incident => Assert.Equal(IncidentState.Environment, incident.State));
    }

    [Fact]
    public void A_machine_that_is_new_each_time_is_no_reason()
    {
        HistoryReport report = Of(60, i => [Entries.Of(i, Entries.Noisy(i < 30 ? 100 : 110, i), host: "rented" + i)]);
        Assert.Equal(IncidentState.Holds, Assert.Single(report.Incidents).State);
    }

    [Fact]
    public void Points_go_along_the_commits_however_late_they_were_measured()
    {
        HistoryEntry[] entries = [.. Enumerable.Range(0, 40).Reverse().Select((commit, i) => Entries.Of(commit, Entries.Noisy(commit < 20 ? 100 : 120, commit)) with { Time = Entries.Start.AddMinutes(i) })];
        HistoryReport report = HistoryReport.Of(entries, Entries.Line(40), 0);
        Assert.Equal(20, Assert.Single(report.Incidents).Likely);
        Assert.Equal(Enumerable.Range(0, 40).Select(Entries.Commit), report.Series[0].Series.Points.Select(point => point.Commit));
    }

    [Fact]
    public void A_commit_that_was_measured_again_is_one_point_with_the_median()
    {
        HistoryEntry[] entries = [.. Enumerable.Range(0, 3).Select(i => Entries.Of(5, 10 + (i * i)) with { Time = Entries.Start.AddMinutes(i) })];
        HistoryPoint point = Assert.Single(Assert.Single(HistorySeries.Of(entries, Entries.Line(9))).Points);
        Assert.Equal((3, 11e6), (point.Measurements, point.Value));
    }

    [Fact]
    public void Along_the_time_each_measurement_is_a_point_and_a_changed_tree_is_never_one_with_its_commit_or_another()
    {
        HistoryEntry At(int minutes, string behind) => Entries.Of(5, 10 + minutes) with { Time = Entries.Start.AddMinutes(minutes), Commit = Entries.Commit(5) + behind };
        HistoryEntry[] entries = [At(0, ""), At(1, "+dirty"), At(2, "+dirty"), At(3, ""), At(4, "") with { Commit = HistoryEntry.NoCommit }, At(5, "") with { Commit = HistoryEntry.NoCommit }];
        IReadOnlyList<HistoryPoint> points = Assert.Single(HistorySeries.Of(entries, null)).Points;
        Assert.Equal([10e6, 11e6, 12e6, 13e6, 14e6, 15e6], points.Select(point => point.Value));
        HistoryPoint along = Assert.Single(Assert.Single(HistorySeries.Of(entries, Entries.Line(9))).Points);
        Assert.Equal((2, 11.5e6), (along.Measurements, along.Value));
    }

    [Fact]
    public void Other_branches_and_changed_trees_are_left_out_and_told()
    {
        HistoryEntry[] entries = [Entries.Of(1, 10), Entries.Of(2, 10) with { Commit = Entries.Commit(2) + "+dirty" }, Entries.Of(77, 10)];
        HistoryReport report = HistoryReport.Of(entries, Entries.Line(9), 0);
        Assert.Single(report.Series[0].Series.Points);
        Assert.Contains("2 of 3 entries", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal(3, HistoryReport.Of(entries, null, 0).Series[0].Series.Points.Count);
    }

    [Fact]
    public void Where_no_entry_is_of_the_branch_time_is_gone_along()
    {
        HistoryReport report = HistoryReport.Of([Entries.Of(50, 10), Entries.Of(51, 10)], Entries.Line(9), 0);
        Assert.Null(report.Line);
        Assert.Equal(2, report.Series[0].Series.Points.Count);
    }

    [Fact]
    public void More_is_worse_of_a_cost_and_better_of_a_rate()
    {
        HistoryReport report = Of(60, i =>
        [
            Entries.Of(i, Entries.Noisy(i < 30 ? 100 : 120, i)),
            Entries.Of(i, Entries.Noisy(i < 30 ? 100 : 120, i), workload: "rate", metric: "qps", lowerIsBetter: false),
        ]);
        Incident incident = Assert.Single(report.Incidents);
        Assert.Equal([true, false], incident.Changes.OrderBy(change => change.Series.Key.Workload, StringComparer.Ordinal).Select(change => change.IsWorse));
    }

    private static HistoryReport Of(int commits, Func<int, HistoryEntry[]> entries) =>
        HistoryReport.Of([.. Enumerable.Range(0, commits).SelectMany(entries)], Entries.Line(commits), 0);
}
