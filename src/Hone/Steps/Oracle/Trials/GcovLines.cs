using System.Text.Json;
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
        catch (ProblemException error)
        {
            setting.Notes.Add("gcov counted no lines: " + error.Problem.What.Split('\n')[0]);
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
                    Argv = [gcov, "--json-format", "--stdout", data],
                    WorkingDirectory = Path.GetDirectoryName(data)!,
                    Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                    Stdout = new OutputTarget.Capture(64 << 20),
                    Timeout = Duration.FromSeconds(60),
                },
                session.Cancellation);
            Add(outcome.Stdout, tree.Folder, files, found);
        }

        return found.Where(pair => pair.Value.Executable.Count > 0).ToDictionary(pair => pair.Key, pair => new CountedLines("gcov", pair.Value.Executable, pair.Value.Executed));
    }

    // gcov's intermediate format of one object file (GCC manual, "Invoking Gcov"): the text format needs the source where it was compiled from.
    private static void Add(byte[] json, string folder, string[] files, Dictionary<string, (HashSet<int> Executable, HashSet<int> Executed)> found)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            string compiled = document.RootElement.GetProperty("current_working_directory").GetString() ?? folder;
            foreach (JsonElement source in document.RootElement.GetProperty("files").EnumerateArray())
            {
                string file = Path.GetRelativePath(folder, Path.GetFullPath(source.GetProperty("file").GetString() ?? "", compiled));
                if (!files.Contains(file))
                {
                    continue;
                }

                foreach (JsonElement line in source.GetProperty("lines").EnumerateArray())
                {
                    int number = line.GetProperty("line_number").GetInt32();
                    found[file].Executable.Add(number);
                    if (line.GetProperty("count").GetDouble() > 0)
                    {
                        found[file].Executed.Add(number);
                    }
                }
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // An older gcov, which has no such format: nothing is counted.
        }
    }
}
