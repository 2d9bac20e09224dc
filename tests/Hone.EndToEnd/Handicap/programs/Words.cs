// A table of words.
using System;
using System.Collections.Generic;

int n = args.Length > 0 ? int.Parse(args[0]) : 1_500_000;
Table table = new();
uint state = 7;
for (int i = 0; i < n; i++)
{
    state = (state * 1664525u) + 1013904223u;
    table.Add("w" + (state >> 22));
}

Console.WriteLine(table.Most);

internal sealed class Table
{
    private readonly Dictionary<string, long> _seen = [];

    public long Most { get; private set; }

    public void Add(string word)
    {
        _seen.TryGetValue(word, out long seen);
        _seen[word] = seen + 1;
        Most = Math.Max(Most, seen + 1);
    }
}
