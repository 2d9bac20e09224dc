namespace Hone.Statistics;

/// <summary>
/// Fits one family of <see cref="ScaleCurve"/> to a ladder of sizes by least deviance: k is looked for on a grid and then between its
/// points; for each k the constant and the factor that fit best are found. An interval of k holds every k whose best deviance is near the
/// least one (profile likelihood: D. J. Venzon and S. H. Moolgavkar, Applied Statistics 37 (1988)), because with so few sizes and a constant
/// bounded at 0 the errors of k are lopsided.
/// </summary>
internal sealed class ScaleFit
{
    /// <summary>The largest exponent that is looked for.</summary>
    public const double MostExponent = 6;

    private const double Step = 0.1;

    // Constants that are tried first, in units of the growing part at the smallest size: 0 to 99 % of the cost there.
    private static readonly double[] _constants = [0, 0.05, 0.12, 0.25, 0.45, 0.75, 1.2, 2, 3.5, 7, 20, 99];

    private readonly ScalePoint[] _points;
    private readonly bool _withLog;
    private readonly bool _withConstant;
    private readonly double _least;
    private readonly double[] _grid;
    private readonly double[] _growing;

    /// <summary>Fits.</summary>
    /// <param name="points">The sizes, ascending; at least two.</param>
    /// <param name="withLog">With the log factor.</param>
    /// <param name="withConstant">With a constant; without one k may be negative.</param>
    public ScaleFit(ScalePoint[] points, bool withLog, bool withConstant)
    {
        _points = points;
        _withLog = withLog;
        _withConstant = withConstant;
        _least = withConstant ? 0 : -MostExponent;
        _growing = new double[points.Length];
        _grid = new double[(int)Math.Round((MostExponent - _least) / Step) + 1];
        int best = 0;
        for (int i = 0; i < _grid.Length; i++)
        {
            _grid[i] = Best(_least + (i * Step), refined: false).Deviance;
            best = _grid[i] < _grid[best] ? i : best;
        }

        double k = Golden.Least(Deviance, Math.Max(_least, _least + ((best - 1) * Step)), Math.Min(MostExponent, _least + ((best + 1) * Step)), 1e-4);
        double onGrid = _least + (best * Step);
        k = Deviance(k) <= Deviance(onGrid) ? k : onGrid;
        LeastDeviance = Deviance(k);
        Curve = At(k);
    }

    /// <summary>The curve that fits best.</summary>
    public ScaleCurve Curve { get; }

    /// <summary>Its deviance.</summary>
    public double LeastDeviance { get; }

    /// <summary>The deviance of the best curve with this exponent.</summary>
    public double Deviance(double exponent) => Best(exponent, refined: true).Deviance;

    /// <summary>The best curve with this exponent.</summary>
    public ScaleCurve At(double exponent) => new(_points[0].Size, exponent, Best(exponent, refined: true).Constant, _withLog);

    /// <summary>All exponents whose deviance exceeds the least one by no more than <paramref name="reach"/>, as one interval; its ends are at most the ends of what is looked for.</summary>
    public Interval Within(double reach)
    {
        double limit = LeastDeviance + reach;
        int first = Array.FindIndex(_grid, deviance => deviance <= limit);
        int last = Array.FindLastIndex(_grid, deviance => deviance <= limit);
        double low = first < 0 ? Curve.Exponent : Math.Min(Curve.Exponent, _least + (first * Step));
        double high = last < 0 ? Curve.Exponent : Math.Max(Curve.Exponent, _least + (last * Step));
        return new(low <= _least ? _least : Edge(low, Math.Max(_least, low - Step), limit), high >= MostExponent ? MostExponent : Edge(high, Math.Min(MostExponent, high + Step), limit));
    }

    private double Edge(double inside, double outside, double limit)
    {
        // What lies beyond the edge by the grid may be within it by a finer look.
        for (int i = 0; i < 60 && Deviance(outside) <= limit; i++)
        {
            if (outside <= _least || outside >= MostExponent)
            {
                return outside;
            }

            outside = Math.Clamp(outside + (outside - inside), _least, MostExponent);
        }

        for (int i = 0; i < 14; i++)
        {
            double middle = (inside + outside) / 2;
            (inside, outside) = Deviance(middle) <= limit ? (middle, outside) : (inside, middle);
        }

        return outside;
    }

    // On the grid the first look is enough: it is never too small, and what it misses the edges find.
    private (double Constant, double Deviance) Best(double exponent, bool refined)
    {
        for (int i = 0; i < _growing.Length; i++)
        {
            _growing[i] = ScaleCurve.Growing(_points[i].Size, _points[0].Size, exponent, _withLog);
        }

        if (!_withConstant || (exponent == 0 && !_withLog))
        {
            return (0, Scaled(0));
        }

        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < _constants.Length; i++)
        {
            double tried = Scaled(_constants[i]);
            (best, least) = tried < least ? (i, tried) : (best, least);
        }

        if (!refined)
        {
            return (_constants[best], least);
        }

        double constant = Golden.Least(Scaled, _constants[Math.Max(0, best - 1)], _constants[Math.Min(_constants.Length - 1, best + 1)], 1e-3);
        double deviance = Scaled(constant);
        return deviance < least ? (constant, deviance) : (_constants[best], least);
    }

    // The deviance with the factor that fits best: in closed form for amounts, by Newton's steps on its logarithm for counts, where
    // the score falls steadily.
    private double Scaled(double constant)
    {
        double logFactor = _points[0].IsCount ? LogFactorOfCounts(constant) : LogFactorOfAmounts(constant);
        double factor = Math.Exp(logFactor);
        double sum = 0;
        for (int i = 0; i < _points.Length; i++)
        {
            sum += _points[i].Deviance(factor * (constant + _growing[i]));
        }

        return sum;
    }

    private double LogFactorOfAmounts(double constant)
    {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < _points.Length; i++)
        {
            double weight = 1 / _points[i].Variance;
            sum += weight * Math.Log(_points[i].Value / (constant + _growing[i]));
            weights += weight;
        }

        return sum / weights;
    }

    private double LogFactorOfCounts(double constant)
    {
        double seen = 0;
        double expected = 0;
        for (int i = 0; i < _points.Length; i++)
        {
            seen += _points[i].Value;
            expected += _points[i].Scale * (constant + _growing[i]);
        }

        double log = Math.Log(seen / expected);
        for (int step = 0; step < 30; step++)
        {
            double factor = Math.Exp(log);
            double score = 0;
            double slope = 0;
            for (int i = 0; i < _points.Length; i++)
            {
                ScalePoint point = _points[i];
                double rate = factor * point.Scale * (constant + _growing[i]);
                double spread = 1 + (point.Variance * rate);
                score += (point.Value - rate) / spread;
                slope += rate * (1 + (point.Variance * point.Value)) / (spread * spread);
            }

            double move = Math.Clamp(score / slope, -2, 2);
            log += move;
            if (Math.Abs(move) < 1e-7)
            {
                break;
            }
        }

        return log;
    }
}
