using System.Buffers.Binary;

namespace Hone.Profiling.Symbols;

/// <summary>The registers of a thread that a walk of its stack begins with (x86-64).</summary>
/// <param name="Instruction">Where it executes.</param>
/// <param name="Stack">The top of its stack, where the copied bytes begin.</param>
/// <param name="Base">Its frame pointer, if the code keeps one.</param>
public readonly record struct StackRegisters(ulong Instruction, ulong Stack, ulong Base);

/// <summary>
/// Walks a copied stack through code of both kinds: by unwind tables where there are any, as in the C library and in the .NET
/// runtime, and by frame pointers where there are none, as in code made by a JIT compiler, which keeps them.
/// </summary>
public static class StackWalk
{
    /// <summary>Writes the code addresses, innermost first, and gives their number; all but the first are return addresses.</summary>
    /// <param name="registers">Where to begin.</param>
    /// <param name="stack">The copied bytes.</param>
    /// <param name="ruleAt">The rule of the unwind tables at an address; null where there are none.</param>
    /// <param name="into">Takes the addresses; its length is the most there can be.</param>
    public static int Walk(StackRegisters registers, ReadOnlySpan<byte> stack, Func<ulong, CallFrameRule?> ruleAt, Span<ulong> into)
    {
        ArgumentNullException.ThrowIfNull(ruleAt);
        ulong start = registers.Stack;
        (ulong at, ulong top, ulong basePointer) = (registers.Instruction, registers.Stack, registers.Base);
        int count = 0;
        while (count < into.Length && at != 0)
        {
            into[count++] = at;
            ulong end;
            ulong above = basePointer;

            // A return address may lie behind the end of the function that made the call.
            if (ruleAt(count == 1 ? at : at - 1) is CallFrameRule rule)
            {
                end = unchecked((rule.Register == 6 ? basePointer : top) + (ulong)rule.Offset);
                if (rule.IsOutermost || !TryRead(stack, unchecked(end + (ulong)rule.ReturnOffset - start), out at)
                    || (rule.BaseOffset is long saved && !TryRead(stack, unchecked(end + (ulong)saved - start), out above)))
                {
                    break;
                }
            }
            else
            {
                end = unchecked(basePointer + 16);
                if (!TryRead(stack, unchecked(basePointer - start), out above) || !TryRead(stack, unchecked(basePointer + 8 - start), out at))
                {
                    break;
                }
            }

            if (end <= top)
            {
                break;
            }

            (top, basePointer) = (end, above);
        }

        return count;
    }

    private static bool TryRead(ReadOnlySpan<byte> stack, ulong offset, out ulong value)
    {
        bool there = stack.Length >= 8 && offset <= (ulong)(stack.Length - 8);
        value = there ? BinaryPrimitives.ReadUInt64LittleEndian(stack[(int)offset..]) : 0;
        return there;
    }
}
