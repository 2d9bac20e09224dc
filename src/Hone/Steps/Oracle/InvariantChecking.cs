using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>The invariants of a manifest: read once, checked on every run.</summary>
internal static class InvariantChecking
{
    private const int FigureRuns = 2;

    /// <summary>Every invariant of the manifest, by name; what is wrong with them is a problem of exit code 2, all of it told at once.</summary>
    public static IReadOnlyDictionary<string, Invariant> Read(Project project)
    {
        Dictionary<string, Invariant> read = new(StringComparer.Ordinal);
        List<Problem> problems = [];
        foreach (InvariantSettings stated in project.Oracle.Invariants)
        {
            InvariantReading reading = Invariant.Parse(stated.Holds);
            problems.AddRange(reading.Errors.Select(error => error.ToProblem(stated.Place)));
            if (reading.Invariant is Invariant invariant)
            {
                read[stated.Name] = invariant;
                problems.AddRange(InvariantPlaces.Check(invariant, [.. OracleCase.All(project, project.Workloads).Where(each => stated.IsAbout(each.Workload, each.Name))], stated.Place));
            }
        }

        // What gives up the order of a channel needs a rule about that channel, not just any rule.
        problems.AddRange(project.Oracle.Normalisers
            .Where(rule => rule.Invariant is string name && read.TryGetValue(name, out Invariant? invariant) && !invariant.Channels.Contains(rule.Channel))
            .Select(rule => new Problem(ExitCode.Usage, "normaliser-invariant", $"the invariant {rule.Invariant} does not read {rule.Channel}, so it cannot make up for what {rule} gives up of it", "name an invariant about that channel") { Place = rule.Place }));
        return problems.Count == 0 ? read : throw new ProblemException(Together(problems));
    }

    /// <summary>The invariants of a case that do not hold of a run, and those that could not be decided.</summary>
    public static InvariantFindings Check(Session session, CaseOracle oracle, Seen seen)
    {
        List<BrokenInvariant> broken = [];
        List<string> undecided = [];
        if (oracle.Invariants.Count == 0)
        {
            return new(broken, undecided);
        }

        RunPlace place = seen.Place ?? RunPlace.Of(session);
        Lazy<GoldenObserved> golden = new(() => new(session, oracle));
        InvariantChecker checker = new(new SeenObserved(session, oracle, seen, () => golden.Value));
        foreach (InvariantSettings stated in oracle.Invariants)
        {
            Invariant invariant = session.Invariants[stated.Name];
            if (invariant.ReadsFigures && !place.CountsFigures)
            {
                continue;
            }

            InvariantOutcome outcome = checker.Check(invariant);
            for (int again = 0; again < FigureRuns && invariant.ReadsFigures && outcome.Verdict == InvariantVerdict.Broken; again++)
            {
                // One slow run is the machine's doing as likely as the program's.
                Seen another = Observing.Once(session, oracle.Case, place);
                outcome = new InvariantChecker(new SeenObserved(session, oracle, another, () => golden.Value)).Check(invariant);
            }

            if (outcome.Verdict == InvariantVerdict.Broken)
            {
                broken.Add(new(stated.Name, outcome.Evidence));
            }
            else if (outcome.Verdict == InvariantVerdict.Undecided)
            {
                undecided.Add($"invariant {stated.Name}: {outcome.Evidence}");
            }
        }

        return new(broken, undecided);
    }

    /// <summary>The invariants that do not hold of what is to become golden: then the rule is wrong, or the program is.</summary>
    public static IEnumerable<Problem> Refusals(Session session, GoldenDraft draft)
    {
        InvariantChecker checker = new(new ObservedRun
        {
            Channels = draft.Channels.Where(channel => channel.Sha256.Length > 0)
                .ToDictionary(channel => channel.Name, channel => draft.Bytes.TryGetValue(channel.Name, out byte[]? bytes) ? ObservedContent.Of(bytes) : ObservedContent.NotKept),
            Inputs = new InputFiles(draft.Case, RunPlace.Of(session)).Read,
            Command = draft.Case.Command.Argv,
            Again = request => OtherRun.Make(session, draft.Case, RunPlace.Of(session), request),
        });
        foreach (InvariantSettings stated in session.Project.Oracle.Invariants.Where(each => each.IsAbout(draft.Case.Workload, draft.Case.Name)))
        {
            InvariantOutcome outcome = checker.Check(session.Invariants[stated.Name]);
            if (outcome.Verdict == InvariantVerdict.Broken)
            {
                yield return new(
                    ExitCode.GateSaidNo, "invariant-broken", $"the invariant {stated.Name} does not hold of {draft.Case.Name} as it is recorded: {outcome.Evidence}",
                    "correct the invariant, or the program if it is right")
                { Place = stated.Place };
            }
        }
    }

    private static Problem Together(List<Problem> problems)
    {
        string more = string.Concat(problems.Skip(1).Take(20).Select(other => $"\n  {other.Place}: {other.What} [{other.Rule}]"));
        return problems.Count == 1 ? problems[0] : problems[0] with { What = $"{problems[0].What}; and {problems.Count - 1} more:{more}\n " };
    }
}
