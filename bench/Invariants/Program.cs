using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hone.Equivalence.Invariants;

// invariants [MIB [RUNS]]: how long invariants take on tables of so many MiB (10 when left out), median of RUNS (7) after one uncounted.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int mib = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
int runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;

StringBuilder csv = new("id,name,count,share\n");
StringBuilder json = new("{\"rows\":[");
int rows = 0;
while (csv.Length < mib << 20)
{
    csv.Append(rows).Append(",name of ").Append(rows * 7919 % 100_003).Append(',').Append(10_000_000 - rows).Append(",0.").Append(rows % 1000).Append('\n');
    rows++;
}

int items = 0;
while (json.Length < mib << 20)
{
    json.Append(items > 0 ? "," : "").Append("{\"id\":").Append(items).Append(",\"name\":\"name of ").Append(items * 7919 % 100_003).Append("\",\"count\":").Append(10_000_000 - items).Append(",\"share\":0.").Append(items % 1000).Append('}');
    items++;
}

json.Append("],\"total\":").Append(items).Append('}');
byte[] table = Encoding.UTF8.GetBytes(csv.ToString());
byte[] document = Encoding.UTF8.GetBytes(json.ToString());
ObservedRun run = new()
{
    Channels = new Dictionary<string, ObservedContent>
    {
        ["stdout"] = ObservedContent.Of(table),
        ["stderr"] = ObservedContent.Of(document),
        ["exit"] = ObservedContent.Of("0"u8.ToArray()),
    },
    Base = new ObservedRun { Channels = new Dictionary<string, ObservedContent> { ["stdout"] = ObservedContent.Of(table.ToArray()) } },
};

Console.WriteLine($"CSV {table.Length / 1048576.0:0.0} MiB, {rows} rows; JSON {document.Length / 1048576.0:0.0} MiB, {items} records; median of {runs}");
foreach (string text in new[]
{
    "count(lines(stdout)) > 0",
    "stdout == base.stdout",
    "sorted(column(csv(stdout), 'count'), desc)",
    "sum(column(csv(stdout), 'count')) > 0",
    "unique(column(csv(stdout), 'id'))",
    "sorted_by(csv(stdout), it.count, desc, it.name)",
    "multiset(lines(stdout)) == multiset(lines(base.stdout))",
    "all(lines(stdout), matches(it, '[a-z]'))",
    "count(json(stderr).rows) == json(stderr).total",
    "sum(json(stderr).rows[*].count) > 0",
    "all(json(stderr).rows, it.share < 1 and it.id >= 0)",
})
{
    Invariant invariant = Invariant.Parse(text).Invariant!;
    List<double> times = [];
    InvariantOutcome outcome = null!;
    long allocated = 0;
    for (int i = 0; i <= runs; i++)
    {
        GC.Collect();
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        outcome = new InvariantChecker(run).Check(invariant);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (i > 0)
        {
            times.Add(elapsed);
        }
    }

    times.Sort();
    Console.WriteLine($"{times[times.Count / 2],8:0.0} ms {allocated / 1048576.0,8:0.0} MiB {outcome.Steps,10} steps  {outcome.Verdict,-9} {text}");
}
