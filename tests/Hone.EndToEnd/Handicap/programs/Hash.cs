// One thread, one hot method: all that is put into Mix is waited for.
using System;
using System.Runtime.CompilerServices;

ulong sum = 1;
int calls = args.Length > 0 ? int.Parse(args[0]) : 300_000;
for (int i = 0; i < calls; i++)
{
    sum += Hasher.Mix(sum + (ulong)i);
}

Console.WriteLine(sum);

// Optimised from the first call on: the runtime does so after a time by the clock, and what is put in before that costs less.
internal static class Hasher
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ulong Mix(ulong x) => Turn(x, 150);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Turn(ulong x, int times)
    {
        for (int i = 0; i < times; i++)
        {
            x ^= x >> 31;
            x *= 0x9E3779B97F4A7C15ul;
        }

        return x;
    }
}
