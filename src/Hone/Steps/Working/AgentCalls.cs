using System.Globalization;
using System.Text;
using Hone.Cli.Steps.Changes;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Reporting.Working;
using Hone.Units;
using Hone.Workloads.Agents;

namespace Hone.Cli.Steps.Working;

/// <summary>What an agent is called for.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Bead">The bead.</param>
/// <param name="Change">The change's id.</param>
/// <param name="Folder">The change's folder.</param>
/// <param name="Project">The project's folder in the worktree, absolute.</param>
internal sealed record AgentTask(string Agent, string Bead, string Change, ChangeFolder Folder, string Project);

/// <summary>
/// Calls agents: each in a session and tree of its own, in its worktree, and as far as the machine can do that without write access to
/// anything else: not to the project, its record and goldens, nor to the repository. Agents of one run do not see each other.
/// </summary>
internal sealed class AgentCalls : IDisposable
{
    private const int MostProcesses = 4096;
    private const string Variable = "HONE_BRIEF";

    private static readonly Duration _grace = Duration.FromSeconds(1);
    private static readonly Bytes _largestFile = new(4L << 30);

    private readonly AgentSettings _settings;
    private readonly Scratch _scratch = new();
    private readonly Enclosure? _enclosure;
    private readonly string[] _hidden;
    private int _calls;

    /// <summary>Prepares to call agents.</summary>
    /// <param name="settings">The agent, and what it may have.</param>
    /// <param name="cancellation">Ends the preparation.</param>
    /// <param name="hidden">Folders whose files agents cannot read; null for the one with the tokens of servers that are running.</param>
    public AgentCalls(AgentSettings settings, CancellationToken cancellation, IReadOnlyList<string>? hidden = null)
    {
        _settings = settings;
        _hidden = [.. (hidden ?? [Path.Combine(OutputWatch.Real(UserState.Root()), UserState.Tokens)]).Select(OutputWatch.Real)];
        _enclosure = settings.Sandbox || !settings.Network || settings.Memory is not null ? Enclosure.Prepare(_scratch.Sub("enclosure"), cancellation) : null;
        Without =
        [
            .. settings.Sandbox && _enclosure is not { ProtectsFiles: true } ? ["agents could write outside of their worktree: there is no Landlock here"] : (IReadOnlyList<string>)[],
            .. settings.Sandbox && _enclosure is { ProtectsFiles: true, ProtectsProcesses: false } ? (IReadOnlyList<string>)["agents could send signals to other programs of this user: this kernel's Landlock is older than version 6"] : [],
            .. settings.Sandbox && _enclosure is { ProtectsFiles: true } && Readable() is null ? (IReadOnlyList<string>)["agents can read the token of a running hone mcp --http or hone serve: what is beside it is too much to name"] : [],
            .. settings.Memory is not null && _enclosure is not { LimitsMemory: true } ? (IReadOnlyList<string>)["agents have as much memory as there is: the program that sets their limit cannot be started here"] : [],
            .. settings.Sandbox ? (IReadOnlyList<string>)[] : ["agents may write anywhere: hone.toml says sandbox = false"],
            .. !settings.Network && _enclosure is not { CutsNetwork: true } ? ["agents have the network: namespaces are not to be had here"] : (IReadOnlyList<string>)[],
        ];
    }

    /// <summary>What is given up here, one sentence each.</summary>
    public IReadOnlyList<string> Without { get; }

