using System.Globalization;
using System.Text;
using Hone.Equivalence.Mutants;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>
/// Lines of C# by a build in which each statement of the hot functions notes that it is reached: no profiler has to be attached, and
/// the program runs hardly slower, since each line is noted once.
/// </summary>
internal sealed class SharpLines : ILineCounter
{
    private const string Variable = "HONE_LINES_TO";

    public string Name => "hits";

    public bool Takes(SourceLanguage language) => language.Name == "c#";

    public IReadOnlyDictionary<string, CountedLines> Count(Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting)
    {
        string results = Path.Combine(setting.Tree.Temporary, "hone-hits");
        Directory.CreateDirectory(results);
        List<(string File, string Source)> changes = [];
        Dictionary<string, HashSet<int>> executable = [];
        foreach ((int index, IGrouping<string, HotFunction> file) in functions.GroupBy(function => function.File).Index())
        {
            HotFunction any = file.First();
            StatementPlace[] places = [.. file.SelectMany(function => StatementPlace.Of(any.Source, any.Language, any.Tokens, function.Function)).DistinctBy(place => place.Line)];
            executable[file.Key] = [.. places.Select(place => place.Line)];
            string type = string.Create(CultureInfo.InvariantCulture, $"HoneLines{index}");
            changes.Add((file.Key, StatementPlace.Mark(any.Source, places, line => string.Create(CultureInfo.InvariantCulture, $"{type}.Hit({line});")) + Recorder(type, index, places.Length == 0 ? 0 : places.Max(place => place.Line))));
        }

        try
        {
            if (!setting.Tree.Change(changes))
            {
                return new Dictionary<string, CountedLines>();
            }

            setting.RunAll(setting.Tree, _ => new Dictionary<string, string?> { [Variable] = results });
        }
        finally
        {
            setting.Tree.BuildUnchanged();
        }

        string[] files = [.. changes.Select(change => change.File)];
        HashSet<int>[] executed = [.. files.Select(_ => new HashSet<int>())];
        foreach (string line in Directory.EnumerateFiles(results).SelectMany(File.ReadLines))
        {
            if (line.Split(' ') is [string file, string at] && int.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < files.Length
                && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                executed[index].Add(number);
            }
        }

        return executed.All(lines => lines.Count == 0)
            ? new Dictionary<string, CountedLines>()
            : files.Index().ToDictionary(each => each.Item, each => new CountedLines(Name, executable[each.Item], executed[each.Index]));
    }

    // Behind everything else of the file, whatever its namespace is; on one line, and without anything that a file may have renamed.
    private static string Recorder(string type, int file, int lines) => new StringBuilder()
        .Append("\n#pragma warning disable\n")
        .Append(CultureInfo.InvariantCulture, $"internal static class {type} {{ private static readonly bool[] _hit = new bool[{lines + 1}]; ")
        .Append(CultureInfo.InvariantCulture, $"public static void Hit(int line) {{ if (!_hit[line]) {{ _hit[line] = true; lock (_hit) {{ string folder = global::System.Environment.GetEnvironmentVariable(\"{Variable}\"); ")
        .Append(CultureInfo.InvariantCulture, $"if (folder != null) {{ global::System.IO.File.AppendAllText(folder + \"/\" + global::System.Environment.ProcessId, \"{file} \" + line + \"\\n\"); }} }} }} }} }}\n")
        .ToString();
}
