namespace Hone.Profiling.Symbols;

/// <summary>
/// How to leave a function at one address of x86-64 code: where its caller's frame ends (the canonical frame address), and
/// where below that the return address and the caller's <c>rbp</c> lie (DWARF 5, 6.4).
/// </summary>
/// <param name="Register">The DWARF number of the register that the frame address is told from: 6 is <c>rbp</c>, 7 <c>rsp</c>.</param>
/// <param name="Offset">What is added to it.</param>
/// <param name="ReturnOffset">Where the return address lies, from the frame address.</param>
/// <param name="BaseOffset">Where the caller's <c>rbp</c> lies, from the frame address; null when it is still in the register.</param>
/// <param name="IsOutermost">The function was called by none.</param>
public readonly record struct CallFrameRule(int Register, long Offset, long ReturnOffset, long? BaseOffset, bool IsOutermost);
