using System.Text.Json.Serialization;

namespace Hone.Equivalence.Strength;

/// <summary>What became of a mutant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MutantEnd>))]
public enum MutantEnd
{
    /// <summary>The compiler refused it, or the build did not end in time: it says nothing about the oracle.</summary>
    NotBuilt,

    /// <summary>The build made the same program as of the unchanged source: there is no fault to notice.</summary>
    Identical,

    /// <summary>The oracle noticed it: a channel or an invariant differed, or the program crashed.</summary>
    Killed,

    /// <summary>A run took much longer than the unchanged program's: noticed by nobody who does not wait, so it is counted apart.</summary>
    TimedOut,

    /// <summary>The oracle saw no difference.</summary>
    Survived,

    /// <summary>Its line is not executed by any case, so that no golden could notice it.</summary>
    Uncovered,
}
