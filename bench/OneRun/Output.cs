using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>
/// What taking a program's output costs the program, beside /dev/null: 10 GB a run (or GIGABYTES of them), the kinds taking turns.
/// Discarded is what timed runs get, drained what others do.
/// A write into a pipe copies and one to /dev/null does nothing, so it depends on what the program does for its bytes: ROUNDS of
/// xorshift over each block, one round making about 4 GB/s, and the extreme, a program that does nothing for them.
/// </summary>
internal static class Output
{
    private const int Turns = 3;

    public static void Measure(string folder)
    {
        string writer = Path.Combine(folder, "writer");
        string size = Environment.GetEnvironmentVariable("GIGABYTES") ?? "10";
        Dictionary<string, OutputTarget> two = new() { ["/dev/null"] = new OutputTarget.Null(), ["discarded"] = new OutputTarget.Discard(), ["drained"] = new OutputTarget.Drain() };
        Dictionary<string, OutputTarget> three = new(two) { ["hashed"] = new OutputTarget.Hash() };
        foreach (string rounds in (Environment.GetEnvironmentVariable("ROUNDS") ?? "32 1").Split(' '))
        {
            Compare($"{size} GB in writes of 64 KiB, each block computed by {rounds} rounds of xorshift", two, [writer, size, rounds]);
        }

        Compare($"head -c {size}GB /dev/zero", three, ["head", "-c", size + "GB", "/dev/zero"]);
    }

    private static void Compare(string what, Dictionary<string, OutputTarget> targets, string[] argv)
    {
        Dictionary<string, List<double>> walls = targets.Keys.ToDictionary(name => name, _ => new List<double>());
        Dictionary<string, List<double>> cpus = targets.Keys.ToDictionary(name => name, _ => new List<double>());
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach ((string name, OutputTarget target) in targets.OrderBy(_ => Random.Shared.Next()))
            {
                RunOutcome outcome = ProcessRunner.Run(Figures.Quiet(argv) with { Stdout = target }, CancellationToken.None);
                walls[name].Add(outcome.Wall.Seconds);
                cpus[name].Add(outcome.User.Seconds + outcome.System.Seconds);
            }
        }

        Figures.Say($"{what} ({Turns} runs each)");
        double wall = Figures.Median(walls["/dev/null"]);
        double cpu = Figures.Median(cpus["/dev/null"]);
        foreach (string name in targets.Keys)
        {
            double ratio = Figures.Median(walls[name].Zip(walls["/dev/null"], (ours, bare) => ours / bare));
            Figures.Say($"  {name,-10} {Figures.Median(walls[name]),7:0.000} s wall, {Figures.Median(cpus[name]),7:0.000} s CPU; {(ratio - 1) * 100,6:+0.0;-0.0} % wall, {((Figures.Median(cpus[name]) / cpu) - 1) * 100,6:+0.0;-0.0} % CPU");
        }
    }
}
