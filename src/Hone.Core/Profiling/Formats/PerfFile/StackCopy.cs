using System.Buffers.Binary;
using System.Numerics;
using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>The registers and the copied stack of a sample of <c>--call-graph dwarf</c> on x86-64; valid only while the sample is handled.</summary>
public readonly ref struct StackCopy
{
    // The kernel's numbers of the registers (arch/x86/include/uapi/asm/perf_regs.h).
    private const int Base = 6;
    private const int Stack = 7;
    private const int Instruction = 8;
    private const ulong Abi64 = 2;

    private StackCopy(StackRegisters registers, ReadOnlySpan<byte> bytes)
    {
        Registers = registers;
        Bytes = bytes;
    }

    /// <summary>The registers in user code.</summary>
    public StackRegisters Registers { get; }

    /// <summary>The stack from its top on, as much as was copied.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Reads what follows the call chain of a sample (perf_event_open(2)); false when there is no copy, or one of 32-bit code.</summary>
    internal static bool TryRead(PerfEvent layout, ReadOnlySpan<byte> rest, out StackCopy copied)
    {
        const SampleFields both = SampleFields.UserRegisters | SampleFields.UserStack;
        const ulong needed = (1UL << Base) | (1UL << Stack) | (1UL << Instruction);
        copied = default;
        if ((layout.Fields & both) != both || (layout.Fields & (SampleFields.Raw | SampleFields.BranchStack)) != 0
            || (layout.UserRegisters & needed) != needed || rest.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(rest) != Abi64)
        {
            return false;
        }

        int registers = 8 * BitOperations.PopCount(layout.UserRegisters);
        if (rest.Length < 8 + registers + 8)
        {
            return false;
        }

        StackRegisters values = new(Register(Instruction, rest), Register(Stack, rest), Register(Base, rest));
        ReadOnlySpan<byte> stack = rest[(8 + registers)..];
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(stack);
        if (size == 0 || size > (ulong)stack.Length - 8)
        {
            copied = new StackCopy(values, default);
            return true;
        }

        // Behind the bytes stands how many of them are really copied.
        ReadOnlySpan<byte> bytes = stack.Slice(8, (int)size);
        ulong filled = stack.Length >= 8 + (int)size + 8 ? BinaryPrimitives.ReadUInt64LittleEndian(stack[(8 + (int)size)..]) : size;
        copied = new StackCopy(values, bytes[..(int)Math.Min(filled, size)]);
        return true;

        ulong Register(int number, ReadOnlySpan<byte> from) =>
            BinaryPrimitives.ReadUInt64LittleEndian(from[(8 + (8 * BitOperations.PopCount(layout.UserRegisters & ((1UL << number) - 1))))..]);
    }
}
