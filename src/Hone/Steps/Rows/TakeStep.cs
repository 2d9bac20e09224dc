using System.Globalization;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Problems;

namespace Hone.Cli.Steps.Rows;

/// <summary>Takes a row for work and gives it back. One is taken at a time, whoever works: every change moves the shares of the others.</summary>
internal static class TakeStep
{
    /// <summary>Takes a row; taking one's own row again changes nothing.</summary>
    public static void Take(Session session, PhaseView view, Opportunity row)
    {
        if (session.Evidence().Matrix.Taken is { } taken)
        {
            if (taken.Fact.Row == row.Id && taken.Entry.Actor == session.Actor)
            {
                return;
            }

            throw Refused(row, "one-at-a-time", $"{taken.Fact.Row} is being worked on by {taken.Entry.Actor}", "one row at a time", $"bring it to an end, or give it back: hone matrix release {taken.Fact.Row}");
        }

        InsistWorthDoing(view, row);
        session.Append(EntryKind.Take, new TakeFact(row.Id), FactJson.Default.TakeFact);
    }

    /// <summary>Throws when the row is stale, off the path, turned down, closed or below the score: nobody begins to work on it then.</summary>
    public static void InsistWorthDoing(PhaseView view, Opportunity row)
    {
        if (row.Stale is Staleness stale)
        {
            throw Refused(row, stale.Rule, stale.Because, "a profile of the program as it is", stale.Next);
        }

        if (row.OffPath is string offPath)
        {
            throw Refused(row, "off-path", offPath, "β of at least 0.2", "take another row: hone matrix");
        }

        if (row.Rejected is string because)
        {
            throw Refused(row, "rejected-row", $"the row was turned down: {because}", "a row that nobody turned down", $"take it up again: hone matrix reject {row.Id} --undo --because …");
        }

        if (view.BeadOf(row) is { IsOpen: false } bead)
        {
            throw Refused(row, "closed-row", $"the bead {bead.Name} is closed", "an open row", "take another row: hone matrix");
        }

        double limit = view.Report.Project.Thresholds.Score;
        if (row.Score < limit)
        {
            throw Refused(row, "below-the-line", string.Create(CultureInfo.InvariantCulture, $"the score is {row.Score:0.0}"), string.Create(CultureInfo.InvariantCulture, $"at least {limit:0.0}"), "take another row: hone matrix");
        }
    }

    /// <summary>Gives a row back; somebody else's only with a reason.</summary>
    public static void Release(Session session, string row, string? because)
    {
        if (session.Evidence().Matrix.Taken is not { } taken || taken.Fact.Row != row)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "not-taken", $"nobody works on {row}", "see who works on what: hone matrix"));
        }

        if (taken.Entry.Actor != session.Actor && string.IsNullOrEmpty(because))
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "taken-by-other", $"{row} is being worked on by {taken.Entry.Actor}", $"say why it is given back: hone matrix release {row} --because …"));
        }

        session.Append(EntryKind.Take, new TakeFact(row, Released: true, string.IsNullOrEmpty(because) ? null : because), FactJson.Default.TakeFact);
    }

    private static ProblemException Refused(Opportunity row, string rule, string measured, string limit, string next) =>
        new(new(ExitCode.GateSaidNo, rule, $"{measured}; {limit}", next) { Place = row.Id, Measured = measured, Limit = limit });
}
