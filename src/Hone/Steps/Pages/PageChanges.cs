using Hone.Cli.Steps.Changes;
using Hone.Changes;
using Hone.Ledger;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Reporting.Html;

namespace Hone.Cli.Steps.Pages;

/// <summary>The changes of the record with their verdicts, and of landed ones the profiles before and after.</summary>
internal static class PageChanges
{
    public static IReadOnlyList<ChangeStory> Of(Session session, IReadOnlyList<LedgerEntry> entries)
    {
        IReadOnlyList<ChangeView> views = ChangeView.All(session);
        Recorded<ProfileFact>[] profiles = [.. entries.Where(entry => entry.Kind == EntryKind.Profile).Select(entry => Evidence.Read(entry, FactJson.Default.ProfileFact)).OfType<Recorded<ProfileFact>>()];
        return
        [
            .. views.Select(view => new ChangeStory(
                view.Recorded,
                [.. view.Runs.Select(run => new StoryRun(run.Recorded, run.Verdict, run.Gain(view.Change)))],
                Pair(session, view, views, profiles))),
        ];
    }

    private static ProfilePair? Pair(Session session, ChangeView view, IReadOnlyList<ChangeView> all, Recorded<ProfileFact>[] profiles)
    {
        Change change = view.Change;
        if (view.Recorded is not { State: ChangeState.Landed, Closed: { } closed })
        {
            return null;
        }

        Recorded<ProfileFact>[] same = [.. profiles.Where(profile => profile.Fact.Workload == change.Workload && profile.Fact.Kind == change.Kind)];
        Recorded<ProfileFact>? before = same.LastOrDefault(profile => profile.Entry.Artifacts.Any(artifact => artifact.Sha256 == change.Profile));
        Recorded<ProfileFact>? after = same.FirstOrDefault(profile => profile.Entry.Seq > closed.Entry.Seq && profile.Entry.Artifacts.Count > 0);
        if (before is null || after is null || Read(session, before) is not Profile first || Read(session, after) is not Profile second)
        {
            return null;
        }

        List<string> notes = [];
        foreach (ChangeView other in all.Where(other => other.Change.Id != change.Id && other.Recorded is { State: ChangeState.Landed, Closed: { } end } && end.Entry.Seq > before.Entry.Seq && end.Entry.Seq < after.Entry.Seq))
        {
            notes.Add($"between these profiles {other.Change.Id} landed too");
        }

        string commit = after.Entry.Commit.Split('+')[0];
        if (closed.Fact.Landed is string landed && landed != commit)
        {
            notes.Add($"the profile after is of {commit[..Math.Min(12, commit.Length)]}, and the change landed as {landed[..Math.Min(12, landed.Length)]}: whatever else was committed between is in the difference too");
        }

        if (before.Entry.Host != after.Entry.Host)
        {
            notes.Add("these profiles are of different machines: their difference is the machines' too");
        }

        return new(first, second, notes);
    }

    private static Profile? Read(Session session, Recorded<ProfileFact> recorded) =>
        recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == "profile.json") is Artifact artifact && session.Artifacts.Read(artifact) is byte[] json ? HoneProfile.Read(json) : null;
}
