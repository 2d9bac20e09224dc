using Hone.Profiling;
using Hone.Statistics;

namespace Hone.Tests.Profiling.Differences;

/// <summary>Profiles drawn from a program of known costs: each stack's samples are Poisson, times what the machine and the run do.</summary>
internal sealed class Sampled(ulong seed)
{
    private readonly SeededRandom _random = new(seed);

    /// <summary>The stacks of a program of ten functions, with their milliseconds: <c>main;batch;seal;checksum 700</c>.</summary>
    public static readonly string[] Program =
    [
        "main 10", "main;batch 60", "main;batch;parse 70", "main;batch;parse;tokenize 520", "main;batch;parse;lookup 330", "main;batch;seal 50",
        "main;batch;seal;checksum 650", "main;batch;render 210", "main;batch;render;memcpy@libc.so.6 60", "main;batch;parse;memcpy@libc.so.6 40",
    ];

    /// <summary>The program with some functions' own cost changed.</summary>
    public static string[] With(params (string Function, double Factor)[] changes) =>
    [
        .. Program.Select(line =>
        {
            int space = line.LastIndexOf(' ');
            string leaf = line[..space].Split(';')[^1].Split('@')[0];
            double factor = changes.FirstOrDefault(change => change.Function == leaf, ("", 1)).Item2;
            return line[..space] + " " + (long.Parse(line[(space + 1)..], System.Globalization.CultureInfo.InvariantCulture) * factor).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        }),
    ];

    /// <summary>A profile of one run.</summary>
    /// <param name="lines">Stacks with milliseconds.</param>
    /// <param name="machine">By what everything is dearer.</param>
    /// <param name="spread">The relative standard deviation of each function from run to run.</param>
    /// <param name="rate">Samples a millisecond.</param>
    public Profile Run(string[] lines, double machine = 1, double spread = 0.02, double rate = 2)
    {
        Dictionary<string, double> of = [];
        ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Time, Stacks.Samples);
        foreach (string line in lines)
        {
            int space = line.LastIndexOf(' ');
            string[] names = line[..space].Split(';');
            if (!of.TryGetValue(names[^1], out double run))
            {
                of.Add(names[^1], run = Math.Exp(spread * _random.NextNormal()));
            }

            double mean = double.Parse(line[(space + 1)..], System.Globalization.CultureInfo.InvariantCulture) * rate * machine * run;
            long count = Poisson(mean);
            if (count > 0)
            {
                builder.AddStack(names.Select(Stacks.Frame), (long)(count * 1_000_000 / rate), count);
            }
        }

        return builder.Build("test 1", "test", []) with { Runs = 1 };
    }

    /// <summary>Several runs.</summary>
    public Profile[] Runs(int count, string[] lines, double machine = 1, double spread = 0.02, double rate = 2) =>
        [.. Enumerable.Range(0, count).Select(_ => Run(lines, machine * Math.Exp(0.02 * _random.NextNormal()), spread, rate))];

    private long Poisson(double mean)
    {
        if (mean > 500)
        {
            return (long)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * _random.NextNormal())));
        }

        long count = 0;
        for (double sum = -Math.Log(_random.NextDouble()); sum < mean; sum -= Math.Log(_random.NextDouble()))
        {
            count++;
        }

        return count;
    }
}
