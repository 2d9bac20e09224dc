using System.Text;
using Hone.Cli.Mcp.Tools;
using Hone.Cli.Steps;
using Hone.Cli.Terminal;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp.Resources;

/// <summary>What can be read: the analysis, the flame graphs of the recorded profiles, the record. Each is bounded.</summary>
/// <param name="project">The project.</param>
/// <param name="lanes">The lanes of this server.</param>
internal sealed class ResourceDesk(ServedProject project, CallLanes lanes)
{
    private const long LargestAnalysis = 4 << 20;
    private const long LargestDrawing = 16 << 20;
    private const int LatestEntries = 50;
    private const string DrawingName = "flame.svg";

    // From this version of the protocol on a resource that is not there is a wrong parameter.
    private const string InvalidParamsFrom = "2026-07-28";

    /// <summary>Lists the templates.</summary>
    public static ValueTask<ListResourceTemplatesResult> Templates(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellation) => ValueTask.FromResult(new ListResourceTemplatesResult
    {
        ResourceTemplates =
        [
            new()
            {
                Name = "ledger-range",
                Title = "Entries of the record",
                UriTemplate = ResourceAddress.LedgerTemplate,
                MimeType = "application/json",
                Description = $"Entries from one number to another, both included, counted from 1; at most {LedgerPageDocument.MostEntries} and a megabyte at a time. Its `last` says where to go on.",
            },
            new()
            {
                Name = "flamegraph",
                Title = "A flame graph",
                UriTemplate = ResourceAddress.FlameGraphTemplate,
                MimeType = "image/svg+xml",
                Description = "The flame graph of the latest profile of a workload and kind (cpu, alloc, offcpu, lock).",
            },
        ],
    });

    /// <summary>Lists what is there now.</summary>
    public async ValueTask<ListResourcesResult> List(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellation) =>
        new() { Resources = [.. await Ask(Listed, cancellation).ConfigureAwait(false)] };

    /// <summary>Reads one.</summary>
    public async ValueTask<ReadResourceResult> Read(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellation)
    {
        string uri = request.Params?.Uri ?? "";
        TextResourceContents contents = await Ask(() => ResourceAddress.Read(uri) is ResourceAddress address ? Contents(address, uri) : null, cancellation).ConfigureAwait(false)
            ?? throw Missing(request.Server, $"there is no resource '{Printable.Shorten(Printable.Clean(uri), 120)}' here; resources/list has them");
        return new() { Contents = [contents] };
    }

    private List<Resource> Listed()
    {
        PhaseReading reading = project.Read();
        List<Resource> listed =
        [
            new() { Name = "ledger", Title = "The record", Uri = ResourceAddress.LedgerUri, MimeType = "application/json", Description = $"The latest {LatestEntries} entries of the append-only record that everything is computed from." },
        ];
        if (OutputWatch.IsRegular(AnalysisPath))
        {
            listed.Insert(0, new() { Name = AnalysisStep.FileName, Title = "The performance analysis", Uri = ResourceAddress.AnalysisUri, MimeType = "text/markdown", Description = "The human summary of the phase: hotspots, evidence, matrix, what was ruled out." });
        }

        foreach (WorkloadReport workload in reading.View.Report.Workloads)
        {
            listed.AddRange(workload.Profiles.Where(profile => profile.FlameGraph is not null).Select(profile => new Resource
            {
                Name = ViewFolder.FlameGraphName(workload.Workload.Name, profile.Kind),
                Title = $"Flame graph: {workload.Workload.Name}, {FigureText.Kind(profile.Kind)}",
                Uri = ResourceAddress.FlameGraphUri(workload.Workload.Name, profile.Kind.Name()),
                MimeType = "image/svg+xml",
            }));
        }

        return listed;
    }

    private TextResourceContents? Contents(ResourceAddress address, string uri) => address switch
    {
        ResourceAddress.Analysis => Analysis(uri),
        ResourceAddress.Ledger range => Page(uri, entries => LedgerPageDocument.Of(entries, range.From, range.To)),
        ResourceAddress.LatestEntries => Page(uri, entries => LedgerPageDocument.Of(entries, entries.Count - LatestEntries + 1, entries.Count)),
        ResourceAddress.FlameGraph graph => Drawing(uri, graph),
        _ => null,
    };

    private string AnalysisPath => Path.Combine(project.Folder, AnalysisStep.FileName);

    private TextResourceContents? Analysis(string uri)
    {
        if (!OutputWatch.IsRegular(AnalysisPath))
        {
            return null;
        }

        try
        {
            return new FileInfo(AnalysisPath).Length <= LargestAnalysis
                ? new() { Uri = uri, MimeType = "text/markdown", Text = File.ReadAllText(AnalysisPath) }
                : throw new ProblemException(new(ExitCode.GateSaidNo, "too-large", "the analysis is larger than 4 MiB", "open it as a file") { Place = AnalysisStep.FileName });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, AnalysisPath);
        }
    }

    private TextResourceContents Page(string uri, Func<IReadOnlyList<LedgerEntry>, LedgerPageDocument> page)
    {
        LedgerPageDocument document = page(project.Read().Session.Ledger.ReadTrusted());
        return new() { Uri = uri, MimeType = "application/json", Text = Encoding.UTF8.GetString(ToolAnswer.Of(document, ResourceJson.Default.LedgerPageDocument).Json) };
    }

    // From the store, by the hash that the record has: the copy in the view folder is anybody's.
    private TextResourceContents? Drawing(string uri, ResourceAddress.FlameGraph graph)
    {
        PhaseReading reading = project.Read();
        Artifact? artifact = reading.View.Report.Workloads.FirstOrDefault(workload => workload.Workload.Name == graph.Workload)?
            .Profiles.FirstOrDefault(profile => profile.Kind.Name() == graph.Kind)?.Recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == DrawingName);
        if (artifact is null)
        {
            return null;
        }

        byte[]? drawing = artifact.Bytes <= LargestDrawing
            ? reading.Session.Artifacts.Read(artifact)
            : throw new ProblemException(new(ExitCode.GateSaidNo, "too-large", "the drawing is larger than 16 MiB", "open it in a browser") { Place = ViewFolder.Link(graph.Workload + "." + graph.Kind + ".svg") });
        return drawing is null
            ? throw new ProblemException(new(ExitCode.GateSaidNo, "artifact-missing", "the drawing is not on this machine, or is no longer the recorded one", "record it again: hone profile") { Place = graph.Workload })
            : new() { Uri = uri, MimeType = "image/svg+xml", Text = Encoding.UTF8.GetString(drawing) };
    }

    private async Task<T> Ask<T>(Func<T> ask, CancellationToken cancellation)
    {
        try
        {
            return await lanes.For(ToolEffect.Looks).Run(ask, cancellation).ConfigureAwait(false);
        }
        catch (ProblemException error)
        {
            // What is read has no form for errors of its own; the words go into the protocol's.
            McpProtocolException told = new(ProblemText.Sentence(error.Problem), error, McpErrorCode.InternalError);
            told.Data["rule"] = error.Problem.Rule;
            told.Data["exit"] = (int)error.Problem.Exit;
            throw told;
        }
    }

    private static McpProtocolException Missing(McpServer server, string message) => new(
        message, string.CompareOrdinal(server.NegotiatedProtocolVersion, InvalidParamsFrom) >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
}
