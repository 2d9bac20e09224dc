using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>Walks copied stacks with the unwind tables of the files that each program had mapped.</summary>
internal sealed class UnwindRules(ImageStore images)
{
    private readonly Dictionary<int, Dictionary<ulong, CallFrameRule?>> _known = [];

    /// <summary>As <see cref="StackUnwinder"/> asks for.</summary>
    public int Unwind(int program, PerfProgram mapped, in StackCopy stack, Span<ulong> into)
    {
        if (!_known.TryGetValue(program, out Dictionary<ulong, CallFrameRule?>? known))
        {
            known = [];
            _known.Add(program, known);
        }

        return StackWalk.Walk(stack.Registers, stack.Bytes, address => Rule(address, mapped, known), into);
    }

    private CallFrameRule? Rule(ulong address, PerfProgram mapped, Dictionary<ulong, CallFrameRule?> known)
    {
        if (!known.TryGetValue(address, out CallFrameRule? rule))
        {
            rule = Find(address, mapped);
            known.Add(address, rule);
        }

        return rule;
    }

    private CallFrameRule? Find(ulong address, PerfProgram mapped)
    {
        for (int i = mapped.Mappings.Count - 1; i >= 0; i--)
        {
            PerfMapping mapping = mapped.Mappings[i];
            if (address >= mapping.Start && address < mapping.End)
            {
                return images.Load(mapping.Path) is NativeImage image && image.AddressOf(address - mapping.Start + mapping.FileOffset) is ulong place
                    ? image.CallFrames?.Find(place)
                    : null;
            }
        }

        return null;
    }
}
