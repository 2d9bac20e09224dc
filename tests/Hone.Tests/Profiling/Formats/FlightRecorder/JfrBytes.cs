using System.Buffers.Binary;
using System.Text;

namespace Hone.Tests.Profiling.Formats.FlightRecorder;

/// <summary>Writes a small flight recording: two methods called from a third, sampled as often as asked, in one chunk.</summary>
internal sealed class JfrBytes
{
    private const int Class = 20;
    private const int Symbol = 21;
    private const int Method = 22;
    private const int StackFrame = 23;
    private const int StackTrace = 24;
    private const int FrameType = 25;
    private const int Execution = 30;
    private const int Setting = 31;
    private const int Allocation = 32;
    private const int MonitorEnter = 33;

    private static readonly string[] _symbols = ["org/example/App", "org/example/App$$Lambda$14+0x0000000800c03000", "[B", "hot", "cold", "main"];
    private readonly List<byte> _bytes = [];
    private readonly List<string> _texts = [];

    /// <summary>The chunk; a sample every 10 ms, allocations that stand for 1000 bytes, waits of one second.</summary>
    public static byte[] Make(int hot, int cold, int allocations = 0, int waits = 0)
    {
        JfrBytes bytes = new();
        bytes._bytes.AddRange(new byte[68]);
        bytes.Event(Setting, 1, body => body.Var(Execution).Text("period").Text("10 ms"));
        for (int i = 0; i < hot + cold; i++)
        {
            int trace = i < hot ? 1 : 2;
            bytes.Event(Execution, 1, body => body.Var(trace));
        }

        for (int i = 0; i < allocations; i++)
        {
            bytes.Event(Allocation, 1, body => body.Var(1).Var(3).Var(1000));
        }

        for (int i = 0; i < waits; i++)
        {
            bytes.Event(MonitorEnter, 1, body => body.Var(1_000_000_000).Var(2));
        }

        // Two pools, the later one pointing back to the earlier: names first, what refers to them second.
        int names = bytes._bytes.Count;
        bytes.Pools(0, (Symbol, 6, (pool, key) => pool.Text(_symbols[key - 1])), (FrameType, 1, (pool, _) => pool.Text("JIT compiled")));
        int constants = bytes._bytes.Count;
        bytes.Pools(
            names - constants,
            (Class, 3, (pool, key) => pool.Var(key)),
            (Method, 3, (pool, key) => pool.Var(key == 2 ? 2 : 1).Var(3 + key)),
            (StackTrace, 2, (pool, key) => pool.Byte(0).Var(2).Var(key).Var(10 + key).Var(1).Var(3).Var(40).Var(1)));
        int metadata = bytes._bytes.Count;
        bytes.Metadata();
        byte[] made = [.. bytes._bytes];
        "FLR\0"u8.CopyTo(made);
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(6), 1);
        BinaryPrimitives.WriteInt64BigEndian(made.AsSpan(8), made.Length);
        BinaryPrimitives.WriteInt64BigEndian(made.AsSpan(16), constants);
        BinaryPrimitives.WriteInt64BigEndian(made.AsSpan(24), metadata);
        BinaryPrimitives.WriteInt64BigEndian(made.AsSpan(56), 1_000_000_000);
        return made;
    }

    private void Event(int type, int startTime, Action<JfrBytes> fields) => Sized(body =>
    {
        body.Var(type).Var(startTime);
        fields(body);
    });

    private void Pools(int delta, params (int Type, int Count, Action<JfrBytes, int> Value)[] pools) => Sized(body =>
    {
        body.Var(1).Var(0).Var(0).Var(delta).Byte(0).Var(pools.Length);
        foreach ((int type, int count, Action<JfrBytes, int> value) in pools)
        {
            body.Var(type).Var(count);
            for (int key = 1; key <= count; key++)
            {
                body.Var(key);
                value(body, key);
            }
        }
    });

    private void Metadata() => Sized(body =>
    {
        JfrBytes tree = new();
        (string Name, string Value)[] none = [];
        tree.Element("root", none, () => tree.Element("metadata", none,
        [
            () => tree.Type(4, "boolean"), () => tree.Type(6, "int"), () => tree.Type(7, "long"), () => tree.Type(8, "java.lang.String"),
            () => tree.Type(Symbol, "jdk.types.Symbol", ("string", 8, false, false)),
            () => tree.Type(Class, "java.lang.Class", ("name", Symbol, true, false)),
            () => tree.Type(Method, "jdk.types.Method", ("type", Class, true, false), ("name", Symbol, true, false)),
            () => tree.Type(FrameType, "jdk.types.FrameType", ("description", 8, false, false)),
            () => tree.Type(StackFrame, "jdk.types.StackFrame", ("method", Method, true, false), ("lineNumber", 6, false, false), ("type", FrameType, true, false)),
            () => tree.Type(StackTrace, "jdk.types.StackTrace", ("truncated", 4, false, false), ("frames", StackFrame, false, true)),
            () => tree.Type(Execution, "jdk.ExecutionSample", ("startTime", 7, false, false), ("stackTrace", StackTrace, true, false)),
            () => tree.Type(Setting, "jdk.ActiveSetting", ("startTime", 7, false, false), ("id", 7, false, false), ("name", 8, false, false), ("value", 8, false, false)),
            () => tree.Type(Allocation, "jdk.ObjectAllocationSample", ("startTime", 7, false, false), ("stackTrace", StackTrace, true, false), ("objectClass", Class, true, false), ("weight", 7, false, false)),
            () => tree.Type(MonitorEnter, "jdk.JavaMonitorEnter", ("startTime", 7, false, false), ("duration", 7, false, false), ("stackTrace", StackTrace, true, false)),
        ]));
        body.Var(0).Var(0).Var(0).Var(1).Var(tree._texts.Count);
        foreach (string text in tree._texts)
        {
            body.Text(text);
        }

        body._bytes.AddRange(tree._bytes);
    });

    private void Type(int id, string name, params (string Name, int Type, bool Pooled, bool Array)[] fields) => Element(
        "class",
        [("id", id.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("name", name)],
        [.. fields.Select(field => (Action)(() => Element(
            "field",
            [
                ("name", field.Name), ("class", field.Type.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                .. field.Pooled ? [("constantPool", "true")] : Array.Empty<(string, string)>(),
                .. field.Array ? [("dimension", "1")] : Array.Empty<(string, string)>(),
            ])))]);

    private void Element(string name, (string Name, string Value)[] attributes, params Action[] children)
    {
        Var(Number(name)).Var(attributes.Length);
        foreach ((string key, string value) in attributes)
        {
            Var(Number(key)).Var(Number(value));
        }

        Var(children.Length);
        foreach (Action child in children)
        {
            child();
        }
    }

    private int Number(string text)
    {
        if (!_texts.Contains(text))
        {
            _texts.Add(text);
        }

        return _texts.IndexOf(text);
    }

    /// <summary>An event with its size before it, which counts its own bytes.</summary>
    private void Sized(Action<JfrBytes> write)
    {
        JfrBytes body = new();
        write(body);
        int size = body._bytes.Count + 1;
        JfrBytes head = new();
        head.Var(size);
        while (head._bytes.Count + body._bytes.Count != size)
        {
            size = head._bytes.Count + body._bytes.Count;
            head = new JfrBytes();
            head.Var(size);
        }

        _bytes.AddRange(head._bytes);
        _bytes.AddRange(body._bytes);
    }

    private JfrBytes Byte(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    private JfrBytes Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Byte(3).Var(utf8.Length);
        _bytes.AddRange(utf8);
        return this;
    }

    private JfrBytes Var(long value)
    {
        ulong rest = (ulong)value;
        for (int i = 0; i < 8; i++)
        {
            if (rest < 0x80)
            {
                return Byte((byte)rest);
            }

            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        return Byte((byte)rest);
    }
}
