using System.Buffers.Binary;

namespace Hone.Linux.Profilers.Python;

/// <summary>Follows the frames of a thread from one to its caller, where the guess of what they are was wrong.</summary>
internal sealed class FrameChain(ProcessMemory memory, PythonLayout layout)
{
    private const int MaxDepth = 2000;
    private const int Near = 2048;
    private const ulong PageBytes = 4096;
    private const ulong EndOfUserSpace = 1UL << 56; // five levels of page tables; no address so high is near overflow

    private readonly byte[] _near = new byte[Near];

    /// <summary>How many frames the last call followed.</summary>
    public int Followed { get; private set; }

    /// <summary>
    /// Keeps the frames of the guess from <paramref name="top"/> to <paramref name="wrong"/> and follows the chain from
    /// <paramref name="address"/> until it meets the old guess again, at <paramref name="met"/>, or ends. False when it makes no sense.
    /// </summary>
    public bool Follow(PythonThread thread, int top, int wrong, ulong address, out int met)
    {
        List<SeenFrame> old = thread.Frames;
        List<SeenFrame> now = old.GetRange(top, wrong - top);
        met = old.Count;
        Followed = 0;
        ulong nearFrom = 0;
        ulong nearTo = 0;
        while (address != 0)
        {
            // What is left of the guess below the mistake is taken over; the frame at the mistake itself is not what it was.
            int again = -1;
            for (int i = wrong + (Followed > 0 ? 0 : 1); i < old.Count && again < 0; i++)
            {
                again = old[i].Address == address ? i : -1;
            }

            if (again >= 0)
            {
                met = again;
                now.AddRange(old.GetRange(met, old.Count - met));
                break;
            }

            // A chain that changes while it is followed may lead in a circle, or to what never was an address.
            if (now.Count >= MaxDepth || address >= EndOfUserSpace)
            {
                return false;
            }

            // Callers mostly lie just below what they call: what is around the frame comes with it, within its page.
            if (address < nearFrom || address + (ulong)layout.FrameBytes > nearTo)
            {
                ulong page = address & ~(PageBytes - 1);
                nearTo = address + (ulong)layout.FrameBytes;
                nearFrom = Math.Max(page, Math.Max(nearTo, Near) - Near);
                if (!memory.TryRead(nearFrom, _near.AsSpan(0, (int)(nearTo - nearFrom))))
                {
                    return false;
                }
            }

            ReadOnlySpan<byte> bytes = _near.AsSpan((int)(address - nearFrom));
            now.Add(new SeenFrame(address, U64(bytes, layout.FrameCode), layout.FrameOwner < 0 ? (byte)0 : bytes[layout.FrameOwner]));
            Followed++;
            address = U64(bytes, layout.FramePrevious);
        }

        thread.Frames = now;
        return now.Count <= MaxDepth;
    }

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
