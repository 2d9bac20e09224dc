using Hone.Ledger;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Profiles;

/// <summary>
/// Recorded profiles by name: <c>WORKLOAD</c> (at the newest commit that has one), <c>WORKLOAD@REVISION</c> (every profile
/// recorded at that commit), <c>WORKLOAD#ENTRY</c> (the ledger's entry of that number), or a bare revision in a project with
/// one workload.
/// </summary>
internal sealed class ProfileReference(Session session)
{
    private readonly IReadOnlyList<LedgerEntry> _entries = [.. session.Ledger.ReadTrusted().Where(entry => entry.Kind == EntryKind.Profile && entry.Artifacts.Count > 0)];

    /// <summary>The machines that the profiles found so far were recorded on.</summary>
    public HashSet<string> Hosts { get; } = [];

    /// <summary>The project has a workload of that name.</summary>
    public bool IsWorkload(string name) => session.Project.Workloads.Any(workload => workload.Name == name);

    /// <summary>The profiles that are meant, oldest first.</summary>
    public IReadOnlyList<Profile> Find(string text, ProfileKind kind)
    {
        (string workload, string? revision, long? seq) = Parse(text);
        LedgerEntry[] all = [.. Facts(workload, kind).Select(pair => pair.Entry)];
        string? commit = revision is null ? all.LastOrDefault()?.Commit : Commit(text, revision, all);
        LedgerEntry[] entries = seq is long number ? [.. all.Where(entry => entry.Seq == number)] : [.. all.Where(entry => entry.Commit == commit)];
        if (entries.Length == 0)
        {
            throw Unknown(text, $"no {kind.Name()} profile of {workload} is recorded {(seq is not null ? $"as entry {seq}" : revision is null ? "yet" : $"at {revision}")}", all);
        }

        // Profiles of another machine would show the machines' difference.
        string host = entries[^1].Host;
        Hosts.Add(host);
        return [.. entries.Where(entry => entry.Host == host).Select(entry => Read(text, entry))];
    }

    private (string Workload, string? Revision, long? Seq) Parse(string text)
    {
        int hash = text.LastIndexOf('#');
        if (hash > 0 && long.TryParse(text.AsSpan(hash + 1), out long seq))
        {
            return (Known(text, text[..hash]), null, seq);
        }

        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
        {
            return (Known(text, text[..at]), text[(at + 1)..], null);
        }

        return IsWorkload(text) ? (text, null, null)
            : session.Project.Workloads is [Workload only] ? (only.Name, text, null)
            : throw Unknown(text, $"'{text}' is neither a file nor a workload, and a revision alone does not say which workload is meant", []);
    }

    private string Known(string text, string workload) =>
        IsWorkload(workload) ? workload : throw Unknown(text, $"there is no workload called '{workload}'", []);

    /// <summary>The recorded commit that a revision is: a beginning of its hash with or without <c>+dirty</c>, else what git makes of it.</summary>
    private string Commit(string text, string revision, LedgerEntry[] all)
    {
        string[] alike = [.. all.Select(entry => entry.Commit).Distinct().Where(commit => revision.Length >= 4 && commit.StartsWith(revision, StringComparison.Ordinal))];
        string? exact = alike.FirstOrDefault(commit => !commit.Contains('+', StringComparison.Ordinal)) ?? alike.FirstOrDefault();
        if (alike.Select(commit => commit.Split('+')[0]).Distinct().Count() > 1)
        {
            throw Unknown(text, $"'{revision}' is the beginning of several commits", all);
        }

        return exact ?? session.Git.Resolve(revision, session.Cancellation)
            ?? throw Unknown(text, $"git knows no revision '{revision}'", all);
    }

    private IEnumerable<Recorded<ProfileFact>> Facts(string workload, ProfileKind kind) => _entries
        .Select(entry => Evidence.From([entry]).Profiles.Values.FirstOrDefault())
        .OfType<Recorded<ProfileFact>>()
        .Where(pair => pair.Fact.Workload == workload && pair.Fact.Kind == kind.Name());

    private Profile Read(string text, LedgerEntry entry)
    {
        Artifact? artifact = entry.Artifacts.FirstOrDefault(file => file.Name == "profile.json");
        byte[]? bytes = artifact is null ? null : session.Artifacts.Read(artifact);
        return bytes is not null && HoneProfile.Read(bytes) is Profile profile
            ? profile
            : throw new ProblemException(new(ExitCode.Usage, "profile-artifact-missing", $"the profile of entry {entry.Seq} is not on this machine, or is no longer what was recorded", "record it again, or get .hone/artifacts from where it was recorded") { Place = text });
    }

    private static ProblemException Unknown(string text, string what, LedgerEntry[] all)
    {
        string[] commits = [.. all.Select(entry => Shown(entry.Commit)).Distinct().TakeLast(6)];
        return new(new Problem(
            ExitCode.Usage,
            "profile-reference",
            what,
            commits.Length > 0 ? "there are profiles at " + string.Join(", ", commits) : "name a file, WORKLOAD@REVISION or WORKLOAD#ENTRY; hone profile records one")
        { Place = text });
    }

    private static string Shown(string commit)
    {
        string[] parts = commit.Split('+');
        return parts[0][..Math.Min(10, parts[0].Length)] + (parts.Length > 1 ? "+" + parts[1] : "");
    }
}
