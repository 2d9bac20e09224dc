using System.Diagnostics;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Equivalence.Sealing;
using Hone.Linux.Storage;

namespace Hone.Cli.Mcp;

/// <summary>
/// The one project that a server is about, fixed when it starts. What was read of its record serves the answers of the next quarter of a
/// second, unless a file that it was read from changes before or a tool of this server writes: an agent asks several things in a row.
/// </summary>
internal sealed class ServedProject
{
    private static readonly TimeSpan _mostAge = TimeSpan.FromMilliseconds(250);

    private readonly CancellationToken _serving;
    private PhaseReading? _reading;
    private FileMark?[] _marks = [];
    private long _readAt;

    private ServedProject(string folder, string? named, string? change, CancellationToken serving) => (Folder, Named, Change, _serving) = (folder, named, change, serving);

    /// <summary>The project folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>How commands that are printed name it, absolute; null when the server was started in it, where commands need no name.</summary>
    public string? Named { get; }

    /// <summary>The change in whose worktree the server was started; null elsewhere.</summary>
    public string? Change { get; }

    /// <summary>How often the record was read; a figure for tests.</summary>
    public int Readings { get; private set; }

    /// <summary>Finds the project. In the worktree of a change it is the one that the change belongs to, whose record counts.</summary>
    /// <param name="given">The folder that the person gave, or null.</param>
    /// <param name="serving">Ends with the server.</param>
    public static ServedProject Find(string? given, CancellationToken serving)
    {
        (string Project, string Id)? around = given is null ? ChangeFolder.Around(Environment.CurrentDirectory) : null;
        string folder = ProjectFolder.Find(given ?? around?.Project);
        return new(folder, given is null && around is null ? null : folder, around?.Id, serving);
    }

    /// <summary>Opens it for a tool that does its own work.</summary>
    public Session Open(Progress progress, CancellationToken cancellation) => Session.Open(Folder, progress, cancellation);

    /// <summary>What its record says now. Not to be called from two threads at a time.</summary>
    public PhaseReading Read()
    {
        if (_reading is PhaseReading kept && Stopwatch.GetElapsedTime(_readAt) < _mostAge && RecordMarks.Of(kept.Session).SequenceEqual(_marks))
        {
            return kept;
        }

        Forget();
        Session session = Open(new(_ => { }), _serving);
        try
        {
            // What changes while it is read makes the next look read again.
            _marks = RecordMarks.Of(session);
            _readAt = Stopwatch.GetTimestamp();
            Readings++;
            SealVerdict seal = SealReading.Read(session);
            PhaseReading reading = new(session, PhaseView.LoadUnguarded(session), seal);
            _reading = reading;
            return reading;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Makes the next answer read again. May be called from any thread.</summary>
    public void Forget() => Interlocked.Exchange(ref _reading, null)?.Session.Dispose();
}
