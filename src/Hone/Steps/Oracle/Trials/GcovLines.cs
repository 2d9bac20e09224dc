using System.Globalization;
using System.Text;
using Hone.Equivalence.Mutants;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>
/// Lines of C and C++ by gcov(1). The project's own build runs in a tree of its own, with compilers on its PATH that add
/// <c>--coverage</c> to what they are told: no build file has to know of it. A build that names its compiler by its path, or that
/// does not use gcc, counts nothing.
/// </summary>
internal sealed class GcovLines : ILineCounter
{
    private static readonly string[] _compilers = ["cc", "gcc", "c++", "g++"];

    public string Name => "gcov";

    public bool Takes(SourceLanguage language) => language.Name is "c" or "c++";

    public IReadOnlyDictionary<string, CountedLines> Count(Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath;
        if (session.Project.Build is null || ProgramLookup.Find("gcov", "/", path) is not string gcov)
        {
            return new Dictionary<string, CountedLines>();
        }

        string shims = setting.Place.Next();
        foreach (string compiler in _compilers)
        {
            if (ProgramLookup.Find(compiler, "/", path) is string real)
            {
                string shim = Path.Combine(shims, compiler);
                File.WriteAllText(shim, $"#!/bin/sh\nexec '{real}' \"$@\" --coverage\n");
                File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        try
        {
            using TrialTree tree = TrialTree.Create(session, setting.Plan, setting.Place, setting.Enclosure, new Dictionary<string, string?> { ["PATH"] = shims + ":" + path });

            // Counts are written beside the object files.
            tree.Isolation = setting.Tree.Isolation with { OutputsOnly = false };
            setting.RunAll(tree, _ => new Dictionary<string, string?>());
            return Read(session, tree, gcov, [.. functions.Select(function => function.File).Distinct()]);
        }
        catch (ProblemException)
        {
            return new Dictionary<string, CountedLines>();
        }
    }

    private static Dictionary<string, CountedLines> Read(Session session, TrialTree tree, string gcov, string[] files)
    {
        Dictionary<string, (HashSet<int> Executable, HashSet<int> Executed)> found = files.ToDictionary(file => file, _ => (new HashSet<int>(), new HashSet<int>()));
        foreach (string data in Directory.EnumerateFiles(tree.Source, "*.gcda", SearchOption.AllDirectories))
        {
            RunOutcome outcome = ProcessRunner.Run(
                new()
                {
                    Argv = [gcov, "--stdout", data],
                    WorkingDirectory = Path.GetDirectoryName(data)!,
                    Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                    Stdout = new OutputTarget.Capture(64 << 20),
                    Timeout = Duration.FromSeconds(60),
                },
                session.Cancellation);
            Add(Encoding.UTF8.GetString(outcome.Stdout), tree.Folder, files, found);
        }

        return found.Where(pair => pair.Value.Executable.Count > 0).ToDictionary(pair => pair.Key, pair => new CountedLines("gcov", pair.Value.Executable, pair.Value.Executed));
    }

    // "        3:   12:    code", "    #####:   13:    code", "        -:    0:Source:src/a.c"; the source as the compiler was told it.
    private static void Add(string text, string folder, string[] files, Dictionary<string, (HashSet<int> Executable, HashSet<int> Executed)> found)
    {
        string? file = null;
        foreach (string line in text.Split('\n'))
        {
            int first = line.IndexOf(':');
            int second = first < 0 ? -1 : line.IndexOf(':', first + 1);
            if (second < 0 || !int.TryParse(line.AsSpan(first + 1, second - first - 1), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out int number))
            {
                continue;
            }

            string count = line[..first].Trim();
            if (number == 0 && line.AsSpan(second + 1).StartsWith("Source:"))
            {
                string source = line[(second + 1 + "Source:".Length)..].Trim();
                string relative = Path.IsPathRooted(source) ? Path.GetRelativePath(folder, source) : source;
                file = files.FirstOrDefault(each => each == relative) ?? files.FirstOrDefault(each => relative.EndsWith("/" + each, StringComparison.Ordinal) || each.EndsWith("/" + relative.TrimStart('.', '/'), StringComparison.Ordinal));
            }
            else if (file is not null && number > 0 && count != "-")
            {
                found[file].Executable.Add(number);
                if (!count.StartsWith('#') && !count.StartsWith('='))
                {
                    found[file].Executed.Add(number);
                }
            }
        }
    }
}
