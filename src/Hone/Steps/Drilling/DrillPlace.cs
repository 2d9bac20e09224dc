using System.Text;
using System.Text.Json;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Steps.Drilling;

/// <summary>
/// A project and a state directory of their own, always at one path, since records hold paths. What was prepared is kept under names and
/// brought back before each trick. Hone is started as a person starts it: what a trick meets is the whole tool.
/// </summary>
internal sealed class DrillPlace : IDisposable
{
    private const int MostOutput = 32 << 20;

    private static readonly Duration _longest = Duration.FromSeconds(3600);

    // A build leaves servers behind that would end by themselves in ten minutes.
    private static readonly Duration _grace = Duration.FromSeconds(0.2);

    private readonly Scratch _scratch = new();
    private readonly CancellationToken _cancellation;

    /// <summary>Makes the folders.</summary>
    /// <param name="name">The project folder's name.</param>
    /// <param name="cancellation">Ends whatever runs.</param>
    public DrillPlace(string name, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Project = Path.Combine(_scratch.Sub("work"), name);
        State = _scratch.Sub("state");
        Home = _scratch.Sub("home");
    }

    /// <summary>The project folder, a repository of its own.</summary>
    public string Project { get; }

    /// <summary>The state directory.</summary>
    public string State { get; }

    /// <summary>A folder for whatever a trick puts elsewhere.</summary>
    public string Home { get; }

    /// <summary>Runs Hone in the project; its answer is JSON.</summary>
    public DrillAnswer Hone(params string[] arguments) => HoneWith(new Dictionary<string, string?>(), arguments);

    /// <summary>The same with variables.</summary>
    public DrillAnswer HoneWith(IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        Dictionary<string, string?> environment = new(variables) { ["XDG_STATE_HOME"] = State, ["HONE_ACTOR"] = "drill", ["NO_COLOR"] = "1", ["HONE_SEAL_ROOT"] = null };
        RunOutcome outcome = Start([.. Program(), .. arguments, "--json"], Project, environment);
        return new(outcome.ExitCode, Json(outcome.Stdout), Encoding.UTF8.GetString(outcome.Stderr));
    }

    /// <summary>Runs Hone, which must succeed: part of what a trick is played on.</summary>
    /// <exception cref="ProblemException">It does not.</exception>
    public DrillAnswer Must(params string[] arguments)
    {
        DrillAnswer answer = Hone(arguments);
        return answer.Exit == 0 ? answer : throw NotPrepared("hone " + string.Join(' ', arguments), answer.Exit, answer.Said);
    }

    /// <summary>Runs a program in a folder of the drill; it must succeed.</summary>
    public void Run(string folder, params string[] argv)
    {
        RunOutcome outcome = Start(argv, folder, new Dictionary<string, string?>());
        if (outcome.ExitCode != 0)
        {
            throw NotPrepared(string.Join(' ', argv), outcome.ExitCode, Encoding.UTF8.GetString(outcome.Stderr) + Encoding.UTF8.GetString(outcome.Stdout));
        }
    }

    /// <summary>Commits all that is in the project.</summary>
    public void Commit(string message)
    {
        Run(Project, "git", "add", "-A");
        Run(Project, "git", "-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", message);
    }

    /// <summary>Applies a difference to a folder of the drill.</summary>
    public void Apply(string folder, string diff)
    {
        string file = Path.Combine(_scratch.Folder, "patch");
        File.WriteAllText(file, diff, Encoding.Latin1);
        Run(folder, "git", "apply", "--whitespace=nowarn", file);
    }

    /// <summary>Keeps project and state directory as they are now.</summary>
    public void Keep(string name)
    {
        string kept = Kept(name);
        Directory.CreateDirectory(kept);
        Run(_scratch.Folder, "cp", "-a", Project, Path.Combine(kept, "project"));
        Run(_scratch.Folder, "cp", "-a", State, Path.Combine(kept, "state"));
    }

    /// <summary>Brings them back.</summary>
    public void BringBack(string name)
    {
        Run(_scratch.Folder, "rm", "-rf", "--", Project, State, Home);
        Run(_scratch.Folder, "cp", "-a", Path.Combine(Kept(name), "project"), Project);
        Run(_scratch.Folder, "cp", "-a", Path.Combine(Kept(name), "state"), State);
        Directory.CreateDirectory(Home);
    }

    public void Dispose() => _scratch.Dispose();

    private string Kept(string name) => Path.Combine(_scratch.Folder, "kept", name);

    private RunOutcome Start(IReadOnlyList<string> argv, string folder, IReadOnlyDictionary<string, string?> environment) => ProcessRunner.Run(
        new()
        {
            Argv = argv,
            WorkingDirectory = folder,
            Environment = environment,
            Stdout = new OutputTarget.Capture(MostOutput),
            Timeout = _longest,
            OrphanGrace = _grace,
        },
        _cancellation);

    // The tool itself, whether it is a program or run by dotnet.
    private static IReadOnlyList<string> Program()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the tool does not know where it lies");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "hone.dll")] : [program];
    }

    private static JsonElement? Json(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemException NotPrepared(string command, int exit, string said) => new(new(
        ExitCode.Inconclusive, "drill-not-prepared", $"{command} ended with {exit}: {Session.Tail(Encoding.UTF8.GetBytes(said), 4)}", "see that the examples' tools are there: hone doctor"));
}
