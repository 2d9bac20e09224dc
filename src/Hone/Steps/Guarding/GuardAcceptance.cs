using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Problems;

namespace Hone.Cli.Steps.Guarding;

/// <summary>The owner accepts a loss: by so much the program may be worse than the reference.</summary>
internal static class GuardAcceptance
{
    /// <summary>Writes it into the record. The session holds the project.</summary>
    public static Recorded<GuardAcceptFact> Run(Session session, GuardAcceptFact fact)
    {
        SealGuard.Insist(session);
        _ = session.Select([fact.Workload]);
        _ = GuardBounds.Metric(fact.Metric);
        if (string.IsNullOrWhiteSpace(fact.Because))
        {
            throw new ProblemException(new(ExitCode.Usage, "no-reason", "a loss is accepted with its reason, for those who read the record", "say it: --because \"…\""));
        }

        if (fact.Loss is not (> 0 and <= 1))
        {
            throw new ProblemException(new(ExitCode.Usage, "loss-range", "a loss is a part of the cost above 0 and up to 100 %", "--loss 3%"));
        }

        if (fact.Expires is DateTimeOffset end && end <= Session.Now)
        {
            throw new ProblemException(new(ExitCode.Usage, "expired", "it would be over already", "--expires 30d, or a day that is to come"));
        }

        return new(session.Append(EntryKind.GuardAccept, fact, FactJson.Default.GuardAcceptFact), fact);
    }
}
