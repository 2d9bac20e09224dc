using System.Buffers.Binary;

namespace Hone.Linux.Profilers.Python;

/// <summary>What one attempt to read a stack gave.</summary>
internal enum StackRead
{
    /// <summary>The stack is in <see cref="PythonThread.Functions"/>.</summary>
    Read,

    /// <summary>The thread runs no Python function: the interpreter starts up or shuts down.</summary>
    NoFrames,

    /// <summary>The stack changed while it was read, or makes no sense; nothing can be said.</summary>
    Torn,
}

/// <summary>
/// Reads the Python stack of a running thread. A stack counts only when one single system call copied all of it: the frames
/// that were there the last time are guessed and read together with their code objects (<see cref="StackCopy"/>); where the guess is
/// wrong the chain is followed frame by frame and the whole is read again. That keeps the window in which the stack can change in
/// the microseconds, and one read at one system call.
/// </summary>
internal sealed class PythonStackReader(ProcessMemory memory, PythonTarget target, CodeTable codes)
{
    private const int MaxDepth = 2000;
    private const int MaxAttempts = 4;
    private const int MaxReturned = 8;
    private const int Near = 2048;
    private const ulong PageBytes = 4096;
    private const ulong EndOfUserSpace = 1UL << 56; // five levels of page tables; no address so high is near overflow

    private readonly PythonLayout _layout = target.Layout;
    private readonly StackCopy _copy = new(memory, target.Layout, codes);
    private readonly byte[] _near = new byte[Near];

    /// <summary>Reads the stack of a thread into <see cref="PythonThread.Functions"/>.</summary>
    public StackRead Read(PythonThread thread)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (!_copy.Take(thread))
            {
                if (thread.CFrame == 0 || _copy.Length < 8)
                {
                    return StackRead.Torn;
                }

                // The C stack moved away from under the guess.
                thread.CFrame = 0;
                continue;
            }

            ulong leaf = _copy.Head(0);
            if (_layout.CFrameCurrent >= 0)
            {
                if (leaf != thread.CFrame || leaf == 0)
                {
                    thread.CFrame = leaf;
                    if (leaf == 0)
                    {
                        return StackRead.NoFrames;
                    }

                    continue;
                }

                leaf = _copy.Head(1);
            }

            if (leaf == 0)
            {
                return StackRead.NoFrames;
            }

            int top = IndexOf(thread.Frames, leaf);
            int wrong = FirstWrong(thread.Frames, top, leaf, out ulong actual, out bool suspended);
            if (suspended)
            {
                continue;
            }

            if (wrong < 0)
            {
                return Name(thread, top) ? StackRead.Read : StackRead.Torn;
            }

