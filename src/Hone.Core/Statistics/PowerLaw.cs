namespace Hone.Statistics;

/// <summary>Whether a power alone, or a power with a logarithm, explains how a cost grows.</summary>
public enum LogFactor
{
    /// <summary>A half-integer power alone explains it, and none with a logarithm.</summary>
    Absent,

    /// <summary>A half-integer power with a logarithm explains it, and none alone.</summary>
    Present,

    /// <summary>Both do, or neither.</summary>
    Unknown,
}

/// <summary>
/// How a cost grows with size: cost = c₀ + c·n^k with c₀ ≥ 0, from four to seven sizes with a few noisy measurements each, and beside it
/// c₀ + c·n^k·log n. The method is empirical computational complexity (S. F. Goldsmith, A. S. Aiken, D. S. Wilkerson, "Measuring Empirical
/// Computational Complexity", ESEC/FSE 2007, who fit power laws to counts of basic blocks; E. Coppa, C. Demetrescu, I. Finocchi,
/// "Input-Sensitive Profiling", PLDI 2012, one curve a function), with three additions that real times need:
/// <list type="bullet">
/// <item>a constant, such as the start of the process, without which every k of a short ladder comes out too low;</item>
/// <item>an interval of k that holds its coverage: from the measured noise, by profile likelihood, and wider by the factor by which the sizes
/// lie off the curve farther than that noise explains (R. T. Birge, Physical Review 40 (1932); "scale factor" of the Particle Data Group);</item>
/// <item>no word on a logarithm unless only one of both families has a half-integer power (0, ½, 1, 1½, …) within 99 %: over a factor of
/// sixteen in size n·log n looks like n^1.08, and only the supposition that algorithms have such powers can tell them apart at all.</item>
/// </list>
/// </summary>
public sealed class PowerLaw
{
    /// <summary>The largest exponent that is looked for.</summary>
    public const double MostExponent = ScaleFit.MostExponent;

    private const double FlatReach = 0.3;

    private readonly ScaleFit _fit;

    private PowerLaw(ScaleFit fit, Interval interval, LogFactor logFactor, bool isFlat, double misfit)
    {
        _fit = fit;
        Interval = interval;
        LogFactor = logFactor;
        IsFlat = isFlat;
        Misfit = misfit;
    }

    /// <summary>k of the curve that is put forward: with the log factor when that is <see cref="LogFactor.Present"/>.</summary>
    public double Exponent => _fit.Curve.Exponent;

    /// <summary>95 % interval of k; with an unknown log factor it encloses the intervals of both families.</summary>
    public Interval Interval { get; }

    /// <summary>Whether there is a log factor.</summary>
    public LogFactor LogFactor { get; }

    /// <summary>True when no growth is visible: a straight line through the logarithms may as well be level.</summary>
    public bool IsFlat { get; }

    /// <summary>By which factor the sizes lie off the curve farther than the noise explains; 1 when they don't.</summary>
    public double Misfit { get; }

    /// <summary>True when k may be as large as any that is looked for.</summary>
    public bool IsUnbounded => Interval.High >= ScaleFit.MostExponent;

    /// <summary>The curve that is put forward.</summary>
    public ScaleCurve Curve => _fit.Curve;

    /// <summary>The curve of the same family that fits best with another exponent.</summary>
    public ScaleCurve CurveWith(double exponent) => _fit.At(exponent);

    /// <summary>Fits at least three sizes, ascending and distinct.</summary>
    /// <param name="points">What each size cost.</param>
    /// <param name="freedom">Degrees of freedom behind the points' variances; infinite when they are known.</param>
    public static PowerLaw Fit(IReadOnlyList<ScalePoint> points, double freedom)
    {
        ScalePoint[] all = [.. points];
        if (all.Length < 3)
        {
            throw new ArgumentException("a power law with a constant takes three sizes", nameof(points));
        }

        Reach reach = new(all.Length, freedom);
        ScaleFit line = new(all, withLog: false, withConstant: false);
        double lineMisfit = reach.Misfit(line, parameters: 2);
        Interval slope = line.Within(reach.At(0.95, lineMisfit));
        bool isFlat = slope.Contains(0);
        if (isFlat && slope.High <= FlatReach && slope.Low >= -FlatReach)
        {
            return new(line, slope, LogFactor.Absent, true, lineMisfit);
        }

        ScaleFit power = new(all, withLog: false, withConstant: true);
        ScaleFit withLog = new(all, withLog: true, withConstant: true);
        double misfit = reach.Misfit(power.LeastDeviance <= withLog.LeastDeviance ? power : withLog, power.Curve.Constant > 0 ? 3 : 2);
        double near = reach.At(0.95, misfit);
        Interval ofPower = power.Within(near);
        Interval ofLog = withLog.Within(near);
        if (isFlat || slope.High < 0)
        {
            // Too little is seen to say whether it grows: what grows may be hidden by a constant. Or it falls, which no curve with a
            // constant does.
            return new(line, slope.High < 0 ? slope : Hull(slope, ofPower), LogFactor.Unknown, isFlat, lineMisfit);
        }

        double least = Math.Min(power.LeastDeviance, withLog.LeastDeviance);
        double far = reach.At(0.99, misfit);
        return (IsNice(power, least + far), IsNice(withLog, least + far)) switch
        {
            (true, false) => new(power, ofPower, LogFactor.Absent, false, misfit),
            (false, true) => new(withLog, ofLog, LogFactor.Present, false, misfit),
            _ => new(power, Hull(ofPower, ofLog), LogFactor.Unknown, false, misfit),
        };
    }

    private static Interval Hull(Interval one, Interval other) => new(Math.Min(one.Low, other.Low), Math.Max(one.High, other.High));

    private static bool IsNice(ScaleFit fit, double limit)
    {
        for (double k = 0; k <= ScaleFit.MostExponent; k += 0.5)
        {
            if (fit.Deviance(k) <= limit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How far above the least deviance an exponent may lie.</summary>
    private readonly record struct Reach(int Points, double Freedom)
    {
        /// <summary>√(deviance / degrees of freedom) when that is above 1.</summary>
        public double Misfit(ScaleFit fit, int parameters) => Math.Sqrt(Math.Max(1, fit.LeastDeviance / Math.Max(1, Points - parameters)));

        public double At(double coverage, double misfit)
        {
            double t = StudentT.Quantile((1 + coverage) / 2, Math.Min(Freedom, 1e6)) * misfit;
            return t * t;
        }
    }
}
