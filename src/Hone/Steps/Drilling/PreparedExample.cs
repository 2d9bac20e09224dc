using System.Text.Json;
using Hone.Cli.Drill;
using Hone.Cli.Terminal;
using Hone.Problems;

namespace Hone.Cli.Steps.Drilling;

/// <summary>An example in a repository of its own, measured, recorded, profiled and graded once; each trick begins with one of the states on that way.</summary>
internal sealed class PreparedExample : IDisposable
{
    /// <summary>Committed, and nothing measured.</summary>
    public const string Clean = "clean";

    /// <summary>With a baseline.</summary>
    public const string Measured = "measured";

    /// <summary>With golden outputs as well.</summary>
    public const string Recorded = "recorded";

    /// <summary>With profiles as well.</summary>
    public const string Profiled = "profiled";

    /// <summary>With the oracle's strength and a row with a lever: a change can be begun.</summary>
    public const string Ready = "ready";

    /// <summary>The same, and sealed.</summary>
    public const string Sealed = "sealed";

    private const int QuickRuns = 4;
    private const int Runs = 12;

    private static readonly string[] _left = [".hone", ".beads", "PERFORMANCE_ANALYSIS.md", "bin", "obj", "build", "out", "input", "__pycache__"];

    private readonly Progress _progress;

    private PreparedExample(DrillExample example, DrillPlace place, Progress progress)
    {
        Example = example;
        Place = place;
        _progress = progress;
    }

    /// <summary>The example.</summary>
    public DrillExample Example { get; }

    /// <summary>Where it lies.</summary>
    public DrillPlace Place { get; }

    /// <summary>The id of the hot function's row without a lever.</summary>
    public string BareRow { get; private set; } = "";

    /// <summary>The id of its row with the example's lever.</summary>
    public string Row { get; private set; } = "";

    /// <summary>Prepares it.</summary>
    /// <param name="example">The example.</param>
    /// <param name="folder">The folder that holds it.</param>
    /// <param name="quick">Few runs and mutants: for tricks that nobody has to time.</param>
    /// <param name="progress">Told what goes on.</param>
    /// <param name="cancellation">Ends it.</param>
    public static PreparedExample Of(DrillExample example, string folder, bool quick, Progress progress, CancellationToken cancellation)
    {
        PreparedExample prepared = new(example, new(example.Name, cancellation), progress);
        try
        {
            prepared.Prepare(Path.Combine(folder, example.Name), quick);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>A row of the matrix as it is now: the first of that function; null when there is none.</summary>
    public JsonElement? FindRow(string function)
    {
        foreach (JsonElement row in Place.Must("matrix").Document!.Value.GetProperty("rows").EnumerateArray())
        {
            if (row.GetProperty("workload").GetString() == Example.Workload && row.GetProperty("kind").GetString() == "cpu" && row.GetProperty("hotspot").GetProperty("function").GetString()!.EndsWith(function, StringComparison.Ordinal))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Names a lever at a function's row and gives the id of the row that this makes.</summary>
    public string NameLever(string function, string lever, string lines, string because)
    {
        string id = FindRow(function) is JsonElement row ? row.GetProperty("id").GetString()! : throw new ProblemException(new(
            ExitCode.Inconclusive, "drill-not-prepared", $"the matrix of {Example.Name} has no row of {function}", "play it again on a quieter machine"));
        return Place.Must("matrix", "set", id, "--lever", lever, "--lines", lines, "--effort", "1", "--because", because)["id"];
    }

    public void Dispose() => Place.Dispose();

    private void Prepare(string source, bool quick)
    {
        Say("commit");
        Copy(source);
        Shorten(quick);
        Place.Run(Place.Project, "git", "init", "-q", "-b", "main");
        Place.Run(Place.Project, "git", "config", "user.name", "drill");
        Place.Run(Place.Project, "git", "config", "user.email", "drill@example.org");
        Place.Commit("The example");
        Place.Keep(Clean);
        Say("baseline");
        Place.Must("baseline");
        Place.Keep(Measured);
        Say("oracle");
        Place.Must("oracle", "record");
        Place.Keep(Recorded);
        Say("profile");
        Place.Must("profile", "-w", Example.Workload, "--kind", "cpu", "--kind", "io");
        Place.Keep(Profiled);
        Say("oracle strength");
        DrillAnswer strength = Place.Hone("oracle", "strength", "--mutants", quick ? "1" : "4");
        if (strength.Exit is not (0 or 1))
        {
            throw new ProblemException(new(ExitCode.Inconclusive, "drill-not-prepared", $"hone oracle strength ended with {strength.Exit}: {strength.Measured}", "see that the examples' tools are there: hone doctor"));
        }

        BareRow = FindRow(Example.Function)?.GetProperty("id").GetString() ?? "";
        Row = NameLever(Example.Function, Example.Lever, Example.Lines, "what the drill works on");
        Place.Commit("The record");
        Place.Keep(Ready);
        Say("seal");
        Place.Must("seal");
        Place.Keep(Sealed);
    }

    private void Say(string what) => _progress.At($"{Example.Name} · {what}");

    private void Copy(string source)
    {
        Directory.CreateDirectory(Place.Project);
        foreach (string entry in Directory.EnumerateFileSystemEntries(source).Where(entry => !_left.Contains(Path.GetFileName(entry))))
        {
            Place.Run(Place.Project, "cp", "-a", entry, Place.Project + "/");
        }

        Place.Run(Place.Project, "find", ".", "(", "-name", "bin", "-o", "-name", "obj", "-o", "-name", "__pycache__", ")", "-type", "d", "-prune", "-exec", "rm", "-rf", "{}", "+");
        File.WriteAllText(Path.Combine(Place.Project, ".gitignore"), "bin/\nobj/\nbuild/\nout/\ninput/\n__pycache__/\n");
    }

    // What a baseline of a minute tells is of no use here.
    private void Shorten(bool quick)
    {
        string manifest = Path.Combine(Place.Project, "hone.toml");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("time-budget = \"60s\"", FormattableString.Invariant($"runs = {(quick ? QuickRuns : Runs)}\nwarmups = 1"), StringComparison.Ordinal));
    }
}
