using Hone.Statistics;

namespace Hone.Profiling.Differences;

/// <summary>
/// Which functions changed, beside all others. Each function is held against the <see cref="CommonFactor"/> that the other
/// functions show, as gene expression is held against the size of a library (M. D. Robinson and A. Oshlack, Genome Biology
/// 11 (2010) R25): if a function's cost doubled, the rest did not become cheaper, however small its share is now. The one
/// that stands out most is called first and then has no say about the factor any more, so that the fewest functions that
/// explain the profiles are called, not the many that were displaced.
/// </summary>
internal sealed class ChangeTest
{
    // The part of functions that is taken to have changed before the profiles have spoken, and by how much they do.
    private const double Changing = 0.1;
    private const double ChangeSize = 0.7;

    // One is called at a time; of two programs that have little in common, so many functions, those beyond doubt go together.
    private const int AtOnce = 32;
    private const double BeyondDoubt = 1e-6;
    private const double Hopeless = 0.2;

    private readonly CostColumn _before;
    private readonly CostColumn _after;
    private readonly Dispersion _dispersion;
    private readonly double[] _scratch;
    private SpreadGrid _spreads;

    public ChangeTest(CostColumn before, CostColumn after, Dispersion dispersion, CommonFactor common)
    {
        _before = before;
        _after = after;
        _dispersion = dispersion;
        Common = common;
        _spreads = SpreadGrid.Known(common);
        _scratch = new double[common.Factor.Length];
    }

    /// <summary>The factor as the functions that are not called changed show it, once <see cref="Run"/> is through.</summary>
    public CommonFactor Common { get; }

    /// <summary>How runs differ, as those functions show it; null where it is estimated from several profiles a side.</summary>
    public double? Spread => _spreads.Mean;

    /// <summary>The two-sided p-values of the candidates.</summary>
    /// <param name="candidates">The functions to judge.</param>
    /// <param name="rate">The false discovery rate.</param>
    /// <param name="assumed">The spread from run to run that is believed in before the functions have shown it; null where it is known.</param>
    public double[] Run(IReadOnlyList<int> candidates, double rate, double? assumed)
    {
        _spreads = assumed is double spread ? SpreadGrid.Around(spread, Common) : SpreadGrid.Known(Common);
        _spreads.Start(Common);
        double[][][] said = [.. candidates.Select(candidate => _spreads.Points.Select(point => Say(candidate, point)).ToArray())];
        foreach (double[][] words in said)
        {
            _spreads.Add(words, 1);
        }

        bool[] called = new bool[said.Length];
        double[] p = new double[said.Length];
        bool all = true;
        for (int calls = 0; calls < said.Length;)
        {
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = called[i] || (!all && p[i] > Hopeless) ? p[i] : PValue(candidates[i], said[i]);
            }

            int[] next =
            [
                .. Enumerable.Range(0, p.Length).Where(i => !called[i])
                    .OrderBy(i => p[i]).ThenByDescending(i => Size(candidates[i]))
                    .Take(Math.Max(1, said.Length / AtOnce))
                    .Where((i, place) => p[i] <= (place == 0 ? rate * (calls + 1) / p.Length : BeyondDoubt)),
            ];
            foreach (int i in next)
            {
                called[i] = true;
                _spreads.Add(said[i], -1);
            }

            // What looked like nothing is looked at once more before the end.
            calls += next.Length;
            if (next.Length == 0 && all)
            {
                break;
            }

            all = next.Length == 0;
        }

        for (int i = 0; i < p.Length; i++)
        {
            p[i] = PValue(candidates[i], called[i] ? null : said[i]);
        }

