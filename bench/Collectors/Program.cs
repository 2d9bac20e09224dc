using System.Globalization;
using Hone.Bench;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

// As a workload of its own: collectors work FILE. As the bench: collectors FOLDER RUNS.
if (args is ["work", string target])
{
    DotnetWork.Do(target);
    return 0;
}

string folder = Path.GetFullPath(args[0]);
int runs = int.Parse(args[1], CultureInfo.InvariantCulture);
(TargetRuntime Runtime, string[] Command)[] works =
[
    (TargetRuntime.Native, [Path.Combine(folder, "work")]),
    (TargetRuntime.DotNet, [Environment.ProcessPath!, "work"]),
    (TargetRuntime.Python, ["python3", Path.Combine(folder, "work.py")]),
    (TargetRuntime.Node, ["node", Path.Combine(folder, "work.js")]),
];

Console.WriteLine($"{"runtime",-8} {"kind",-7} {"collector",-45} {"plain wall",12} {"watched wall",13} {"wall",7} {"CPU",7}   n");
foreach ((TargetRuntime runtime, string[] command) in works)
{
    foreach (ICollector collector in Collectors.All.Where(collector => collector.Suits(runtime)))
    {
        if (collector.Unavailable() is string why)
        {
            Console.WriteLine($"{runtime,-8} {collector.Kind.Name(),-7} {collector.Name,-45} not here: {why}");
            continue;
        }

        List<(double Wall, double Cpu)> plain = [];
        List<(double Wall, double Cpu)> watched = [];
        string? failed = null;
        for (int i = 0; i < runs && failed is null; i++)
        {
            string file = Path.Combine(folder, "figures");
            File.Delete(file);
            SpawnRequest run = new()
            {
                Argv = [.. command, file],
                WorkingDirectory = folder,
                Stdout = new OutputTarget.Drain(),
                Timeout = Duration.FromSeconds(300),
            };
            ProcessRunner.Run(run, CancellationToken.None);
            plain.AddRange(Read(file));
            File.Delete(file);
            string scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
            try
            {
                collector.Collect(new CollectRequest { Run = run, Runtime = runtime, Scratch = scratch, Expected = Duration.FromSeconds(1) }, CancellationToken.None);
                (double Wall, double Cpu)[] figures = [.. Read(file)];

                // Off-CPU and lock profiles take a run without stacks first; what is asked for is what the stacks cost.
                watched.AddRange(collector.Kind is ProfileKind.OffCpu or ProfileKind.Lock ? figures[^1..] : figures);
            }
            catch (ProblemException error)
            {
                failed = error.Problem.What;
            }

            Directory.Delete(scratch, recursive: true);
        }

        Console.WriteLine(failed is null
            ? string.Create(CultureInfo.InvariantCulture, $"{runtime,-8} {collector.Kind.Name(),-7} {collector.Name,-45} {Median(plain, wall: true) * 1e3,9:0} ms {Median(watched, wall: true) * 1e3,10:0} ms {Median(watched, wall: true) / Median(plain, wall: true),6:0.00}x {Median(watched, wall: false) / Median(plain, wall: false),6:0.00}x   {plain.Count}, {watched.Count}")
            : $"{runtime,-8} {collector.Kind.Name(),-7} {collector.Name,-45} failed: {failed}");
    }
}

return 0;

static IEnumerable<(double Wall, double Cpu)> Read(string file) => !File.Exists(file)
    ? []
    : File.ReadAllLines(file).Select(line => line.Split(' ')).Select(words =>
        (double.Parse(words[0], CultureInfo.InvariantCulture) / 1e9, double.Parse(words[1], CultureInfo.InvariantCulture) / 1e9));

static double Median(List<(double Wall, double Cpu)> values, bool wall)
{
    double[] sorted = [.. values.Select(value => wall ? value.Wall : value.Cpu).Order()];
    return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
