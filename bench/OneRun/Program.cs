using Hone.Bench;

string[] which = args.Length > 1 ? args[1..] : ["cost", "memory", "outlive", "sigpipe", "output"];
string folder = Path.GetFullPath(args[0]);
Action<string> part(string name) => name switch
{
    "cost" => Cost.Measure,
    "memory" => Truths.Memory,
    "outlive" => Truths.Outlive,
    "sigpipe" => Truths.SigPipe,
    "output" => Output.Measure,
    _ => throw new ArgumentException("no such part: " + name),
};

foreach (string name in which)
{
    part(name)(folder);
}
