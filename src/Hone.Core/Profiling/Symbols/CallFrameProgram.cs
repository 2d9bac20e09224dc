namespace Hone.Profiling.Symbols;

/// <summary>Runs call frame instructions (DWARF 5, 6.4.2) up to an address, for the registers that a walk of the stack needs.</summary>
internal sealed class CallFrameProgram(ulong codeAlignment, long dataAlignment, ulong target)
{
    private const int Base = 6;
    private const int StackPointer = 7;
    private const int MostStates = 64;

    private readonly Stack<State> _remembered = new();
    private State _state = new(StackPointer, 0, Saved.Same, Saved.Same);
    private State _initial;
    private ulong _location;

    /// <summary>Runs instructions; false when they cannot be followed.</summary>
    public bool Run(ReadOnlySpan<byte> instructions, bool initial)
    {
        ByteCursor cursor = new(instructions);
        _location = 0;
        while (!cursor.AtEnd && _location <= target)
        {
            byte code = cursor.U8();
            int low = code & 0x3f;
            bool known = (code & 0xc0) switch
            {
                0x40 => Advance((ulong)low),
                0x80 => Save(low, unchecked((long)cursor.Uleb() * dataAlignment)),
                0xc0 => Restore(low),
                _ => Other(low, ref cursor),
            };
            if (!known || cursor.Failed)
            {
                return false;
            }
        }

        _initial = initial ? _state : _initial;
        return true;
    }

    /// <summary>The rule that was reached; null when it needs what is not followed.</summary>
    public CallFrameRule? Rule(int returnRegister)
    {
        const int x64ReturnRegister = 16;
        bool outermost = _state.Return.Kind == SavedKind.Nowhere;
        bool usable = returnRegister == x64ReturnRegister && _state.Register is Base or StackPointer
            && (outermost || _state.Return.Kind == SavedKind.AtOffset) && _state.BasePointer.Kind is SavedKind.Same or SavedKind.AtOffset or SavedKind.Nowhere;
        return usable
            ? new CallFrameRule(_state.Register, _state.Offset, _state.Return.Offset, _state.BasePointer.Kind == SavedKind.AtOffset ? _state.BasePointer.Offset : null, outermost)
            : null;
    }

    private bool Advance(ulong delta)
    {
        _location += delta * codeAlignment;
        return true;
    }

    private bool Save(int register, long offset) => Set(register, new Saved(SavedKind.AtOffset, offset));

    private bool Restore(int register) => Set(register, register == Base ? _initial.BasePointer : _initial.Return);

    private bool Set(int register, Saved saved)
    {
        _state = register switch
        {
            Base => _state with { BasePointer = saved },
            16 => _state with { Return = saved },
            _ => _state,
        };
        return true;
    }

    private bool Define(ulong register, long offset)
    {
        _state = _state with { Register = (int)Math.Min(register, 1000), Offset = offset };
        return true;
    }

    private bool Other(int code, ref ByteCursor cursor)
    {
        switch (code)
        {
            case 0x00: // nop
                return true;
            case 0x02: // advance_loc1
                return Advance(cursor.U8());
            case 0x03: // advance_loc2
                return Advance(cursor.U16());
            case 0x04: // advance_loc4
                return Advance(cursor.U32());
            case 0x05: // offset_extended
                return Save(Register(ref cursor), unchecked((long)cursor.Uleb() * dataAlignment));
            case 0x06: // restore_extended
                return Restore(Register(ref cursor));
            case 0x07: // undefined
                return Set(Register(ref cursor), new Saved(SavedKind.Nowhere, 0));
            case 0x08: // same_value
                return Set(Register(ref cursor), Saved.Same);
            case 0x09: // register
                return Set(Register(ref cursor), new Saved(SavedKind.Elsewhere, (long)cursor.Uleb()));
            case 0x0a: // remember_state
                _remembered.Push(_state);
                return _remembered.Count < MostStates;
            case 0x0b: // restore_state
                return _remembered.TryPop(out _state);
            case 0x0c: // def_cfa
                ulong register = cursor.Uleb();
                return Define(register, (long)cursor.Uleb());
            case 0x0d: // def_cfa_register
                return Define(cursor.Uleb(), _state.Offset);
            case 0x0e: // def_cfa_offset
                return Define((ulong)_state.Register, (long)cursor.Uleb());
            case 0x0f: // def_cfa_expression
                cursor.Skip(cursor.Uleb());
                return Define(1000, 0);
            case 0x10: // expression
            case 0x16: // val_expression
                int changed = Register(ref cursor);
                cursor.Skip(cursor.Uleb());
                return Set(changed, new Saved(SavedKind.Elsewhere, 0));
            case 0x11: // offset_extended_sf
                return Save(Register(ref cursor), unchecked(cursor.Sleb() * dataAlignment));
            case 0x12: // def_cfa_sf
                ulong scaled = cursor.Uleb();
                return Define(scaled, unchecked(cursor.Sleb() * dataAlignment));
            case 0x13: // def_cfa_offset_sf
                return Define((ulong)_state.Register, unchecked(cursor.Sleb() * dataAlignment));
            case 0x2e: // GNU_args_size
                cursor.Uleb();
                return true;
            default:
                return false;
        }
    }

    private static int Register(ref ByteCursor cursor) => (int)Math.Min(cursor.Uleb(), 1000);

    private enum SavedKind
    {
        Same,
        AtOffset,
        Nowhere,
        Elsewhere,
    }

    private readonly record struct Saved(SavedKind Kind, long Offset)
    {
        public static Saved Same => new(SavedKind.Same, 0);
    }

    private record struct State(int Register, long Offset, Saved BasePointer, Saved Return);
}
