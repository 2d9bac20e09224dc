using System.Globalization;
using Hone.Equivalence.Mutants;
using Hone.Linux.Sandboxes;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Lines of Python by its own tracing (sys.monitoring of PEP 669 where there is, else sys.settrace), put in by a sitecustomize.</summary>
internal sealed class PythonLines : ILineCounter
{
    public string Name => "python";

    public bool Takes(SourceLanguage language) => language.Name == "python";

    public IReadOnlyDictionary<string, CountedLines> Count(Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting)
    {
        string[] files = [.. functions.Select(function => function.File).Distinct()];
        string folder = Path.Combine(setting.Tree.Temporary, "hone-lines");
        string results = Path.Combine(folder, "results");
        Directory.CreateDirectory(results);
        CoverageScript.CopyTo(folder);
        setting.RunAll(setting.Tree, request => new Dictionary<string, string?>
        {
            ["PYTHONPATH"] = string.Join(':', new[] { folder, request.Environment.GetValueOrDefault("PYTHONPATH") ?? Environment.GetEnvironmentVariable("PYTHONPATH") }.OfType<string>().Where(path => path.Length > 0)),
            ["HONE_LINES_OF"] = string.Join('\n', files.Select(file => Path.Combine(setting.Tree.Folder, file))),
            ["HONE_LINES_TO"] = results,
        });
        HashSet<int>[] executable = [.. files.Select(_ => new HashSet<int>())];
        HashSet<int>[] executed = [.. files.Select(_ => new HashSet<int>())];
        foreach (string line in Directory.EnumerateFiles(results).SelectMany(File.ReadLines))
        {
            if (line.Split(' ') is [string kind, string file, string at] && int.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < files.Length
                && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                (kind == "H" ? executed : executable)[index].Add(number);
            }
        }

        return files.Index().Where(each => executable[each.Index].Count > 0).ToDictionary(each => each.Item, each => new CountedLines(Name, executable[each.Index], executed[each.Index]));
    }
}
