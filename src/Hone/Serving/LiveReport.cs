using Hone.Cli.Steps;
using Hone.Cli.Steps.Pages;
using Hone.Cli.Terminal;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Cli.Serving;

/// <summary>
/// The report page as the record is now. One is made at a time, for all who asked before it was begun and within a few seconds in which neither the record, the manifest nor
/// the beads change; no longer, since no file says that an artifact, what is sealed, the history or a tracker's database changed. It takes CPU time
/// that a phase being measured beside it would miss: then the last one is shown until somebody asks for a new one, unless it is one of an altered record.
/// </summary>
/// <param name="folder">The project folder.</param>
/// <param name="clock">Says how old a page is.</param>
/// <param name="serving">Ends it.</param>
internal sealed class LiveReport(string folder, TimeProvider clock, CancellationToken serving) : IDisposable
{
    /// <summary>For how long a page is taken for what would be made now.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(3);

    /// <summary>A page, or why there is none.</summary>
    /// <param name="Page">The page; null when there is none.</param>
    /// <param name="Why">Why not; null when there is one.</param>
    /// <param name="IsBehind">The record has changed since, or may have.</param>
    public sealed record Answer(byte[]? Page, string? Why, bool IsBehind)
    {
        /// <summary>How long ago the making of the page began.</summary>
        public TimeSpan Age { get; init; }
    }

    private readonly SemaphoreSlim _gate = new(1, 1);
    private byte[]? _page;
    private FileMark?[] _marks = [];
    private long _madeAt;

    /// <summary>How often a page was made; a figure for tests.</summary>
    public int Made { get; private set; }

    /// <summary>The page.</summary>
    /// <param name="isBusy">A phase is being measured.</param>
    /// <param name="fresh">Made anew in any case.</param>
    public async Task<Answer> Read(bool isBusy, bool fresh)
    {
        long asked = clock.GetTimestamp();
        await _gate.WaitAsync(serving).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Make(isBusy, fresh, asked), serving).ConfigureAwait(false);
        }
        catch (ProblemException error)
        {
            return new(null, ProblemText.Sentence(error.Problem), IsBehind: false);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // What a report cannot be made of is said where it would stand; the server goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new(null, ProblemText.Sentence(ProblemText.Bug(error)), IsBehind: false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private Answer Make(bool isBusy, bool fresh, long asked)
    {
        using Session session = Session.Open(folder, new Progress(quiet: true), serving);
        FileMark?[] marks = RecordMarks.Of(session);
        TimeSpan age = clock.GetElapsedTime(_madeAt);
        bool isBehind = !marks.SequenceEqual(_marks) || age > MostAge;

        // What was begun after somebody asked is what they asked for, however long it took.
        if (_page is not null && (_madeAt > asked || (!fresh && (isBusy || !isBehind))))
        {
            return new(_page, null, isBehind) { Age = age };
        }

        // Until the new one is there, none is: what may be found altered is not shown as whole again.
        _page = null;
        long now = clock.GetTimestamp();
        Made++;
        if (PageStep.Altered(session) is (_, byte[] altered))
        {
            return new(altered, null, IsBehind: false) { Age = clock.GetElapsedTime(now) };
        }

        (_page, _marks, _madeAt) = (PageStep.Render(session, PhaseView.Load(session)), marks, now);
        return new(_page, null, IsBehind: false) { Age = clock.GetElapsedTime(now) };
    }
}
