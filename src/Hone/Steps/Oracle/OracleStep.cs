using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Step C: golden outputs, recorded several times so that noise is seen, and the list of them for <c>sha256sum -c</c>.</summary>
internal static class OracleStep
{
    /// <summary>Records the goldens of the workloads and of their cases. Nothing is written down while one of them is refused.</summary>
    public static void Record(Session session, IReadOnlyList<Workload> workloads)
    {
        IReadOnlyList<OracleCase> cases = OracleCase.All(session.Project, workloads);
        List<GoldenDraft> drafts = [];
        foreach (OracleCase @case in cases)
        {
            WorkloadRun.Prepare(session, @case, session.Folder);
            using CaseRecording recording = new(session, @case);
            drafts.Add(recording.Record((run, of) => session.Progress.At($"{@case.Name} · recording {run} of {of}", drafts.Count, cases.Count)));
        }

        List<Problem> refusals = [.. drafts.SelectMany(draft => draft.Refusals), .. Unneeded(session.Project, drafts)];
        if (refusals.Count > 0)
        {
            throw new ProblemException(Together(refusals));
        }

        foreach (GoldenDraft draft in drafts)
        {
            List<Artifact> artifacts = [.. draft.Bytes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => session.Artifacts.Put(pair.Key, pair.Value))];
            session.Append(
                EntryKind.Golden,
                new GoldenFact(draft.Case.Name, draft.Case.Command.Text, draft.Recordings, draft.Channels, draft.Notes) { CaseOf = draft.Case.IsWorkload ? null : draft.Case.Workload },
                FactJson.Default.GoldenFact,
                artifacts);
        }

        GoldenFolder.Write(session);
    }

    // A normaliser is needed when it is in one of the places that it is about; where not all of these were recorded now, it is left alone.
    private static IEnumerable<Problem> Unneeded(Project project, List<GoldenDraft> drafts)
    {
        foreach (NormaliserSettings rule in project.Oracle.Normalisers)
        {
            string[] about = [.. OracleCase.All(project, project.Workloads).Where(each => rule.IsAbout(each.Workload, each.Name, rule.Channel)).Select(each => each.Name)];
            GoldenDraft[] recorded = [.. drafts.Where(draft => about.Contains(draft.Case.Name))];
            if (recorded.Length < about.Length)
            {
                continue;
            }

            GoldenDraft[] there = [.. recorded.Where(draft => draft.Channels.Any(channel => channel.Name == rule.Channel))];
            string where = $"{rule.Channel} of {string.Join(", ", (there.Length > 0 ? there.Select(draft => draft.Case.Name) : about).Take(3))}";
            if (there.Length == 0)
            {
                yield return new(ExitCode.GateSaidNo, "normaliser-no-channel", $"the normaliser {rule} is about {where}, which no recording produced", "correct its channel, or remove it") { Place = rule.Place };
            }
            else if (there.All(draft => draft.Needed.GetValueOrDefault(rule, false) == false))
            {
                yield return ChannelNoise.Unjustified(rule, where, there.Max(draft => draft.Recordings));
            }
        }
    }

    private static Problem Together(List<Problem> refusals)
    {
        string more = string.Concat(refusals.Skip(1).Select(other => $"\n  {other.Place}: {other.What} [{other.Rule}]"));
        return refusals.Count == 1 ? refusals[0] : refusals[0] with { What = $"{refusals[0].What}; and {refusals.Count - 1} more:{more}\n " };
    }
}
