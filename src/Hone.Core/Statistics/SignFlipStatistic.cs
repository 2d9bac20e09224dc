namespace Hone.Statistics;

/// <summary>What a sign-flip test looks at.</summary>
public enum SignFlipStatistic
{
    /// <summary>The mean difference.</summary>
    Mean,

    /// <summary>The median difference: unmoved by a few wild pairs.</summary>
    Median,
}
