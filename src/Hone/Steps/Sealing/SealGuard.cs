using Hone.Equivalence.Sealing;
using Hone.Problems;

namespace Hone.Cli.Steps.Sealing;

/// <summary>
/// Stands before everything that builds, runs or times something of a sealed project, and before every answer that is drawn from its
/// record: what was altered is named, and nothing is started.
/// </summary>
internal static class SealGuard
{
    private const int MostNamed = 12;

    /// <summary>Throws a problem of exit code 5 when the project is sealed and not as it was sealed; tells once what is worth knowing.</summary>
    public static void Insist(Session session)
    {
        SealVerdict verdict = SealReading.Read(session);
        bool isFirst = !session.IsSealHeld;
        session.IsSealHeld = true;
        if (verdict.Findings.Count > 0)
        {
            throw new ProblemException(ProblemOf(verdict, session.Folder));
        }

        foreach (string note in isFirst ? verdict.Notes : [])
        {
            session.Progress.Say("seal: " + note);
        }
    }

    /// <summary>As <see cref="Insist"/>, unless this session has seen the seal hold already: for whatever starts a program and may come first.</summary>
    public static void InsistOnce(Session session)
    {
        if (!session.IsSealHeld)
        {
            Insist(session);
        }
    }

    /// <summary>The problem that names what was altered.</summary>
    public static Problem ProblemOf(SealVerdict verdict, string folder)
    {
        SealFinding first = verdict.Findings[0];
        IEnumerable<string> more = verdict.Findings.Skip(1).Take(MostNamed - 1).Select(finding => "\n  and " + finding.What);
        string rest = verdict.Findings.Count > MostNamed ? $"\n  and {verdict.Findings.Count - MostNamed} more: hone seal --check" : "";
        return new(ExitCode.Tampered, first.Rule, first.What + string.Concat(more) + rest, first.Next) { Place = folder };
    }
}
