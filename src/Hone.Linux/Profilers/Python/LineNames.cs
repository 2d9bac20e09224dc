using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Names the functions that source lines belong to. tracemalloc knows lines only; the interpreter that ran the program compiles
/// the files once more, in a process of its own and without running them.
/// </summary>
internal sealed class LineNames
{
    private static readonly Frame _import = new("[import]", "importlib", FrameOrigin.Runtime);
    private readonly Dictionary<(string Path, int Line), Frame> _frames = [];

    /// <summary>Asks the interpreter of a dump for all lines in it. What it cannot say is named by its line.</summary>
    public static LineNames Of(TracemallocDump dump, string scratch, CancellationToken cancellation)
    {
        LineNames names = new();
        HashSet<(string Path, int Line)> wanted = [];
        foreach (TracemallocSite stack in dump.Stacks)
        {
            foreach ((int file, int line) in stack.Places)
            {
                wanted.Add((PathOf(dump, file), line));
            }
        }

        string questions = Path.Combine(scratch, "lines.txt");
        string script = Path.Combine(scratch, "tracemalloc_names.py");
        File.WriteAllLines(questions, wanted.Where(place => place.Path.StartsWith('/')).Select(place => place.Line.ToString(CultureInfo.InvariantCulture) + "\t" + place.Path));
        EmbeddedScript.CopyTo("tracemalloc_names.py", script);
        if (!File.Exists(dump.Executable))
        {
            return names;
        }

        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest
            {
                Argv = [dump.Executable, "-I", "-S", "-X", "utf8", "-W", "ignore", script],
                WorkingDirectory = scratch,
                StdinFile = questions,
                Stdout = new OutputTarget.Capture(16 << 20),
                Timeout = Duration.FromSeconds(30),
            },
            cancellation);
        foreach (string answer in Encoding.UTF8.GetString(outcome.Stdout).Split('\n'))
        {
            string[] parts = answer.Split('\t', 4);
            if (parts.Length == 4 && int.TryParse(parts[0], out int line) && int.TryParse(parts[1], out int first) && parts[2].Length > 0)
            {
                names._frames[(parts[3], line)] = new Frame(parts[2], ScriptModule.Name(parts[3]), FrameOrigin.Script, new SourceLocation(parts[3], Math.Max(1, first)));
            }
        }

        return names;
    }

    /// <summary>The function that a place of the dump belongs to.</summary>
    public Frame Frame(TracemallocDump dump, int file, int line)
    {
        if (IsImporter(dump, file))
        {
            return _import;
        }

        string path = PathOf(dump, file);
        return _frames.TryGetValue((path, line), out Frame? frame) ? frame
            : path.StartsWith('/') ? new Frame("line " + line.ToString(CultureInfo.InvariantCulture), ScriptModule.Name(path), FrameOrigin.Script, new SourceLocation(path, Math.Max(1, line)))
            : new Frame("line " + line.ToString(CultureInfo.InvariantCulture), path, FrameOrigin.Script);
    }

    /// <summary>True for the import system's own code, which is frozen into the interpreter.</summary>
    public static bool IsImporter(TracemallocDump dump, int file) => dump.Files[file].StartsWith("<frozen importlib", StringComparison.Ordinal);

    private static string PathOf(TracemallocDump dump, int file) =>
        dump.Files[file] is ['<', ..] or "" || !dump.Folder.StartsWith('/') ? dump.Files[file] : Path.GetFullPath(dump.Files[file], dump.Folder);
}
