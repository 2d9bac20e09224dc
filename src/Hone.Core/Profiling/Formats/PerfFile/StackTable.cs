using System.Numerics;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats.PerfFile;

/// <summary>Adds up samples with equal stacks.</summary>
internal sealed class StackTable
{
    /// <summary>Addresses from here on are no code but say where the following ones ran (PERF_CONTEXT_*).</summary>
    private const ulong FirstMarker = unchecked((ulong)-4095L);

    /// <summary>The following addresses ran in user code.</summary>
    public const ulong UserMarker = unchecked((ulong)-512L);

    private const ulong KernelMarker = unchecked((ulong)-128L);

    private readonly Dictionary<ulong, List<StackSamples>> _byHash = [];
    private readonly List<StackSamples> _stacks = [];
    private ulong[] _addresses = new ulong[256];

    public IReadOnlyList<StackSamples> Stacks => _stacks;

    /// <summary>Adds a sample.</summary>
    /// <param name="program">The program it ran in.</param>
    /// <param name="sample">Its head.</param>
    /// <param name="class">What the caller's classifier said.</param>
    /// <param name="chain">Its stack with markers, leaf first.</param>
    /// <param name="startsInKernel">Where the addresses before the first marker lie.</param>
    /// <param name="threadName">What its thread was called then.</param>
    public void Add(int program, in PerfSample sample, int @class, ReadOnlySpan<ulong> chain, bool startsInKernel, string threadName = "")
    {
        ReadOnlySpan<ulong> addresses = Clean(chain, startsInKernel, out int kernelCount);
        ulong hash = Hash(addresses, program, sample, @class);
        ref List<StackSamples>? candidates = ref CollectionsMarshal.GetValueRefOrAddDefault(_byHash, hash, out _);
        candidates ??= [];
        StackSamples? stack = null;
        foreach (StackSamples candidate in candidates)
        {
            if (candidate.Program == program && candidate.Event == sample.Event && candidate.ThreadId == sample.ThreadId
                && candidate.Class == @class && candidate.KernelCount == kernelCount && candidate.ThreadName == threadName && addresses.SequenceEqual((ulong[])candidate.Addresses))
            {
                stack = candidate;
                break;
            }
        }

        if (stack is null)
        {
            stack = new StackSamples(program, sample.Event, sample.ThreadId, @class, addresses.ToArray(), kernelCount) { ThreadName = threadName };
            candidates.Add(stack);
            _stacks.Add(stack);
        }

        stack.Samples++;
        stack.Period += sample.Period;
    }

    private ReadOnlySpan<ulong> Clean(ReadOnlySpan<ulong> chain, bool kernel, out int kernelCount)
    {
        if (_addresses.Length < chain.Length)
        {
            _addresses = new ulong[chain.Length];
        }

        int count = 0;
        kernelCount = 0;
        foreach (ulong address in chain)
        {
            if (address >= FirstMarker)
            {
                kernel = address == KernelMarker;
                continue;
            }

            _addresses[count++] = address;
            kernelCount += kernel && kernelCount == count - 1 ? 1 : 0;
        }

        return _addresses.AsSpan(0, count);
    }

    private static ulong Hash(ReadOnlySpan<ulong> addresses, int program, in PerfSample sample, int @class)
    {
        ulong hash = ((ulong)(uint)sample.ThreadId << 32) ^ ((ulong)(uint)program << 16) ^ ((ulong)(uint)@class << 8) ^ (uint)sample.Event;
        foreach (ulong address in addresses)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ address) * 0x9FB21C651E98DF25UL;
        }

        return hash;
    }
}
