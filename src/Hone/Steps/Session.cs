using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Equivalence.Invariants;
using Hone.Ledger;
using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Linux.Repositories;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>One command at work in one project: what every step needs to read and to append.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lazy<Host> _host;
    private readonly Lazy<string> _commit;
    private ProjectLock? _lock;
    private ProgressFile? _told;

    private Session(string folder, Project project, Progress progress, CancellationToken cancellation)
    {
        Folder = folder;
        Project = project;
        Invariants = InvariantChecking.Read(project);
        Progress = progress;
        Cancellation = cancellation;
        State = new(folder);
        Ledger = new(State);
        Artifacts = new(State);
        Git = new(folder, [.. project.Workloads.SelectMany(workload => workload.Outputs).Concat(project.Oracle.Cases.SelectMany(each => each.Outputs)).Distinct()]);
        _host = new(() => HostFingerprint.Read());
        _commit = new(() => Git.Commit(cancellation));
    }

    /// <summary>The project folder, absolute.</summary>
    public string Folder { get; }

    public Project Project { get; }

    /// <summary>The invariants of the manifest, by name.</summary>
    public IReadOnlyDictionary<string, Invariant> Invariants { get; }

    public Progress Progress { get; }

    public CancellationToken Cancellation { get; }

    public StateFolder State { get; }

    public LedgerStore Ledger { get; }

    public ArtifactStore Artifacts { get; }

    public GitRepository Git { get; }

    public Host Host => _host.Value;

    /// <summary>CPU time that this process spent inside collectors so far.</summary>
    public Duration CollectorCpu { get; set; }

    /// <summary>True while this session goes through a whole round; what it measures says so. Null elsewhere.</summary>
    public bool? InRound { get; set; }

    /// <summary>Whether this session has held the project against its seal.</summary>
    public bool IsSealHeld { get; set; }

    /// <summary>The commit as it was when the command first asked.</summary>
    public string Commit => _commit.Value;

    /// <summary>Who this session acts for, where it is not who started Hone: an agent that Hone started.</summary>
    public string? ActingAs { get; set; }

    /// <summary>Who is at work: <c>HONE_ACTOR</c>, <c>BD_ACTOR</c>, git's user.name, else the login name.</summary>
    public string Actor => ActingAs
        ?? Environment.GetEnvironmentVariable("HONE_ACTOR")
        ?? Environment.GetEnvironmentVariable("BD_ACTOR")
        ?? Git.UserName(Cancellation)
        ?? Environment.UserName;

    /// <summary>Now, UTC, to the millisecond that the ledger keeps.</summary>
    public static DateTimeOffset Now => DateTimeOffset.UtcNow;

    /// <summary>Opens the project at <paramref name="folder"/>, or the nearest one upwards from the current folder.</summary>
    public static Session Open(string? folder, Progress progress, CancellationToken cancellation)
    {
        string? root = null;
        try
        {
            root = ProjectFolder.Find(folder);
            return new(root, ManifestFile.Load(root), progress, cancellation);
        }
        catch (ProblemException)
        {
            // A manifest that was sealed and is gone or cannot be read any more was altered, which is worse than a mistake.
            if ((root ?? ProjectFolder.WithRecord(folder)) is string recorded)
            {
                using Session unread = new(recorded, new() { Name = "unread", Workloads = [] }, progress, cancellation);
                SealGuard.Insist(unread);
            }

            throw;
        }
    }

    /// <summary>Takes the project for writing; a second Hone waits, and is told who is at work.</summary>
    public void Lock(string command, TimeSpan patience)
    {
        State.Create();
        _lock = ProjectLock.Take(State, command, patience, holder => Progress.Say($"another hone is at work here ({holder}); waiting"), Cancellation);
        Ledger.Repair();
        Tell(command);
    }

    // Kept where the lock is given back to measure: that is what others want to see.
    private void Tell(string command)
    {
        if (_told is null)
        {
            ProgressFile told = new(State, command, Now);
            _told = told;
            Progress.Follower = step => told.Tell(step, Now);
        }
    }

    /// <summary>Gives the project back, for a step that measures for long and appends little.</summary>
    public void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>What the record holds now.</summary>
    public Evidence Evidence() => Hone.Ledger.Evidence.From(Ledger.ReadTrusted());

    /// <summary>Appends a fact.</summary>
    public LedgerEntry Append<T>(string kind, T fact, JsonTypeInfo<T> type, IReadOnlyList<Artifact>? artifacts = null) =>
        Ledger.Append(kind, JsonSerializer.SerializeToElement(fact, type), artifacts ?? [], new(Actor, Commit, Host.Id), Now);

    /// <summary>How a manifest's command is started.</summary>
    public SpawnRequest Spawn(CommandLine command) => Spawn(command, Folder);

    /// <summary>How a manifest's command is started in a folder that takes the place of the project folder.</summary>
#pragma warning disable CA1822 // Asked of the session as the other ways to start a command are.
    public SpawnRequest Spawn(CommandLine command, string folder) => new()
#pragma warning restore CA1822
    {
        Argv = command.Argv,
        WorkingDirectory = Path.GetFullPath(Path.Combine(folder, command.WorkingDirectory)),
        Environment = command.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
    };

    /// <summary>How a workload that ends by itself is started.</summary>
    public SpawnRequest Spawn(Workload workload) => workload.Service is null
        ? Spawn(workload.Command) with
        {
            StdinFile = workload.StdinFile is null ? null : Path.Combine(Folder, workload.StdinFile),
            Timeout = workload.Timeout,
        }
        : throw new ProblemException(new(
            ExitCode.Usage,
            "service-workload",
            $"the workload {workload.Name} is a server, which this command does not run",
            $"hone baseline, hone profile and hone load take it; name the other workloads to this command with -w")
        { Place = Path.Combine(Folder, Manifest.FileName) });

    /// <summary>The workloads that a command is about: all, or the named ones.</summary>
    public IReadOnlyList<Workload> Select(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (!Project.Workloads.Any(workload => workload.Name == name))
            {
                throw new ProblemException(new(
                    ExitCode.Usage,
                    "unknown-workload",
                    $"there is no workload called '{name}'",
                    "the manifest has: " + string.Join(", ", Project.Workloads.Select(workload => workload.Name)))
                { Place = Path.Combine(Folder, Manifest.FileName) });
            }
        }

        return names.Count == 0 ? Project.Workloads : [.. Project.Workloads.Where(workload => names.Contains(workload.Name))];
    }

    /// <summary>The last lines of what a command printed, for an error.</summary>
    public static string Tail(byte[] output, int lines = 5)
    {
        string[] all = Encoding.UTF8.GetString(output).TrimEnd().Split('\n');
        return string.Join("\n    ", all[^Math.Min(lines, all.Length)..]);
    }

    public void Dispose()
    {
        Progress.Wipe();
        _told?.Dispose();
        _lock?.Dispose();
    }
}
