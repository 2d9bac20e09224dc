using System.Buffers.Text;
using System.Text;
using Hone.Profiling;

namespace Hone.Bench;

/// <summary>Writes one metric of a profile as folded stacks.</summary>
internal static class FoldedOut
{
    public static void Write(Profile profile, string file, int metric)
    {
        byte[][] names = [.. profile.Frames.Select(frame => Encoding.UTF8.GetBytes(frame.Function.Replace(';', ':')))];
        int[] path = new int[1 << 16];
        byte[] buffer = new byte[1 << 20];
        int length = 0;
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        foreach (StackValues stack in profile.Stacks)
        {
            int depth = 0;
            for (int node = stack.Node; node >= 0 && depth < path.Length; node = profile.Nodes[node].Parent)
            {
                path[depth++] = profile.Nodes[node].Frame;
            }

            while (depth-- > 0)
            {
                byte[] name = names[path[depth]];
                if (length + name.Length + 32 > buffer.Length)
                {
                    stream.Write(buffer, 0, length);
                    length = 0;
                    buffer = name.Length + 32 > buffer.Length ? new byte[name.Length * 2] : buffer;
                }

                name.CopyTo(buffer, length);
                length += name.Length;
                buffer[length++] = depth == 0 ? (byte)' ' : (byte)';';
            }

            Utf8Formatter.TryFormat(stack.Values[metric], buffer.AsSpan(length), out int digits);
            length += digits;
            buffer[length++] = (byte)'\n';
        }

        stream.Write(buffer, 0, length);
    }
}
