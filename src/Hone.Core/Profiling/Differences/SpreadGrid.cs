namespace Hone.Profiling.Differences;

/// <summary>
/// How functions vary from run to run where one profile a side says nothing of it: the functions among themselves do (B. Efron's
/// empirical null, JASA 99 (2004)). A spread is as likely as the costs of all functions are under it, a few changed ones among
/// them, times a prior whose median is the assumed one. For each spread, what the functions say of the common factor.
/// </summary>
internal sealed class SpreadGrid
{
    // The prior's standard deviation on the logarithm: a narrow one, for half a dozen functions say little of their spread.
    private const double PriorWidth = 0.4;

    private readonly double[] _prior;
    private readonly double[] _step;
    private double[][] _sums = [];

    private SpreadGrid(double?[] points, double[] prior, double[] step)
    {
        Points = points;
        _prior = prior;
        _step = step;
    }

    /// <summary>Nothing to estimate: the columns know.</summary>
    public static SpreadGrid Known(CommonFactor common) => new([null], [0], common.Step);

    /// <summary>The relative standard deviations; null is what the columns have.</summary>
    public IReadOnlyList<double?> Points { get; }

    /// <summary>The mean of the spread by what all functions say; null where there is nothing to estimate.</summary>
    public double? Mean { get; private set; }

    /// <summary>Spreads from half of the assumed one on.</summary>
    public static SpreadGrid Around(double assumed, CommonFactor common)
    {
        List<double?> points = [];
        List<double> prior = [];
        for (double spread = assumed / 2; spread < Math.Max(0.4, 2 * assumed); spread *= 1.4)
        {
            double distance = Math.Log(spread / assumed) / PriorWidth;
            points.Add(spread);
            prior.Add(-0.5 * distance * distance);
        }

        return new([.. points], [.. prior], common.Step);
    }

    /// <summary>Nobody has spoken yet.</summary>
    public void Start(CommonFactor common) => _sums = [.. Points.Select(_ => (double[])common.LogDensity.Clone())];

    /// <summary>Adds or takes back what a function says, a spread each.</summary>
    public void Add(double[][] said, int sign)
    {
        for (int i = 0; i < said.Length; i++)
        {
            for (int point = 0; point < said[i].Length; point++)
            {
                _sums[i][point] += sign * said[i][point];
            }
        }
    }

    /// <summary>The probabilities of the spreads, with what one function said taken back.</summary>
    public double[] Weights(double[][]? without)
    {
        if (Points.Count == 1)
        {
            return [1];
        }

        double[] weights = new double[Points.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = _prior[i] + CommonFactor.Evidence(_sums[i], without?[i], _step);
        }

        double most = weights.Max();
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(weights[i] - most);
            sum += weights[i];
        }

        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>The probabilities of the common factor's points under one spread.</summary>
    public void Probabilities(int spread, double[]? without, double[] probabilities) => CommonFactor.Probabilities(_sums[spread], without, _step, probabilities);

    /// <summary>Leaves what was found in the common factor.</summary>
    public void Finish(CommonFactor common)
    {
        double[] weights = Weights(null);
        Mean = Points.Count == 1 ? null : Points.Select((point, i) => point!.Value * weights[i]).Sum();
        double[] all = new double[common.LogDensity.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            double evidence = CommonFactor.Evidence(_sums[i], null, _step);
            for (int point = 0; point < all.Length; point++)
            {
                all[point] += weights[i] * Math.Exp(_sums[i][point] - evidence);
            }
        }

        for (int point = 0; point < all.Length; point++)
        {
            common.LogDensity[point] = Math.Log(all[point] + double.Epsilon);
        }
    }
}
