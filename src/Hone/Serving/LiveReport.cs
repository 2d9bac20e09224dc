using Hone.Cli.Mcp;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Pages;
using Hone.Cli.Terminal;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Cli.Serving;

/// <summary>
/// The report page as the record is now. It is made once for all who ask until the record, the manifest or the beads change; one is made at a
/// time. It takes CPU time that a phase being measured beside it would miss: then the last one is shown until somebody asks for a new one.
/// </summary>
/// <param name="folder">The project folder.</param>
/// <param name="serving">Ends it.</param>
internal sealed class LiveReport(string folder, CancellationToken serving) : IDisposable
{
    /// <summary>A page, or why there is none.</summary>
    /// <param name="Page">The page; null when there is none.</param>
    /// <param name="Why">Why not; null when there is one.</param>
    /// <param name="IsBehind">The record has changed since.</param>
    public sealed record Answer(byte[]? Page, string? Why, bool IsBehind);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private byte[]? _page;
    private FileMark?[] _marks = [];

    /// <summary>How often a page was made; a figure for tests.</summary>
    public int Made { get; private set; }

    /// <summary>The page.</summary>
    /// <param name="isBusy">A phase is being measured.</param>
    /// <param name="fresh">Made anew in any case.</param>
    public async Task<Answer> Read(bool isBusy, bool fresh)
    {
        await _gate.WaitAsync(serving).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Make(isBusy, fresh), serving).ConfigureAwait(false);
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

    private Answer Make(bool isBusy, bool fresh)
    {
        using Session session = Session.Open(folder, new Progress(quiet: true), serving);
        FileMark?[] marks = ServedProject.Marks(session);
        bool isBehind = !marks.SequenceEqual(_marks);
        if (_page is not null && !fresh && (isBusy || !isBehind))
        {
            return new(_page, null, isBehind);
        }

        byte[] page = PageStep.Altered(session) is (_, byte[] altered) ? altered : PageStep.Render(session, PhaseView.Load(session));
        Made++;
        (_page, _marks) = (page, marks);
        return new(page, null, IsBehind: false);
    }
}
