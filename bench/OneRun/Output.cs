using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>What taking a program's output costs the program, beside /dev/null: 10 GB a run, the kinds taking turns.</summary>
internal static class Output
{
    private const int Turns = 5;

    public static void Measure(string folder)
    {
        string writer = Path.Combine(folder, "writer");
        Compare("10 GB that the program computes (7 rounds of xorshift a block), written in blocks of 64 KiB", Turns, [writer, "10", "7"]);
        Compare("10 GB that the program computes (1 round a block)", Turns, [writer, "10", "1"]);
        Compare("head -c 10G /dev/zero, which computes nothing", Turns, ["head", "-c", "10G", "/dev/zero"]);
    }

    private static void Compare(string what, int turns, string[] argv)
    {
        Dictionary<string, OutputTarget> targets = new() { ["/dev/null"] = new OutputTarget.Null(), ["drained"] = new OutputTarget.Drain() };
        Dictionary<string, List<double>> walls = targets.Keys.ToDictionary(name => name, _ => new List<double>());
        Dictionary<string, List<double>> cpus = targets.Keys.ToDictionary(name => name, _ => new List<double>());
        for (int turn = 0; turn < turns; turn++)
        {
            foreach ((string name, OutputTarget target) in targets.OrderBy(_ => Random.Shared.Next()))
            {
                RunOutcome outcome = ProcessRunner.Run(Figures.Quiet(argv) with { Stdout = target }, CancellationToken.None);
                walls[name].Add(outcome.Wall.Seconds);
                cpus[name].Add(outcome.User.Seconds + outcome.System.Seconds);
            }
        }

        Figures.Say($"{what} ({turns} runs each)");
        double wall = Figures.Median(walls["/dev/null"]);
        double cpu = Figures.Median(cpus["/dev/null"]);
        foreach (string name in targets.Keys)
        {
            double ratio = Figures.Median(walls[name].Zip(walls["/dev/null"], (ours, bare) => ours / bare));
            Figures.Say($"  {name,-10} {Figures.Median(walls[name]),7:0.000} s wall, {Figures.Median(cpus[name]),7:0.000} s CPU; {(ratio - 1) * 100,6:+0.0;-0.0} % wall, {((Figures.Median(cpus[name]) / cpu) - 1) * 100,6:+0.0;-0.0} % CPU");
        }
    }
}
