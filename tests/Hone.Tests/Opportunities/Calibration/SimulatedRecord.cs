using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Statistics;

namespace Hone.Tests.Opportunities.Calibration;

/// <summary>
/// A record of 200 outcomes whose truth is known: six levers, used as often as 1, 1/2, 1/3 …, two languages, three grades of evidence. The
/// rate of success is the lever's, a little different in each language. A success saves about nine tenths of what was promised, give or
/// take 30 %; of the rest a third never comes to a measurement, and the others save about nothing or too little. Up to three outcomes
/// come in between a promise and its own.
/// </summary>
internal sealed class SimulatedRecord
{
    private static readonly string[] _levers = ["work-elimination", "buffer-reuse", "memoization", "scatter-gather", "index-lookup", "zero-copy"];

    private SimulatedRecord(IReadOnlyList<Outcome> outcomes, double best)
    {
        Outcomes = outcomes;
        Best = best;
    }

    /// <summary>The outcomes, in the order of the record.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; }

    /// <summary>The Brier score of one who knows the true rates.</summary>
    public double Best { get; }

    /// <param name="seed">Of the random numbers.</param>
    /// <param name="rates">The rate of success of each lever.</param>
    /// <param name="spread">How far a language may move it.</param>
    public static SimulatedRecord Of(ulong seed, IReadOnlyList<double> rates, double spread)
    {
        SeededRandom random = new(seed);
        double[,] truth = new double[_levers.Length, 2];
        for (int lever = 0; lever < _levers.Length; lever++)
        {
            for (int language = 0; language < 2; language++)
            {
                truth[lever, language] = Math.Clamp(rates[lever] + (spread * ((2 * random.NextDouble()) - 1)), 0.05, 0.95);
            }
        }

        List<Outcome> outcomes = [];
        double best = 0;
        for (int i = 0; i < 200; i++)
        {
            int lever = Pick(random);
            int language = random.NextDouble() < 0.8 ? 0 : 1;
            bool success = random.NextDouble() < truth[lever, language];
            best += Math.Pow(truth[lever, language] - (success ? 1 : 0), 2) / 200;
            double predicted = 0.03 + (0.3 * random.NextDouble());
            double quotient = success ? Math.Max(0.5, 0.9 + (0.3 * random.NextNormal())) : Math.Min(0.49, 0.1 + (0.2 * random.NextNormal()));
            bool measured = success || random.NextDouble() < 0.67;
            outcomes.Add(new()
            {
                Row = "cpu-000000",
                Workload = "day",
                Lever = _levers[lever],
                Evidence = random.NextDouble() < 0.6 ? EvidenceGrade.Strong : random.NextDouble() < 0.75 ? EvidenceGrade.Fair : EvidenceGrade.Weak,
                Language = language == 0 ? "c" : "python",
                Predicted = predicted,
                Bound = Math.Min(1, predicted * (1.5 + (2 * random.NextDouble()))),
                Realised = measured ? predicted * quotient : null,
                Verdict = success ? OutcomeVerdict.Landed : measured ? OutcomeVerdict.NoWin : OutcomeVerdict.Refused,
                KnownBefore = Math.Max(0, i - random.NextIndex(4)),
            });
        }

        return new(outcomes, best);
    }

    private static int Pick(SeededRandom random)
    {
        double at = random.NextDouble() * 2.45;
        for (int lever = 0; ; lever++)
        {
            at -= 1.0 / (lever + 1);
            if (at <= 0 || lever == _levers.Length - 1)
            {
                return lever;
            }
        }
    }
}
