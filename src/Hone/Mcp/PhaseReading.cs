using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence.Sealing;
using Hone.Problems;

namespace Hone.Cli.Mcp;

/// <summary>What a project's record says, read once for several answers.</summary>
/// <param name="Session">The session that it was read in; it holds no lock.</param>
/// <param name="Unguarded">The phase, whatever the seal says: for <c>status</c>, which tells that itself.</param>
/// <param name="Seal">The verdict on the seal.</param>
internal sealed record PhaseReading(Session Session, PhaseView Unguarded, SealVerdict Seal)
{
    /// <summary>The phase; of a sealed project that is not as it was sealed nothing is told but that, as on the command line.</summary>
    public PhaseView View => Seal.Findings.Count == 0 ? Unguarded : throw new ProblemException(SealGuard.ProblemOf(Seal, Session.Folder));
}
