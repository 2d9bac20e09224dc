using System.Globalization;
using Hone.Bench.Coverage;
using Hone.Statistics;
using Hone.Tests.Statistics;

// How often the 95 % intervals of p50, p95, p99 and of the ratio of pairs hold the truth: those that are printed of runs, of which
// nobody knows whether they are independent. Figures in per cent of the experiments that print an interval; behind the slash the
// share that prints one, where it is not all of them; "-" where fewer than 1 in 50 does.
// Usage: dotnet run -c Release --project bench/coverage [-- experiments-a-cell]
//        dotnet run -c Release --project bench/coverage -- dip-table
//        dotnet run -c Release --project bench/coverage -- speed
if (args is ["speed"])
{
    Speed.Print();
    return;
}

if (args is ["dip-table"])
{
    DipTable.Print(50_000);
    return;
}

int experiments = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
int[] sizes = [6, 7, 10, 20, 30, 51, 52, 60, 72, 80, 100, 140, 200, 368, 500, 1000];
SimulatedSamples[] sources =
[
    SimulatedSamples.NormalNoise, SimulatedSamples.LogNormal, SimulatedSamples.Bimodal(0.3), SimulatedSamples.Bimodal(0.5),
    SimulatedSamples.Autocorrelated(0.3), SimulatedSamples.Autocorrelated(0.5), SimulatedSamples.Autocorrelated(0.8),
];
double simulationError = 100 * 1.96 * Math.Sqrt(0.95 * 0.05 / experiments);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"coverage of 95 % intervals, % of {experiments} experiments a cell (simulation error ±{simulationError:0.0})"));
Console.WriteLine($"{"samples",-16}{"n",6}{"p50",14}{"p95",14}{"p99",14}{"ratio",8}");
List<Task<string>> rows = [];
foreach (SimulatedSamples source in sources)
{
    foreach (int n in sizes)
    {
        rows.Add(Task.Run(() => Row(source, n)));
    }
}

foreach (Task<string> row in rows)
{
    Console.WriteLine(await row);
}

string Row(SimulatedSamples source, int n)
{
    ulong seed = (ulong)n;
    string line = $"{source.Name,-16}{n,6}";
    foreach (double p in (double[])[0.5, 0.95, 0.99])
    {
        (double covered, double printed) = n < Quantile.NeededSamples(p) ? (0, 0) : source.RunCoverage(n, p, experiments, seed);
        string cell = (100 * covered).ToString("0.0", CultureInfo.InvariantCulture);
        string share = (100 * printed).ToString("0", CultureInfo.InvariantCulture);
        line += $"{(printed < 0.02 ? "-" : printed < 0.995 ? cell + "/" + share : cell),14}";
    }

    return line + $"{(100 * source.RatioCoverage(n, experiments, seed)).ToString("0.0", CultureInfo.InvariantCulture),8}";
}
