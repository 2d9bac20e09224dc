using System.Text.Json;
using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>Changes of JSON documents that leave them JSON documents.</summary>
internal static class JsonMutators
{
    // A value, and the member that it belongs to where it has a name; ends are behind the last byte.
    private readonly record struct Part(int MemberStart, int Start, int End, bool Named);

    /// <summary>A value replaced, a member or element left out, doubled (a key twice), or swapped with another.</summary>
    public static byte[] Change(SeededRandom random, byte[] bytes)
    {
        List<Part> parts = Parts(bytes);
        if (parts.Count == 0)
        {
            return bytes;
        }

        Part part = parts[random.NextIndex(parts.Count)];
        switch (random.NextIndex(5))
        {
            case 0:
                return Without(bytes, part);
            case 1:
                return [.. bytes.AsSpan(0, part.End), (byte)',', .. bytes.AsSpan(part.MemberStart)];
            case 2:
                Part other = parts[random.NextIndex(parts.Count)];
                (Part first, Part second) = part.Start < other.Start ? (part, other) : (other, part);
                return first.End > second.Start
                    ? Replace(bytes, part, EdgeValues.Json(random))
                    : [.. bytes.AsSpan(0, first.Start), .. bytes.AsSpan(second.Start, second.End - second.Start), .. bytes.AsSpan(first.End, second.Start - first.End), .. bytes.AsSpan(first.Start, first.End - first.Start), .. bytes.AsSpan(second.End)];
            case 3 when part.Named:
                // The key again, with another value.
                return [.. bytes.AsSpan(0, part.End), (byte)',', .. bytes.AsSpan(part.MemberStart, part.Start - part.MemberStart), .. EdgeValues.Json(random), .. bytes.AsSpan(part.End)];
            default:
                return Replace(bytes, part, EdgeValues.Json(random));
        }
    }

    private static byte[] Replace(byte[] bytes, Part part, byte[] value) => [.. bytes.AsSpan(0, part.Start), .. value, .. bytes.AsSpan(part.End)];

    private static byte[] Without(byte[] bytes, Part part)
    {
        int start = part.MemberStart;
        int end = part.End;
        int next = end;
        while (next < bytes.Length && bytes[next] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            next++;
        }

        if (next < bytes.Length && bytes[next] == ',')
        {
            return [.. bytes.AsSpan(0, start), .. bytes.AsSpan(next + 1)];
        }

        int before = start - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            before--;
        }

        return [.. bytes.AsSpan(0, before >= 0 && bytes[before] == ',' ? before : start), .. bytes.AsSpan(end)];
    }

    private static List<Part> Parts(byte[] bytes)
    {
        List<Part> parts = [];
        Stack<(int MemberStart, int Start, bool Named)> open = new();
        int name = -1;
        try
        {
            Utf8JsonReader reader = new(bytes);
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                int end = (int)reader.BytesConsumed;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = start;
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((name >= 0 ? name : start, start, name >= 0));
                        name = -1;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        (int memberStart, int valueStart, bool named) = open.Pop();
                        if (open.Count > 0)
                        {
                            parts.Add(new(memberStart, valueStart, end, named));
                        }

                        name = -1;
                        break;
                    default:
                        parts.Add(new(name >= 0 ? name : start, start, end, name >= 0));
                        name = -1;
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // What an earlier change broke: the parts before the place are still there.
        }

        return parts;
    }
}
