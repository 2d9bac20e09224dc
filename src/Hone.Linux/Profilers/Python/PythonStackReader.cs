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
/// that were there the last time are guessed and read together with their code objects; where the guess is wrong the chain is
/// followed frame by frame and the whole is read again. That keeps the window in which the stack can change in the
/// microseconds, and one read at one system call.
/// </summary>
internal sealed class PythonStackReader(ProcessMemory memory, PythonTarget target, CodeTable codes)
{
    private const int MaxDepth = 2000;
    private const int MaxAttempts = 4;
    private const int MaxReturned = 8;

    private readonly PythonLayout _layout = target.Layout;
    private readonly int _frameBytes = target.Layout.FrameBytes;
    private readonly int _codeBytes = target.Layout.CodeBytes;
    private MemoryPart[] _parts = new MemoryPart[64];
    private byte[] _bytes = new byte[16 * 1024];

    /// <summary>Reads the stack of a thread into <see cref="PythonThread.Functions"/>.</summary>
    public StackRead Read(PythonThread thread)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            int head = ReadGuess(thread, out int got);
            if (got < head)
            {
                if (thread.CFrame == 0 || got < 8)
                {
                    return StackRead.Torn;
                }

                // The C stack moved away from under the guess.
                thread.CFrame = 0;
                continue;
            }

            ulong leaf = U64(0);
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

                leaf = U64(8);
            }

            if (leaf == 0)
            {
                return StackRead.NoFrames;
            }

            int top = IndexOf(thread.Frames, leaf);
            int wrong = FirstWrong(thread.Frames, top, leaf, head, got, out ulong actual, out bool suspended);
            if (suspended)
            {
                continue;
            }

            if (wrong < 0)
            {
                return Name(thread, top, head) ? StackRead.Read : StackRead.Torn;
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

    /// <summary>Copies head and guessed frames in one call; returns the length of the head.</summary>
    private int ReadGuess(PythonThread thread, out int got)
    {
        int count = thread.Frames.Count;
        int parts = 0;
        int bytes = 16 + (count * (_frameBytes + _codeBytes));
        if (_parts.Length < (count * 2) + 2)
        {
            Array.Resize(ref _parts, (count * 2) + 64);
        }

        if (_bytes.Length < bytes)
        {
            Array.Resize(ref _bytes, bytes * 2);
        }

        _parts[parts++] = new MemoryPart { Address = thread.State + (ulong)_layout.ThreadFrame, Length = 8 };
        int head = 8;
        if (_layout.CFrameCurrent >= 0 && thread.CFrame != 0)
        {
            _parts[parts++] = new MemoryPart { Address = thread.CFrame + (ulong)_layout.CFrameCurrent, Length = 8 };
            head = 16;
        }

        foreach (SeenFrame frame in thread.Frames)
        {
            _parts[parts++] = new MemoryPart { Address = frame.Address, Length = (nuint)_frameBytes };
            _parts[parts++] = new MemoryPart { Address = frame.Code, Length = (nuint)_codeBytes };
        }

        got = memory.Read(_parts.AsSpan(0, parts), _bytes.AsSpan(0, head + (count * (_frameBytes + _codeBytes))));
        return head;
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
    private int FirstWrong(List<SeenFrame> guess, int top, ulong leaf, int head, int got, out ulong actual, out bool suspended)
    {
        actual = leaf;
        suspended = false;
        int stride = _frameBytes + _codeBytes;
        for (int i = top; i < guess.Count; i++)
        {
            int at = head + (i * stride);
            if (actual != guess[i].Address || at + stride > got || U64(at + _layout.FrameCode) != guess[i].Code)
            {
                return i;
            }

            actual = U64(at + _layout.FramePrevious);
            if (actual == 0)
            {
                int flags = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at + _frameBytes + _layout.CodeFlags));
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
        Span<byte> bytes = stackalloc byte[_frameBytes];
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

            if (now.Count >= MaxDepth || !memory.TryRead(address, bytes))
            {
                return false;
            }

            now.Add(new SeenFrame(address, BinaryPrimitives.ReadUInt64LittleEndian(bytes[_layout.FrameCode..])));
            address = BinaryPrimitives.ReadUInt64LittleEndian(bytes[_layout.FramePrevious..]);
        }

        thread.Frames = now;
        return now.Count <= MaxDepth;
    }

    private bool Name(PythonThread thread, int top, int head)
    {
        thread.Functions.Clear();
        int stride = _frameBytes + _codeBytes;
        for (int i = top; i < thread.Frames.Count; i++)
        {
            ReadOnlySpan<byte> frame = _bytes.AsSpan(head + (i * stride), _frameBytes);
            if (_layout.FrameOwner >= 0 && frame[_layout.FrameOwner] == PythonLayout.OwnedByCStack)
            {
                continue;
            }

            int function = codes.Function(thread.Frames[i].Code, _bytes.AsSpan(head + (i * stride) + _frameBytes, _codeBytes));
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

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));
}
