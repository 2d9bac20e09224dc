namespace Reach;

/// <summary>How many different visitors a page had, estimated from the least of many hashes.</summary>
internal sealed class Sketch
{
    private const int Registers = 256;

    private readonly uint[] _least = new uint[Registers];

    public Sketch() => Array.Fill(_least, uint.MaxValue);

    public void Add(uint visitor)
    {
        for (int i = 0; i < _least.Length; i++)
        {
            uint hash = visitor * 2654435761u + (uint)i * 2246822519u;
            hash = (hash ^ (hash >> 15)) * 3266489917u;
            hash ^= hash >> 13;
            if (hash < _least[i])
            {
                _least[i] = hash;
            }
        }
    }

    public double Estimate()
    {
        double sum = 0;
        foreach (uint least in _least)
        {
            sum += (least + 1.0) / 4294967296.0;
        }

        return Registers / sum - 1;
    }
}

/// <summary>The sketches of all pages of a site; visits may come from several threads.</summary>
internal sealed class Site
{
    private readonly object _gate = new();
    private readonly Dictionary<int, Sketch> _pages = [];

    public void Visit(int page, uint visitor)
    {
        lock (_gate)
        {
            if (!_pages.TryGetValue(page, out Sketch? sketch))
            {
                sketch = new();
                _pages.Add(page, sketch);
            }

            sketch.Add(visitor);
        }
    }

    public IEnumerable<(int Page, double Visitors)> Pages() => _pages.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Estimate()));
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 2 || !int.TryParse(args[0], out int visits) || !int.TryParse(args[1], out int count))
        {
            Console.Error.WriteLine("usage: reach VISITS THREADS");
            return 2;
        }

        Site site = new();
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            int from = (int)((long)visits * i / count);
            int to = (int)((long)visits * (i + 1) / count);
            threads[i] = new(() => Replay(site, from, to));
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        (int Page, double Visitors)[] pages = [.. site.Pages()];
        foreach ((int page, double visitors) in pages.Take(5))
        {
            Console.WriteLine($"page {page}: {visitors:F1} visitors");
        }

        Console.WriteLine($"{visits} visits, {pages.Length} pages, {pages.Sum(each => each.Visitors):F3} in all");
        return 0;
    }

    private static void Replay(Site site, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            uint mixed = (uint)i * 2654435769u;
            mixed ^= mixed >> 16;
            site.Visit((int)(mixed % 200), mixed % 7919 * 31 + (uint)(i % 3));
        }
    }
}