        _spreads.Finish(Common);
        return p;
    }

    /// <summary>The p-value of a function beside the factor as it is now: for cumulative costs, once self costs have shown it.</summary>
    public double PValue(int function)
    {
        Common.Probabilities(_scratch);
        return TwoSided(Tails(function, null));
    }

    private double Size(int function) => Math.Abs(_after.Cost[function] - _before.Cost[function]);

    // Over all spreads, each as likely as the other functions make it.
    private double PValue(int function, double[][]? without)
    {
        double[] weights = _spreads.Weights(without);
        (double Up, double Down) sum = (0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 1e-7)
            {
                _spreads.Probabilities(i, without?[i], _scratch);
                (double up, double down) = Tails(function, _spreads.Points[i]);
                sum = (sum.Up + (weights[i] * up), sum.Down + (weights[i] * down));
            }
        }

        return TwoSided(sum);
    }

    private static double TwoSided((double Up, double Down) tails) => Math.Min(1, 2 * Math.Min(tails.Up, tails.Down));

    private (double Up, double Down) Tails(int function, double? spread)
    {
        double up = 0;
        double down = 0;
        for (int i = 0; i < _scratch.Length; i++)
        {
            if (_scratch[i] > 1e-12)
            {
                (double miss, double deviation, _) = Miss(function, Common.Factor[i], spread);

                // Counts are whole numbers: half an observation goes towards no change.
                double half = 0.5 * Math.Min(_after.Unit[function], Common.Factor[i] * _before.Unit[function]);
                double size = deviation > 0 ? Math.Max(0, Math.Abs(miss) - half) / deviation : miss == 0 ? 0 : double.PositiveInfinity;
                double far = Normal.UpperTail(NormalScore(size));
                up += _scratch[i] * (miss > 0 ? far : 1 - far);
                down += _scratch[i] * (miss > 0 ? 1 - far : far);
            }
        }

        return (up, down);
    }

    /// <summary>The logarithm of how likely the function's two costs are at each factor.</summary>
    private double[] Say(int function, double? spread)
    {
        double[] said = new double[Common.Factor.Length];
        for (int i = 0; i < said.Length; i++)
        {
            (double miss, double deviation, double cost) = Miss(function, Common.Factor[i], spread);
            double wide = Math.Sqrt((deviation * deviation) + (ChangeSize * cost * ChangeSize * cost));
            said[i] = deviation > 0 ? Math.Log(((1 - Changing) * Density(miss, deviation)) + (Changing * Density(miss, wide)) + double.Epsilon) : 0;
        }

        return said;
    }

    private static double Density(double miss, double deviation) => Math.Exp(-0.5 * miss * miss / (deviation * deviation)) / deviation;

    /// <summary>
    /// What the later cost lies above the earlier one times the factor, its standard deviation if the function did not change,
    /// and the later cost that both together show.
    /// </summary>
    private (double Miss, double Deviation, double Cost) Miss(int function, double factor, double? spread)
    {
        double before = _before.Cost[function];
        double after = _after.Cost[function];
        double unitBefore = _before.Unit[function];
        double unitAfter = _after.Unit[function];
        double mean = unitBefore > 0 && unitAfter > 0
            ? ((before / unitBefore) + (after / unitAfter)) / ((1 / unitBefore) + (factor / unitAfter))
            : (before + (after / factor)) / 2;
        double spreadBefore = spread is double known ? known * known : _before.Spread2;
        double spreadAfter = spread is double alike ? alike * alike : _after.Spread2;
        double later = factor * mean;
        double variance = (factor * factor * ((unitBefore * mean) + (spreadBefore * mean * mean))) + (unitAfter * later) + (spreadAfter * later * later);
        return (after - (factor * before), Math.Sqrt(variance * _dispersion.Factor[function]), factor * mean);
    }

    /// <summary>Student's t as a normal variable that is as far out: D. L. Wallace, Annals of Mathematical Statistics 30 (1959).</summary>
    private double NormalScore(double t) => _dispersion.DegreesOfFreedom is double freedom && !double.IsInfinity(t)
        ? ((8 * freedom) + 1) / ((8 * freedom) + 3) * Math.Sqrt(freedom * Math.Log(1 + (t * t / freedom)))
        : t;
}
