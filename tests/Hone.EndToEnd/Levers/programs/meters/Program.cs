using System.Globalization;

namespace Meters;

/// <summary>What is known of a meter's readings.</summary>
internal sealed class Summary
{
    public long Count { get; private set; }

    public int Least { get; private set; } = int.MaxValue;

    public int Most { get; private set; } = int.MinValue;

    public long Sum { get; private set; }

    public void Add(int tenths)
    {
        Count++;
        Least = Math.Min(Least, tenths);
        Most = Math.Max(Most, tenths);
        Sum += tenths;
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("usage: meters FILE");
            return 2;
        }

        SortedDictionary<string, Summary> meters = Summarise(args[0]);
        foreach ((string name, Summary meter) in meters.Take(8))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {meter.Least / 10.0:F1} {meter.Sum / 10.0 / meter.Count:F1} {meter.Most / 10.0:F1}"));
        }

        Console.WriteLine($"{meters.Count} meters, {meters.Values.Sum(meter => meter.Count)} readings");
        return 0;
    }

    private static SortedDictionary<string, Summary> Summarise(string file)
    {
        string[] lines = File.ReadAllLines(file);
        Dictionary<string, Summary> meters = [];
        Dictionary<string, Summary>.AlternateLookup<ReadOnlySpan<char>> byName = meters.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string line in lines)
        {
            int at = line.IndexOf(';');
            ReadOnlySpan<char> name = line.AsSpan(0, at);
            if (!byName.TryGetValue(name, out Summary? meter))
            {
                meter = new();
                meters.Add(name.ToString(), meter);
            }

            meter.Add(Tenths(line.AsSpan(at + 1)));
        }

        return new(meters, StringComparer.Ordinal);
    }

    // "-12.3" is -123.
    private static int Tenths(ReadOnlySpan<char> text)
    {
        bool negative = text[0] == '-';
        int value = 0;
        foreach (char each in text)
        {
            if (char.IsAsciiDigit(each))
            {
                value = value * 10 + (each - '0');
            }
        }

        return negative ? -value : value;
    }
}
