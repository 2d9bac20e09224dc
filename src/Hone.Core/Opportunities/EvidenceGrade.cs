using Hone.Profiling;

namespace Hone.Opportunities;

/// <summary>How much a row's measurement can carry.</summary>
public enum EvidenceGrade
{
    /// <summary>Not the project's own code, or too few samples for a claim.</summary>
    Weak,

    /// <summary>Something is missing: a place in the source, or the 200 samples.</summary>
    Fair,

    /// <summary>The project's own code with file and line, counted exactly or by at least 200 samples.</summary>
    Strong,
}

/// <summary>The rule of <see cref="EvidenceGrade"/>.</summary>
public static class EvidenceGrades
{
    /// <summary>From so many samples on a share is known well: its 95 % interval is within about ±14 % of it.</summary>
    public const int ManySamples = 200;

    /// <summary>Below so many samples nothing may be claimed of a row: the interval is wider than ±35 % of the share.</summary>
    public const int FewestSamples = 30;

    /// <summary>The grade of a hotspot.</summary>
    public static EvidenceGrade Of(Hotspot hotspot)
    {
        ArgumentNullException.ThrowIfNull(hotspot);
        bool isCounted = hotspot.Exact && hotspot.Samples > 0;
        if (!hotspot.Own || !(isCounted || hotspot.Samples >= FewestSamples))
        {
            return EvidenceGrade.Weak;
        }

        return hotspot.Frame.Source is not null && (isCounted || hotspot.Samples >= ManySamples) ? EvidenceGrade.Strong : EvidenceGrade.Fair;
    }

    /// <summary>The name in records: <c>weak</c>, <c>fair</c> or <c>strong</c>.</summary>
    public static string Name(this EvidenceGrade grade) => grade switch
    {
        EvidenceGrade.Strong => "strong",
        EvidenceGrade.Fair => "fair",
        _ => "weak",
    };

    /// <summary>The grade of that name; an unknown one counts as weak.</summary>
    public static EvidenceGrade Read(string name) => name switch
    {
        "strong" => EvidenceGrade.Strong,
        "fair" => EvidenceGrade.Fair,
        _ => EvidenceGrade.Weak,
    };
}
