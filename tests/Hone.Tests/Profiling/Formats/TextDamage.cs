namespace Hone.Tests.Profiling.Formats;

/// <summary>Damages bytes in the ways files get damaged, the same way each time.</summary>
internal static class TextDamage
{
    public static IEnumerable<byte[]> Of(byte[] sound, int count)
    {
        Random random = new(20240611);
        for (int i = 0; i < count; i++)
        {
            List<byte> bytes = [.. sound];
            int changes = random.Next(1, 8);
            for (int change = 0; change < changes && bytes.Count > 0; change++)
            {
                int at = random.Next(bytes.Count);
                int length = Math.Min(random.Next(1, 40), bytes.Count - at);
                switch (random.Next(6))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, length);
                        break;
                    case 2:
                        bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                        break;
                    case 3:
                        bytes.RemoveRange(at, bytes.Count - at);
                        break;
                    case 4:
                        bytes.Insert(at, "<>()[]\"\\ \n=,+-"u8[random.Next(14)]);
                        break;
                    default:
                        bytes.InsertRange(at, Enumerable.Repeat((byte)"f9<(\"\\"[random.Next(6)], random.Next(1, 30)));
                        break;
                }
            }

            yield return [.. bytes];
        }
    }

    /// <summary>Hands the bytes over in pieces of the given sizes, again and again.</summary>
    public static void InPieces(byte[] bytes, int[] sizes, Action<ReadOnlyMemory<byte>> take)
    {
        int at = 0;
        for (int i = 0; at < bytes.Length; i++)
        {
            int size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
            take(bytes.AsMemory(at, size));
            at += size;
        }
    }
}
