using System.Globalization;

namespace Hone.Tests.Profilers.Waiting;

/// <summary>What a fixture measured of itself: lines of a name and nanoseconds, once for each run.</summary>
internal sealed class Figures(string file)
{
    /// <summary>The values of a name, run by run.</summary>
    public IReadOnlyList<long> All(string name) =>
    [
        .. File.ReadLines(file).Select(static line => line.Split(' ')).Where(words => words[0] == name).Select(static words => long.Parse(words[1], CultureInfo.InvariantCulture)),
    ];

    /// <summary>The first run is the one without stacks, the last the one with.</summary>
    public long First(string name) => All(name)[0];

    /// <summary>The value of the last run.</summary>
    public long Last(string name) => All(name)[^1];

    /// <summary>
    /// Holds what was recorded within 5 % of what the program measured; 20 ms are for what happens outside its own measure:
    /// loading it, ending it, and on a busy machine waiting for a CPU meanwhile.
    /// </summary>
    public static void AssertClose(long measured, long recorded, string what)
    {
        long slack = (measured / 20) + 20_000_000;
        Assert.True(Math.Abs(measured - recorded) <= slack, string.Create(CultureInfo.InvariantCulture, $"{what}: the program measured {measured / 1e6} ms, recorded were {recorded / 1e6} ms"));
    }
}