            if (!Follow(thread, top, wrong, actual))
            {
                return StackRead.Torn;
            }
        }

        return StackRead.Torn;
    }

    /// <summary>The addresses of all thread states with their kernel and pthread ids; false when the lists cannot be read.</summary>
    public bool TryReadThreads(List<(ulong State, ulong Pthread, int Tid)> threads)
    {
        threads.Clear();
        Span<byte> state = stackalloc byte[256];
        state = state[..Math.Clamp(Math.Max(_layout.ThreadId, Math.Max(_layout.NativeThreadId, _layout.ThreadNext)) + 8, 16, 256)];
        if (!memory.TryReadUInt64(target.Runtime + (ulong)_layout.InterpretersHead, out ulong interpreter))
        {
            return false;
        }

        for (int i = 0; interpreter != 0 && i < 64; i++)
        {
            if (!memory.TryReadUInt64(interpreter + (ulong)_layout.ThreadsHead, out ulong thread))
            {
                return false;
            }

            for (int t = 0; thread != 0 && t < 4096; t++)
            {
                if (!memory.TryRead(thread, state))
                {
                    return false;
                }

                threads.Add((thread, BitConverter.ToUInt64(state[_layout.ThreadId..]), _layout.NativeThreadId < 0 ? 0 : BitConverter.ToInt32(state[_layout.NativeThreadId..])));
                thread = BitConverter.ToUInt64(state[_layout.ThreadNext..]);
            }

            if (!memory.TryReadUInt64(interpreter + (ulong)_layout.InterpreterNext, out interpreter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the leaf stands in the guess; frames before it have returned, and are kept because loops call them again.</summary>
    private static int IndexOf(List<SeenFrame> guess, ulong leaf)
    {
        for (int i = 0; i < guess.Count; i++)
        {
            if (guess[i].Address == leaf)
            {
                return i;
            }
        }

        return guess.Count;
    }

    /// <summary>
    /// The index of the first frame from <paramref name="top"/> that is not as guessed and what stands there; -1 when the guess was
    /// right to the root. A generator or coroutine is nobody's root: one without a caller was suspended while it was read.
    /// </summary>
    private int FirstWrong(List<SeenFrame> guess, int top, ulong leaf, out ulong actual, out bool suspended)
    {
        actual = leaf;
        suspended = false;
        for (int i = top; i < guess.Count; i++)
        {
            if (actual != guess[i].Address || !_copy.Has(i) || U64(_copy.Frame(i), _layout.FrameCode) != guess[i].Code)
            {
                return i;
            }

            actual = U64(_copy.Frame(i), _layout.FramePrevious);
            if (actual == 0)
            {
                int flags = _copy.Flags(i);
                if ((flags & PythonLayout.SuspendableCode) != 0)
                {
                    suspended = true;
                    return i;
                }

                guess.RemoveRange(i + 1, guess.Count - i - 1);
                return -1;
            }
        }

        return guess.Count;
    }

    /// <summary>Follows the chain from <paramref name="address"/> until it meets the old guess again or ends.</summary>
    private bool Follow(PythonThread thread, int top, int wrong, ulong address)
    {
        List<SeenFrame> old = thread.Frames;
        List<SeenFrame> now = old.GetRange(top, wrong - top);
        int kept = now.Count;
        ulong nearFrom = 0;
        ulong nearTo = 0;
        while (address != 0)
        {
            // What is left of the guess below the mistake is taken over; the frame at the mistake itself is not what it was.
            int met = -1;
            for (int i = wrong + (now.Count > kept ? 0 : 1); i < old.Count && met < 0; i++)
            {
                met = old[i].Address == address ? i : -1;
            }

            if (met >= 0)
            {
                now.AddRange(old.GetRange(met, old.Count - met));
                break;
            }

            // A chain that changes while it is followed may lead in a circle, or to what never was an address.
            if (now.Count >= MaxDepth || address >= EndOfUserSpace)
            {
                return false;
            }

            // Callers mostly lie just below what they call: what is around the frame comes with it, within its page.
            if (address < nearFrom || address + (ulong)_layout.FrameBytes > nearTo)
            {
                ulong page = address & ~(PageBytes - 1);
                nearTo = address + (ulong)_layout.FrameBytes;
                nearFrom = Math.Max(page, Math.Max(nearTo, Near) - Near);
                if (!memory.TryRead(nearFrom, _near.AsSpan(0, (int)(nearTo - nearFrom))))
                {
                    return false;
                }
            }

            ReadOnlySpan<byte> bytes = _near.AsSpan((int)(address - nearFrom));
            now.Add(new SeenFrame(address, U64(bytes, _layout.FrameCode)));
            address = U64(bytes, _layout.FramePrevious);
        }

        thread.Frames = now;
        return now.Count <= MaxDepth;
    }

    private bool Name(PythonThread thread, int top)
    {
        thread.Functions.Clear();
        for (int i = top; i < thread.Frames.Count; i++)
        {
            if (_layout.FrameOwner >= 0 && _copy.Frame(i)[_layout.FrameOwner] == PythonLayout.OwnedByCStack)
            {
                continue;
            }

            int function = _copy.Function(i, thread.Frames[i].Code);
            if (function < 0)
            {
                return false;
            }

            thread.Functions.Add(function);
        }

        if (top > MaxReturned)
        {
            thread.Frames.RemoveRange(0, top - MaxReturned);
        }

        return true;
    }

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
