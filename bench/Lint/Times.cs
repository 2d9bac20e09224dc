using System.Diagnostics;
using System.Text;
using Hone.Changes.Lint;
using Hone.Changes.Patches;

namespace Hone.Bench;

/// <summary>The time for a patch of 2,000 lines in ten files of 3,000 lines each, the first time in a process and after that.</summary>
internal static class Times
{
    private const int Files = 10;
    private const int Functions = 300;
    private const int Changed = 20;

    public static void Print()
    {
        foreach ((string language, Func<int, string> function) in new (string, Func<int, string>)[]
        {
            ("c", i => $"static int f{i}(const int *a, int n)\n{{\n    int sum = {i};\n    for (int k = 0; k < n; k++) {{\n        sum += a[k] * {i + 3};\n        sum ^= sum >> 3;\n    }}\n    return sum;\n}}\n\n"),
            ("cs", i => $"    public static int F{i}(int[] a, int n)\n    {{\n        int sum = {i};\n        for (int k = 0; k < n; k++) {{\n            sum += a[k] * {i + 3};\n            sum ^= sum >> 3;\n        }}\n        return sum;\n    }}\n\n"),
            ("py", i => $"def f{i}(a, n):\n    sum = {i}\n    for k in range(n):\n        sum += a[k] * {i + 3}\n        sum ^= sum >> 3\n    # the sum\n    # of all\n    # there is\n    return sum\n\n"),
        })
        {
            LintFacts facts = Facts(language, function);
            List<double> times = [];
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            for (int run = 0; run < 8; run++)
            {
                long start = Stopwatch.GetTimestamp();
                Patch patch = Patch.Parse(facts.Patch.ToText());
                int findings = LintRules.Judge(facts with { Patch = patch }).Count;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                _ = findings;
            }

            Console.WriteLine($"{language}: {facts.Patch.AddedLines + facts.Patch.RemovedLines} changed lines, {Files} files of {Functions * 10} lines: first {times[0]:0} ms, then {times.Skip(1).Order().ElementAt(3):0} ms (median of 7), {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / 8:0} ms of CPU");
        }
    }

    private static LintFacts Facts(string language, Func<int, string> function)
    {
        StringBuilder text = new();
        Dictionary<string, string> before = [];
        for (int file = 0; file < Files; file++)
        {
            string name = $"src/file{file}.{language}";
            string[] lines = string.Concat((language == "cs" ? "class C\n{\n" : "\n\n") + string.Concat(Enumerable.Range(0, Functions).Select(function)) + (language == "cs" ? "}\n" : "")).Split('\n');
            before[name] = string.Join('\n', lines);
            text.Append($"diff --git a/{name} b/{name}\nindex {new string('1', 40)}..{new string('2', 40)} 100644\n--- a/{name}\n+++ b/{name}\n");

            // The bodies of some functions, five lines of each.
            for (int i = 0; i < Changed; i++)
            {
                int at = 2 + (i * 10 * (Functions / Changed)) + (language == "py" ? 1 : 3);
                text.Append($"@@ -{at + 1},5 +{at + 1},5 @@\n");
                text.AppendJoin("", lines.Skip(at).Take(5).Select(line => "-" + line + "\n"));
                text.AppendJoin("", lines.Skip(at).Take(5).Select(line => "+" + line.Replace("sum", "sum2", StringComparison.Ordinal) + (language == "py" ? "" : " /* x */") + "\n"));
            }
        }

        Patch patch = Patch.Parse(text.ToString());
        return new()
        {
            Patch = patch,
            Source = PatchedText.Sides(patch, before.GetValueOrDefault),
            Declared = [.. Enumerable.Range(0, Functions).Select(i => new NamedFunction((language == "cs" ? "F" : "f") + i, null))],
            Words = new(["data/input.txt"], [new(12345, "bytes")], [], [string.Concat(Enumerable.Range(0, 100_000).Select(i => i + " line\n"))]),
        };
    }
}
