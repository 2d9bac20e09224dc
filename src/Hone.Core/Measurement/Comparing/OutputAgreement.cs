using System.Text.Json.Serialization;

namespace Hone.Measurement.Comparing;

/// <summary>Whether a command does what the reference does, as far as its output and exit code show.</summary>
public enum OutputAgreementKind
{
    /// <summary>Standard output, standard error and exit code are the same bytes.</summary>
    [JsonStringEnumMemberName("same")]
    Same,

    /// <summary>They differ, while each command repeats its own.</summary>
    [JsonStringEnumMemberName("different")]
    Different,

    /// <summary>A command's own output differs from run to run, so that nothing follows from a difference.</summary>
    [JsonStringEnumMemberName("unstable")]
    Unstable,

    /// <summary>Nobody looked, or a difference is to be expected.</summary>
    [JsonStringEnumMemberName("not-compared")]
    NotCompared,
}

/// <summary>The outputs of a command beside those of the reference.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Detail">Where they differ, or why they were not compared; null when they are the same.</param>
public sealed record OutputAgreement(OutputAgreementKind Kind, string? Detail = null)
{
    /// <summary>True when the difference was allowed beforehand: it is told, and does not make the comparison invalid.</summary>
    public bool Allowed { get; init; }

    /// <summary>Whether a ratio would compare different work.</summary>
    [JsonIgnore]
    public bool Forbids => Kind == OutputAgreementKind.Different && !Allowed;
}
