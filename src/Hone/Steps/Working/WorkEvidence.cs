using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Cli.Steps.Sealing;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Working;

/// <summary>Brings what a change must rest on, where it is missing: the round, and the oracle's strength. After each landing the program is another.</summary>
internal static class WorkEvidence
{
    /// <summary>Measures what is missing; nothing when nothing is.</summary>
    public static void Provide(Session session, TimeSpan patience)
    {
        SealGuard.Insist(session);
        using HostLock alone = ChangeVerify.Alone(session, $"hone work in {session.Folder}", patience);
        session.Lock("work", patience);
        try
        {
            PhaseView view = PhaseView.Load(session);
            if (view.Report.Gates.Any(gate => !gate.Holds) || BeadsStep.IsUnmeasured(session, view))
            {
                session.Progress.Say("measuring the program as it is now: a whole round");
                view = RunStep.Run(session, install: false);
            }

            if (view.Report.Strength is null)
            {
                session.Progress.Say("measuring how much the oracle notices");
                _ = StrengthStep.Run(session, new(session.Project.Oracle.Strength.Mutants, 1, session.Select([]), Unprotected: false));
            }

            _ = BeadsStep.SeedAndClose(session);
            view = PhaseView.Load(session);
            ChangeRequirements.Insist(session, view);
            _ = AnalysisStep.Write(session, view);
        }
        finally
        {
            session.Unlock();
        }
    }
}
