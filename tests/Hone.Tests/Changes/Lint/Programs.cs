using Hone.Changes.Lint;
using Hone.Changes.Patches;

namespace Hone.Tests.Changes.Lint;

/// <summary>A program, its hot function, and changes of it as replaced pieces of text.</summary>
internal sealed record Program(string Path, string Text, string Hot, string Around)
{
    /// <summary>Sums up values by name, with a search from the front.</summary>
    public static Program C { get; } = new("src/report.c", """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        struct entry {
            char name[32];
            long total;
        };

        static struct entry entries[4096];
        static int count;

        static struct entry *find(const char *name)
        {
            for (int i = 0; i < count; i++) {
                if (strcmp(entries[i].name, name) == 0) {
                    return &entries[i];
                }
            }
            return NULL;
        }

        int add(const char *name, long value)
        {
            struct entry *entry = find(name);
            if (entry == NULL) {
                if (count == 4096) {
                    fprintf(stderr, "too many names\n");
                    exit(1);
                }
                entry = &entries[count++];
                snprintf(entry->name, sizeof entry->name, "%s", name);
                entry->total = 0;
            }
            entry->total += value;
            return 0;
        }

        int save(FILE *out)
        {
            for (int i = 0; i < count; i++) {
                fprintf(out, "%s %ld\n", entries[i].name, entries[i].total);
                fflush(out);
            }
            if (fflush(out) != 0) {
                return -1;
            }
            if (fsync(fileno(out)) != 0) {
                return -1;
            }
            return 0;
        }

        double average(void)
        {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += entries[i].total;
            }
            /* nothing is the average of nothing */
            return count == 0 ? 0 : sum / count;
        }

        void usage(const char *program)
        {
            fprintf(stderr, "usage: %s FILE\n", program);
            fprintf(stderr, "  sums up values by name\n");
            exit(2);
        }

        """, "find", "add");

    /// <summary>The same in C#.</summary>
    public static Program Sharp { get; } = new("src/Report.cs", """
        using System;
        using System.Collections.Generic;
        using System.IO;

        namespace Reports;

        public sealed class Report
        {
            private readonly List<string> _names = [];
            private readonly List<long> _totals = [];

            public void Add(string name, long value)
            {
                int at = Find(name);
                if (at < 0)
                {
                    if (name.Length == 0)
                    {
                        throw new ArgumentException("a name is empty", nameof(name));
                    }

                    at = _names.Count;
                    _names.Add(name);
                    _totals.Add(0);
                }

                _totals[at] += value;
            }

            public void Write(TextWriter output)
            {
                for (int i = 0; i < _names.Count; i++)
                {
                    output.WriteLine($"{_names[i]} {_totals[i]}");
                }
            }

            public double Average()
            {
                double sum = 0;
                foreach (long total in _totals)
                {
                    sum += total;
                }

                return _totals.Count == 0 ? 0 : sum / _totals.Count;
            }

            private int Find(string name)
            {
                for (int i = 0; i < _names.Count; i++)
                {
                    if (_names[i] == name)
                    {
                        return i;
                    }
                }

                return -1;
            }
        }

        """, "Reports.Report.Find(string)", "Reports.Report.Add(string, long)");

    /// <summary>The same in Python.</summary>
    public static Program Python { get; } = new("report/report.py", """
        import sys


        class Report:
            def __init__(self):
                self.names = []
                self.totals = []

            def find(self, name):
                for i, other in enumerate(self.names):
                    if other == name:
                        return i
                return -1

            def add(self, name, value):
                at = self.find(name)
                if at < 0:
                    if not name:
                        raise ValueError("a name is empty")
                    at = len(self.names)
                    self.names.append(name)
                    self.totals.append(0)
                self.totals[at] += value

            def average(self):
                total = 0
                for value in self.totals:
                    total += value
                return total / len(self.totals) if self.totals else 0

            def write(self, output):
                for name, total in zip(self.names, self.totals):
                    output.write("%s %d\n" % (name, total))


        def weekday(date):
            year, month, day = (int(part) for part in date.split("-"))
            return (year + month + day) % 7

        """, "Report.find", "Report.add");

    /// <summary>Every program.</summary>
    public static Program Of(string language) => language switch { "c" => C, "c#" => Sharp, _ => Python };

    /// <summary>The text with pieces replaced, each of which must be there.</summary>
    public string With(params IReadOnlyList<(string From, string To)> pieces)
    {
        string text = Text;
        foreach ((string from, string to) in pieces)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What the lint finds when the program becomes another text, and other files change beside it.</summary>
    public IReadOnlyList<LintFinding> Lint(string after, params IReadOnlyList<(string Path, string? Before, string? After)> others) => LintRules.Judge(Facts(after, others));

    /// <summary>The facts of such a change.</summary>
    public LintFacts Facts(string after, params IReadOnlyList<(string Path, string? Before, string? After)> others)
    {
        (string Path, string? Before, string? After)[] files = [(Path, Text, after), .. others];
        Patch patch = GitFolder.Diff(files);
        return new()
        {
            Patch = patch,
            Source = PatchedText.Sides(patch, path => files.First(file => file.Path == path).Before),
            Declared = [new(Hot, Path)],
            Around = [new(Around, Path)],
            Paths = new() { Inputs = ["data/novel.txt"], Outputs = ["out"], BenchmarkScripts = ["tools/run.sh"], BuildScripts = ["tools/build.sh"], Tools = ["cc", "python3"], HotFiles = [Path] },
            Words = new(["data/novel.txt", "novel.txt"], [new(48_211, "the bytes of data/novel.txt"), new(200_000, "a size of the workload novel")], [new string('a', 8) + "0123456789abcdef"], ["alice 73914\nthe white rabbit 22\n"]) { Inputs = ["alice went down the rabbit hole\n"] },
        };
    }
}
