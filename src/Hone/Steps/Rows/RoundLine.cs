using Hone.Opportunities;
using Hone.Reporting;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Steps.Rows;

/// <summary>What the last round brought, as lines of a terminal.</summary>
internal static class RoundLine
{
    public static string Of(MatrixRound round) => TextShape.Wrap(Printable.Clean(round.Sentence), "  ", "  ");
}
