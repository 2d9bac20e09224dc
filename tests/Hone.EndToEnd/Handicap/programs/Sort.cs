// A comparison that is called millions of times.
using System;

int n = args.Length > 0 ? int.Parse(args[0]) : 400_000;
uint[] values = new uint[n];
uint state = 7;
for (int i = 0; i < n; i++)
{
    values[i] = state = (state * 1664525u) + 1013904223u;
}

Array.Sort(values, Sorter.Order);
Console.WriteLine(values[n / 2]);

internal static class Sorter
{
    public static int Order(uint x, uint y) => x < y ? -1 : x > y ? 1 : 0;
}
