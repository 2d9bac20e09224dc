using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Tools;

/// <summary>A tool: how it is listed, and what it does. It translates and decides nothing; the steps do.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Effect">What a call does.</param>
/// <param name="Description">What it gives, when to use it, and the command that it is the same as.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Run">Does it, on the thread of its lane.</param>
internal sealed record McpTool(string Name, string Title, ToolEffect Effect, string Description, IReadOnlyList<ToolParameter> Parameters, Func<ToolCall, ToolAnswer> Run)
{
    /// <summary>The JSON Schema of its answer; null where that would be larger than it is of use.</summary>
    public JsonElement? Output => Schema?.Value;

    /// <summary>Makes that; the names alone, which the help lists, cost nothing.</summary>
    public Lazy<JsonElement>? Schema { get; init; }

    /// <summary>It changes something that cannot be had back.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The tool as the protocol lists it.</summary>
    public Tool Listed() => new()
    {
        Name = Name,
        Title = Title,
        Description = Description,
        InputSchema = InputSchema.Of(Parameters),
        OutputSchema = Output,
        Annotations = new()
        {
            Title = Title,
            ReadOnlyHint = Effect == ToolEffect.Looks,
            DestructiveHint = IsFinal,
            IdempotentHint = Effect == ToolEffect.Looks,
            OpenWorldHint = false,
        },
    };
}
