using System.Collections.Concurrent;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Puts together what runs are held against, from the manifest and the record.</summary>
internal static class OracleOf
{
    private const string MaskPrefix = "mask:";

    /// <summary>The name of the artifact that holds a channel's mask.</summary>
    public static string MaskName(string channel) => MaskPrefix + channel;

    /// <summary>Folders of this machine that outputs may name.</summary>
    public static KnownFolders Folders(IEnumerable<string?> homes) => new(
        [.. homes.Prepend(Environment.GetEnvironmentVariable("HOME")).OfType<string>().Distinct()],
        [.. ((string?[])[Environment.GetEnvironmentVariable("TMPDIR")]).OfType<string>()]);

    /// <summary>The oracle of every workload and case of the project. One without a golden output is a problem of exit code 1.</summary>
    public static IReadOnlyList<CaseOracle> Load(Session session, Evidence evidence) => Load(session, evidence, session.Project.Workloads);

    /// <summary>The oracle of these workloads and their cases.</summary>
    public static IReadOnlyList<CaseOracle> Load(Session session, Evidence evidence, IReadOnlyList<Workload> workloads) =>
        [.. OracleCase.All(session.Project, workloads).Select(each => Load(session, evidence, each))];

    /// <summary>The normalisers about a channel of a case, in manifest order.</summary>
    public static IReadOnlyList<NormaliserSettings> Rules(Project project, OracleCase @case, string channel) =>
        [.. project.Oracle.Normalisers.Where(rule => rule.IsAbout(@case.Workload, @case.Name, channel))];

    private static CaseOracle Load(Session session, Evidence evidence, OracleCase @case)
    {
        if (!evidence.Goldens.TryGetValue(@case.Name, out Recorded<GoldenFact>? golden) || golden.Fact.Recordings == 0)
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "no-golden",
                $"there is no golden output of this {(@case.IsWorkload ? "workload" : "case")}",
                "record it on the unchanged program with: hone oracle record")
            { Place = (@case.IsWorkload ? "workload " : "case ") + @case.Name });
        }

        ConcurrentDictionary<string, byte[]?> kept = new(StringComparer.Ordinal);
        byte[]? Artifact(string name) => golden.Entry.Artifacts.FirstOrDefault(each => each.Name == name) is Artifact artifact ? session.Artifacts.Read(artifact) : null;
        Dictionary<string, ChannelOracle> channels = [];
        foreach (GoldenChannel channel in golden.Fact.Channels)
        {
            IReadOnlyList<NormaliserSettings> rules = Rules(session.Project, @case, channel.Name);
            InsistUnchanged(@case, channel, rules);
            TokenMask mask = rules.Count > 0 && Artifact(MaskName(channel.Name)) is byte[] bytes && TokenMask.Read(bytes) is TokenMask read ? read : new();
            channels[channel.Name] = new(channel, rules, mask, Folders([]));
        }

        return new(
            @case, golden, channels,
            [.. session.Project.Oracle.Invariants.Where(invariant => invariant.IsAbout(@case.Workload, @case.Name))],
            name => kept.GetOrAdd(name, Artifact));
    }

    // A comparison is made with what the recordings justified, never with what was written into the manifest since.
    private static void InsistUnchanged(OracleCase @case, GoldenChannel channel, IReadOnlyList<NormaliserSettings> rules)
    {
        string[] then = [.. channel.Normalisers ?? []];
        string[] now = [.. rules.Select(rule => rule.ToString())];
        if (channel.Stable && !then.SequenceEqual(now))
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "normaliser-changed",
                $"{channel.Name} of {@case.Name} has the normalisers {Named(now)} in the manifest, and its golden output was recorded with {Named(then)}",
                "record it again on the unchanged program, so that the recordings justify them: hone oracle record")
            { Place = rules.Count > 0 ? rules[^1].Place : (@case.IsWorkload ? "workload " : "case ") + @case.Name });
        }
    }

    private static string Named(string[] rules) => rules.Length == 0 ? "none" : string.Join(", ", rules);
}
