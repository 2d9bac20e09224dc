namespace Hone.Equivalence;

/// <summary>How much an oracle is known to notice; later steps ask for a grade.</summary>
public enum OracleGrade
{
    /// <summary>There is nothing to compare with.</summary>
    None,

    /// <summary>Golden outputs, whose strength is not known or low.</summary>
    Goldens,

    /// <summary>Golden outputs, invariants of which one at least notices a fault, and cases that execute the hot functions' lines.</summary>
    Invariants,

    /// <summary>As <see cref="Invariants"/>, and mutants are noticed as often as a full oracle must.</summary>
    Full,
}

/// <summary>Names of grades.</summary>
public static class OracleGrades
{
    /// <summary>The grade as it is written everywhere.</summary>
    public static string Name(this OracleGrade grade) => grade switch
    {
        OracleGrade.None => "none",
        OracleGrade.Goldens => "goldens",
        OracleGrade.Invariants => "goldens+invariants+coverage",
        _ => "full",
    };
}
