namespace Hone.Tests.Profiling;

/// <summary>Damages bytes the way broken disks and hostile people do.</summary>
internal static class Mutation
{
    private static readonly byte[] _telling = [0, 1, 0x7f, 0x80, 0xff, (byte)'\n', (byte)' ', (byte)'('];

    public static byte[] Of(byte[] good, Random random)
    {
        byte[] bad = (byte[])good.Clone();
        int changes = random.Next(1, 12);
        for (int i = 0; i < changes; i++)
        {
            int at = random.Next(bad.Length);
            switch (random.Next(5))
            {
                case 0:
                    bad[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bad[at] = _telling[random.Next(_telling.Length)];
                    break;
                case 2:
                    bad.AsSpan(at, Math.Min(random.Next(1, 9), bad.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xff : (byte)0);
                    break;
                case 3:
                    int from = random.Next(bad.Length);
                    int length = Math.Min(random.Next(1, 64), bad.Length - Math.Max(at, from));
                    bad.AsSpan(from, length).ToArray().CopyTo(bad.AsSpan(at));
                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        Array.Resize(ref bad, Math.Max(1, at));
                    }

                    break;
            }
        }

        return bad;
    }
}
