using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>What a run costs beyond the program: 500 runs of a program that only returns, in ten turns with the peer's.</summary>
internal static class Cost
{
    private const int Turns = 10;
    private const int Runs = 50;

    private static long _own;

    public static void Measure(string folder)
    {
        string noop = Path.Combine(folder, "noop");
        Side quiet = new("Hone, outputs to /dev/null", () => Hone(Figures.Quiet(noop)));
        Side piped = new("Hone, outputs through its pipes", () => Hone(new() { Argv = [noop], WorkingDirectory = "/" }));
        Side peer = new("hyperfine -N", () => Hyperfine.Cost(Runs, noop));
        Side floor = new("posix_spawn + wait4 in C", () => (Floor(folder, noop), []));
        List<Side> sides = Hyperfine.Path is null ? [quiet, piped, floor] : [quiet, piped, peer, floor];
        // Until the runtime has compiled what it will: that happens once, on another thread, and is not the price of a run.
        for (int warmup = 0; warmup < 4; warmup++)
        {
            _ = Hone(Figures.Quiet(noop));
            _ = Hone(new() { Argv = [noop], WorkingDirectory = "/" });
            Thread.Sleep(300);
        }

        _own = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (Side side in sides.OrderBy(_ => Random.Shared.Next()))
            {
                side.Take();
            }
        }

        Figures.Say($"cost of a run, from one run to the next, of a program that only returns ({Turns * Runs} runs each, in {Turns} turns)");
        foreach (Side side in sides)
        {
            side.Print();
        }

        Figures.Say($"  Hone's own CPU time a run {_own / 1e6 / (2 * Turns * Runs):0.000} ms");

        if (Hyperfine.Path is null)
        {
            Console.WriteLine("  hyperfine is not on PATH: nothing to set beside it");
            return;
        }

        Figures.Say($"  Hone / hyperfine -N: {Figures.Median(quiet.Costs.Zip(peer.Costs, (ours, theirs) => ours / theirs)):0.00} (median of the turns)");
    }

    private static (double Cost, double[] Reported) Hone(SpawnRequest request)
    {
        double[] reported = new double[Runs];
        long before = ResourceUse.Self().Nanoseconds;
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Runs; i++)
        {
            reported[i] = ProcessRunner.Run(request, CancellationToken.None).Wall.Seconds;
        }

        double cost = Stopwatch.GetElapsedTime(started).TotalSeconds / Runs;
        _own += ResourceUse.Self().Nanoseconds - before;
        return (cost, reported);
    }

    private static double Floor(string folder, string program)
    {
        // Not by System.Diagnostics.Process: its handler of SIGCHLD would run at the end of every later child.
        SpawnRequest request = Figures.Quiet(Path.Combine(folder, "floor"), Runs.ToString(CultureInfo.InvariantCulture), program) with { Stdout = new OutputTarget.Capture(100) };
        return double.Parse(Encoding.ASCII.GetString(ProcessRunner.Run(request, CancellationToken.None).Stdout), CultureInfo.InvariantCulture) / 1e9;
    }

    private sealed class Side(string name, Func<(double Cost, double[] Reported)> measure)
    {
        private readonly List<double> _reported = [];

        public List<double> Costs { get; } = [];

        public void Take()
        {
            (double cost, double[] reported) = measure();
            Costs.Add(cost);
            _reported.AddRange(reported);
        }

        public void Print()
        {
            string reported = _reported.Count == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"; says the program took {Figures.Median(_reported) * 1e3:0.000} ms (p50)");
            Figures.Say($"  {name,-32} {Figures.Median(Costs) * 1e3,6:0.000} ms (best turn {Costs.Min() * 1e3:0.000}){reported}");
        }
    }
}
