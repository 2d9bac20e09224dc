using System.Text;
using System.Text.Json;
using Hone.Cli.Mcp.Tools;
using Hone.Cli.Terminal;
using Hone.Problems;
using Hone.Reporting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp;

/// <summary>Takes calls of tools, gives each its turn, and turns what comes of it into an answer. Nothing that a tool does ends the server.</summary>
/// <param name="project">The project.</param>
/// <param name="lanes">The lanes of this server.</param>
internal sealed class ToolDesk(ServedProject project, CallLanes lanes) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Lists the tools.</summary>
    public static ValueTask<ListToolsResult> List(RequestContext<ListToolsRequestParams> request, CancellationToken cancellation) =>
        ValueTask.FromResult(new ListToolsResult { Tools = [.. ToolCatalogue.All.Select(tool => tool.Listed())] });

    /// <summary>Ends what works for minutes: nobody is there any more who would take the answer.</summary>
    public void Leave() => _leaving.Cancel();

    /// <summary>Calls a tool.</summary>
    public async ValueTask<CallToolResult> Call(RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        // The SDK lets a request without parameters through.
        string name = request.Params?.Name ?? "";
        McpTool tool = ToolCatalogue.Find(name)
            ?? throw new McpProtocolException($"there is no tool '{Printable.Shorten(Printable.Clean(name), 80)}'; tools/list has them", McpErrorCode.InvalidParams);
        CallProgress progress = new(request.Server, request.Params!.ProgressToken);
        using CancellationTokenSource ending = tool.Effect == ToolEffect.Looks
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellation)
            : CancellationTokenSource.CreateLinkedTokenSource(cancellation, _leaving.Token);
        try
        {
            ToolCall call = new(project, ToolArguments.Read(tool.Parameters, request.Params.Arguments), new Progress(progress.Hear), ending.Token);
            ToolAnswer answer = await lanes.For(tool.Effect).Run(() => Work(tool, call), ending.Token).ConfigureAwait(false);
            return Result(answer, progress.Notes);
        }
        catch (ProblemException error)
        {
            return ProblemAnswer.Of(error.Problem);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The outermost handler of a call: whatever else happens is a bug, which is told and survived.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"hone: bug in {tool.Name}: {error}").ConfigureAwait(false);
            return ProblemAnswer.Of(ProblemText.Bug(error));
        }
        finally
        {
            await progress.Settle().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _leaving.Dispose();

    private ToolAnswer Work(McpTool tool, ToolCall call)
    {
        try
        {
            return tool.Run(call);
        }
        finally
        {
            if (tool.Effect != ToolEffect.Looks)
            {
                project.Forget();
            }
        }
    }

    private static CallToolResult Result(ToolAnswer answer, IReadOnlyList<string> notes)
    {
        using JsonDocument document = JsonDocument.Parse(answer.Json);
        List<ContentBlock> content = [new TextContentBlock { Text = Encoding.UTF8.GetString(answer.Json) }];
        if (notes.Count > 0)
        {
            content.Add(new TextContentBlock { Text = string.Join('\n', notes.Select(note => "note: " + note)) });
        }

        return new() { Content = content, StructuredContent = document.RootElement.Clone(), Meta = ProblemAnswer.Exit(answer.Exit) };
    }
}