    /// <summary>Throws where there is no agent, or its program is not there.</summary>
    public static void Insist(AgentSettings settings, string folder)
    {
        if (settings.Command.Count == 0)
        {
            throw new ProblemException(new(
                ExitCode.Usage, "no-agent", "nothing says which agent works", "name one: hone work --agent " + AgentPresets.Names[0] + ", --agent-command \"…\", or [agent] in hone.toml"));
        }

        if (ProgramLookup.Find(settings.Command[0], folder, Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath) is null)
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "agent-missing", $"the agent's program '{settings.Command[0]}' is not there", "install it, or name another: --agent-command"));
        }
    }

    /// <summary>Calls the agent and waits for it; its tree is killed when its time is up or Hone is asked to end.</summary>
    /// <param name="task">What for.</param>
    /// <param name="brief">What it is told.</param>
    /// <param name="longest">No longer than this, whatever the settings allow; null for no other limit.</param>
    /// <param name="cancellation">Ends it.</param>
    public AgentTurn Call(AgentTask task, string brief, Duration? longest, CancellationToken cancellation)
    {
        string own = _scratch.Sub(string.Create(CultureInfo.InvariantCulture, $"call-{Interlocked.Increment(ref _calls)}"));
        string temporary = Path.Combine(own, "tmp");
        Directory.CreateDirectory(temporary);
        string file = Path.Combine(own, "brief.md");
        File.WriteAllText(file, brief);
        TranscriptBuffer output = new();
        TranscriptBuffer errors = new();
        SpawnRequest request = Enclosed(
            new()
            {
                Argv = _settings.Argv(file, brief),
                WorkingDirectory = task.Project,
                Environment = Variables(task, file, temporary, _settings.Sandbox),
                StdinFile = _settings.Brief == BriefBy.Stdin ? file : null,
                Stdout = new OutputTarget.ToSink(output.Add),
                Stderr = new OutputTarget.ToSink(errors.Add),
                Nice = 5,
                Timeout = longest is Duration least && least < _settings.Timeout ? least : _settings.Timeout,
                OrphanGrace = _grace,
            },
            [task.Folder.Worktree, task.Folder.Proof, temporary, .. Home(_settings.Writable)]);
        try
        {
            using RunningProcess process = ProcessRunner.Start(request);
            if (_settings.Cpu is Duration cpu)
            {
                process.LimitCpu(cpu);
            }

            RunOutcome outcome = process.Wait(cancellation);
            return new(outcome, Both(output, errors), output.Total + errors.Total, AgentUsage.Read(output.End()) is var said && said != AgentUsage.None ? said : AgentUsage.Read(errors.End()));
        }
        finally
        {
            TreePlace.Remove(own);
        }
    }

    public void Dispose() => _scratch.Dispose();

    // Who reads only what is named has no shared memory either, unless it is named.
    private SpawnRequest Enclosed(SpawnRequest request, IReadOnlyList<string> writable)
    {
        if (_enclosure is null)
        {
            return request;
        }

        IReadOnlyList<string>? readable = _settings.Sandbox ? Readable() : null;
        return _enclosure.Enclose(
            request,
            !_settings.Sandbox ? [] : readable is null ? writable : [.. writable, "/dev/shm"],
            new(_settings.Memory ?? new Bytes(0), _largestFile, _settings.Sandbox ? MostProcesses : 0),
            network: _settings.Network,
            readable);
    }

    // Everything but what is hidden, and the names of everything: agents list folders on their way. Read anew for each call, since what came
    // meanwhile beside a hidden folder would else be hidden, too.
    private IReadOnlyList<string>? Readable() => HiddenPaths.Readable(_hidden, [], [HiddenPaths.NamesOnly("/")]);

    // Its builds write where they may: to a place that goes with it.
    private static Dictionary<string, string?> Variables(AgentTask task, string brief, string temporary, bool sandbox) => new(OfSandbox(sandbox))
    {
        [Variable] = brief,
        ["HONE_BEAD"] = task.Bead,
        ["HONE_CHANGE"] = task.Change,
        ["HONE_ACTOR"] = task.Agent,
        ["TMPDIR"] = temporary,
        ["DOTNET_CLI_HOME"] = temporary,
        ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(temporary, "nuget-http"),
        ["GOCACHE"] = Path.Combine(temporary, "go-cache"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["GIT_OPTIONAL_LOCKS"] = "0",
    };

    // A variable without a value is taken away. With one processor MSBuild starts no processes of its own, which it would meet at sockets in /tmp,
    // where nobody may make one in the sandbox: it would wait for a quarter of an hour.
    private static IEnumerable<KeyValuePair<string, string?>> OfSandbox(bool sandbox) => sandbox
        ? Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(AgentDoors.Has).Select(name => new KeyValuePair<string, string?>(name, null)).Append(new("DOTNET_PROCESSOR_COUNT", "1"))
        : [];

    private static IEnumerable<string> Home(IReadOnlyList<string> paths)
    {
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        return paths
            .Select(path => path.StartsWith("~/", StringComparison.Ordinal) ? home.Length > 0 ? Path.Combine(home, path[2..]) : "" : path)
            .Where(path => path.StartsWith('/') && Path.Exists(path));
    }

    private static string Both(TranscriptBuffer output, TranscriptBuffer errors) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"--- standard output, {output.Total} bytes\n").Append(output.Text())
        .Append(CultureInfo.InvariantCulture, $"\n--- standard error, {errors.Total} bytes\n").Append(errors.Text()).Append('\n').ToString();
}
