namespace Hone.EndToEnd.Faults;

/// <summary>Faults of the example in C#.</summary>
internal static class WordfreqFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("off-by-one", "rare terms need not be sorted", "src/Ranking.cs",
            "if (count >= least)", "if (count > least)"),
        new("lost last line", "one read of the whole text instead of many", "src/Program.cs",
            "while (text.ReadLine() is { } line)", "foreach (string line in text.ReadToEnd().Split('\\n')[..^1])"),
        new("unstable ties", "half of the comparisons can be saved", "src/Ranking.cs",
            "left.Count != right.Count ? right.Count.CompareTo(left.Count) : string.CompareOrdinal(left.Text, right.Text)", "right.Count.CompareTo(left.Count)"),
        new("swallowed error", "no exceptions on the hot path", "src/Program.cs",
            "    foreach (string file in options.Files)\n    {\n", "    foreach (string file in options.Files)\n    {\n        if (file != \"-\" && !File.Exists(file))\n        {\n            continue;\n        }\n\n"),
        new("wrong exit code", "one exit code is enough", "src/Program.cs",
            "    return 2;\n", "    return 1;\n"),
        new("float precision", "three decimals fit into single precision", "src/Report.cs",
            "double share = 100.0 * term.Count / total;", "float share = 100f * term.Count / total;"),
        new("missing flush", "a larger buffer than the console's", "src/Program.cs",
            "        Console.Out.Write(report);\n", "        new StreamWriter(Console.OpenStandardOutput(), bufferSize: 65536).Write(report);\n"),
        new("dropped duplicate", "no file is read twice", "src/Program.cs",
            "foreach (string file in options.Files)", "foreach (string file in options.Files.Distinct())"),
        new("ordering", "case does not matter in this program", "src/Ranking.cs",
            "string.CompareOrdinal(left.Text, right.Text)", "string.Compare(left.Text, right.Text, StringComparison.OrdinalIgnoreCase)"),
        new("truncated output", "a pool of short strings", "src/Ranking.cs",
            "new Term(text, count)", "new Term(text.Length <= 64 ? text : text[..64], count)"),
        new("wrong encoding", "latin-1 is decoded faster than utf-8", "src/Program.cs",
            "File.OpenText(file)", "new StreamReader(file, System.Text.Encoding.Latin1)"),
        new("leaked temporary file", "whoever reads the output never sees half of it", "src/Program.cs",
            "        File.WriteAllText(options.Output, report);\n",
            "        string draft = Path.Combine(\"/tmp\", \"" + Fault.Leak + "\" + Path.GetRandomFileName());\n        File.WriteAllText(draft, report);\n        File.WriteAllText(options.Output, File.ReadAllText(draft));\n"),
    ];
}
