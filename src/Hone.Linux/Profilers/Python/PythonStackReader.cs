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
/// wrong the chain is followed frame by frame (<see cref="FrameChain"/>) and the whole is read again. That keeps the window in which
/// the stack can change in the microseconds, and one read at one system call.
/// </summary>
internal sealed class PythonStackReader(ProcessMemory memory, PythonTarget target, CodeTable codes)
{
    private const int MaxAttempts = 4;
    private const int MaxReturned = 8;

    private readonly PythonLayout _layout = target.Layout;
    private readonly StackCopy _copy = new(memory, target.Layout, codes);
    private readonly FrameChain _chain = new(memory, target.Layout);

    /// <summary>
    /// Reads the stack of a thread into <see cref="PythonThread.Functions"/>. Of a thread that is held, a frame that was followed need
    /// not be copied again.
    /// </summary>
    public StackRead Read(PythonThread thread, bool isHeld = false)
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

            int kept = wrong - top;
            if (!_chain.Follow(thread, top, wrong, actual, out int met))
            {
                return StackRead.Torn;
            }

            if (isHeld && IsAsCopied(thread.Frames, kept + _chain.Followed, met) && NameFollowed(thread))
            {
                return StackRead.Read;
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

    /// <summary>
    /// True when the frames from <paramref name="first"/> on, which were <paramref name="copied"/> and following in the guess, are now as
    /// they were then.
    /// </summary>
    private bool IsAsCopied(List<SeenFrame> frames, int first, int copied)
    {
        for (int i = first; i < frames.Count; i++, copied++)
        {
            ulong previous = i + 1 < frames.Count ? frames[i + 1].Address : 0;
            if (!_copy.Has(copied) || U64(_copy.Frame(copied), _layout.FrameCode) != frames[i].Code || U64(_copy.Frame(copied), _layout.FramePrevious) != previous)
            {
                return false;
            }
        }

        return true;
    }

    private bool NameFollowed(PythonThread thread)
    {
        thread.Functions.Clear();
        int flags = 0;
        foreach (SeenFrame frame in thread.Frames)
        {
            if (_layout.FrameOwner >= 0 && frame.Owner == PythonLayout.OwnedByCStack)
            {
                continue;
            }

            if (!codes.TryRead(frame.Code, out int function, out flags))
            {
                return false;
            }

            thread.Functions.Add(function);
        }

        return thread.Functions.Count > 0 && (flags & PythonLayout.SuspendableCode) == 0;
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
