namespace Hone.Equivalence.Mutants;

/// <summary>
/// The kinds of faults that mutants imitate: those of A. Groce et al., "An Extensible, Regular-Expression-Based Tool for
/// Multi-Language Mutant Generation", ICSE 2018 (universalmutator), with operators after A. J. Offutt et al., "An Experimental
/// Determination of Sufficient Mutant Operators", TOSEM 5 (1996).
/// </summary>
public enum MutantFamily
{
    /// <summary>One comparison for another.</summary>
    Relational,

    /// <summary>One sum or product for another.</summary>
    Arithmetic,

    /// <summary>And for or, a lost negation.</summary>
    Logical,

    /// <summary>One operator on bits for another.</summary>
    Bitwise,

    /// <summary>A number one higher, one lower, or zero; true for false.</summary>
    Constant,

    /// <summary>A condition that always holds, never, or the other way round.</summary>
    Condition,

    /// <summary>A statement that is not there.</summary>
    Deletion,

    /// <summary>A function that returns something else.</summary>
    ReturnValue,

    /// <summary>Break for continue.</summary>
    Jump,

    /// <summary>An index or the end of a range, moved by one.</summary>
    OffByOne,

    /// <summary>Two arguments in each other's place.</summary>
    ArgumentSwap,

    /// <summary>Another text or letter.</summary>
    TextConstant,

    /// <summary>Up for down.</summary>
    Increment,
}
