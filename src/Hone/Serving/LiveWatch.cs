using System.Diagnostics;
using System.Text.Json.Nodes;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Working;
using Hone.Cli.Terminal;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Reporting.Live;
using Hone.Workloads;

namespace Hone.Cli.Serving;

/// <summary>
/// Looks twice a second whether a file of the project changed, and reads only what did: a phase that is being measured beside it must not notice.
/// Whatever cannot be read says so in its place.
/// </summary>
/// <param name="folder">The project folder.</param>
/// <param name="hub">Is told what changed.</param>
/// <param name="serving">Ends it.</param>
internal sealed class LiveWatch(string folder, EventHub hub, CancellationToken serving)
{
    private const long LeastRoom = 1 << 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _boardAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _drivenAge = TimeSpan.FromSeconds(5);

    private readonly StateFolder _state = new(folder);
    private readonly LedgerStore _ledger = new(new(folder));
    private FileMark?[] _ledgerMarks = [null];
    private FileMark?[] _boardMarks = [null];
    private IReadOnlyList<BeadView> _beads = [];
    private JsonObject? _board;
    private string? _tracker;
    private bool _isDriven;
    private string? _work;
    private long _boardAt;

    /// <summary>Whether a command is at work in the project, as far as was last seen.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>
    /// Looks once, and then until it is ended on a thread of its own: the pool's threads spin for a while after each thing they do, for longer than looking takes.
    /// </summary>
    public Thread Start()
    {
        Guarded();
        Thread thread = new(Run) { Name = "watch", IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        RunningWork? work = ProgressFile.Read(_state);
        IsBusy = work is not null;
        hub.Publish("progress", new() { ["running"] = work?.Document() });
        hub.Publish("disk", Tried(() => new() { ["problem"] = Disk() }));
        FileMark?[] ledger = [.. new[] { _state.Ledger, _state.Head, _state.Pending }.Select(OutputWatch.MarkOf)];
        bool isNew = !ledger.SequenceEqual(_ledgerMarks);
        if (isNew)
        {
            // What changes while it is read makes the next look read again.
            _ledgerMarks = ledger;
            hub.Publish("record", Tried(Record));
        }

        FileMark?[] board = [OutputWatch.MarkOf(Path.Combine(folder, Manifest.FileName)), _tracker is null ? null : OutputWatch.MarkOf(_tracker)];

        // A tracker of its own is a program to start, and its database is no file whose change would say anything: not beside what is measured.
        bool isIdle = !IsBusy && Stopwatch.GetElapsedTime(_boardAt) > (_isDriven ? _drivenAge : _boardAge);
        if (isIdle || (isNew && !(IsBusy && _isDriven)) || !board.SequenceEqual(_boardMarks))
        {
            hub.Publish("board", Tried(Board));
            _boardMarks = [board[0], _tracker is null ? null : OutputWatch.MarkOf(_tracker)];
            _boardAt = Stopwatch.GetTimestamp();
        }

        hub.Publish("agents", Tried(Agents));
    }

    private void Run()
    {
        try
        {
            while (!serving.WaitHandle.WaitOne(_pause))
            {
                Guarded();
            }
        }
        catch (OperationCanceledException) when (serving.IsCancellationRequested)
        {
            // As asked.
        }
    }

    private void Guarded() => hub.Publish("watch", Tried(() =>
    {
        Look();
        return new() { ["problem"] = null };
    }));

    private JsonObject Agents()
    {
        _work ??= WorkClaims.Folder(folder);
        return new() { ["problem"] = null, ["runs"] = LiveBoard.Agents(AliveMark.Alive(_work), _beads, Session.Now) };
    }

    // A phase that cannot write any more goes nowhere, and its own terminal may be one that nobody looks at.
    private string? Disk()
    {
        long room = new DriveInfo(folder).AvailableFreeSpace;
        return room < LeastRoom ? $"the disk of the project is full ({room / 1024} KiB left): what is measured cannot be recorded until there is room" : null;
    }

    private JsonObject Record()
    {
        LedgerChain.Reading reading = _ledger.Read();
        return new()
        {
            ["entries"] = reading.Entries.Count,
            ["head"] = reading.Entries.Count == 0 ? null : reading.Entries[^1].Hash,
            ["problem"] = reading.Findings is [LedgerFinding first, ..]
                ? $"the ledger was altered: {first.What} [{first.Rule}]{(reading.Findings.Count > 1 ? $" and {reading.Findings.Count - 1} more" : "")}; see all of it with: hone ledger verify"
                : null,
        };
    }

    private JsonObject Board()
    {
        using Session session = Session.Open(folder, new Progress(quiet: true), serving);
        TrackerWorkspace workspace = BeadsStep.Tracker(session).Workspace;
        (_tracker, _isDriven) = (workspace.File, workspace.IsDriven);
        if (IsBusy && _isDriven)
        {
            return _board ?? new() { ["problem"] = null, ["project"] = session.Project.Name, ["beads"] = new JsonArray(), ["more"] = 0, ["later"] = "The board is read when the command at work has ended." };
        }

        _beads = BeadsStep.Read(session);
        JsonObject board = LiveBoard.Of(_beads, Session.Now);
        board["project"] = session.Project.Name;
        _board = board;
        return board;
    }

    private static JsonObject Tried(Func<JsonObject> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException error)
        {
            return new() { ["problem"] = ProblemText.Sentence(error.Problem) };
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is, it is told in its place, and the next look may find it gone.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new() { ["problem"] = ProblemText.Sentence(ProblemText.Bug(error)) };
        }
    }
}
