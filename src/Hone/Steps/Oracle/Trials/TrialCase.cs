using Hone.Equivalence;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>A case that is run on mutants, with the time that the unchanged program takes for it.</summary>
/// <param name="Judge">The case.</param>
/// <param name="Time">Wall time of the unchanged program.</param>
/// <param name="Limit">When a mutant is stopped.</param>
internal sealed record TrialCase(CaseJudge Judge, Duration Time, Duration Limit)
{
    private const double ShortestLimit = 2;

    /// <summary>The case's name.</summary>
    public string Name => Judge.Case.Name;

    /// <summary>
    /// Runs every case on the unchanged program in a tree, at the strictest isolation at which the oracle finds nothing, which the
    /// tree then has. Cheapest case first. When the oracle finds something even without isolation, it does not hold of the program
    /// itself, and that is a problem; so is a program that only works without, unless <paramref name="unprotected"/> allows that.
    /// </summary>
    public static IReadOnlyList<TrialCase> Try(Session session, IReadOnlyList<CaseJudge> judges, TrialTree tree, double factor, bool unprotected, List<string> notes)
    {
        (string Case, string What) found = ("", "");
        (string Case, string What) enclosed = found;
        foreach (Isolation level in Isolation.Levels)
        {
            tree.Isolation = level;
            enclosed = level.Enclosed ? enclosed : found;
            List<TrialCase> cases = [];
            foreach (CaseJudge judge in judges)
            {
                session.Progress.At($"the unchanged program · {judge.Case.Name}", cases.Count, judges.Count);
                RunPlace place = tree.Place(judge.Case, null);
                Seen seen = judge.Run(place);
                OracleVerdict verdict = judge.Judge(seen);
                if (verdict.Noticed)
                {
                    found = (judge.Case.Name, Noticed.Text(verdict, seen));
                    break;
                }

                Duration time = seen.Outcome?.Wall ?? judge.Case.Timeout;
                cases.Add(new(judge, time, Duration.FromSeconds(Math.Max(ShortestLimit, factor * time.Nanoseconds / 1e9))));
            }

            if (cases.Count == judges.Count)
            {
                if (!level.Enclosed && !unprotected)
                {
                    throw CannotBeEnclosed(enclosed);
                }

                notes.AddRange(level.Without.Length > 0 ? [level.Without] : (IReadOnlyList<string>)[]);
                return [.. cases.OrderBy(each => each.Time.Nanoseconds)];
            }
        }

        throw new ProblemException(new(
            ExitCode.Inconclusive,
            "oracle-does-not-hold",
            $"the unchanged program, built in a copy of the project, already differs from its golden output: {found.What}",
            "run hone oracle check; if that holds, something of the output depends on the folder that the project lies in")
        { Place = found.Case });
    }

    private static ProblemException CannotBeEnclosed((string Case, string What) found) => new(new(
        ExitCode.Inconclusive,
        "cannot-be-enclosed",
        $"the program does something else where it may write to its own folders only: {found.What}; a faulty one could write anywhere",
        "state in hone.toml what it writes (outputs), or in a container or a machine made for it: --unprotected")
    { Place = found.Case });
}
