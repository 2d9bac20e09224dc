namespace Hone.Cli.Mcp.Tools;

/// <summary>
/// Every tool, in the order in which a phase uses them. None seals, waives, accepts or lands: what takes the owner's word is not to be had
/// by asking over a wire.
/// </summary>
internal static class ToolCatalogue
{
    /// <summary>The tools.</summary>
    public static IReadOnlyList<McpTool> All { get; } =
    [
        StatusTool.Create(),
        NextTool.Create(),
        BriefTool.Create(),
        HotspotsTool.Create(),
        MatrixTools.Matrix(),
        MatrixTools.Evidence(),
        ChangeTools.Lint(),
        ChangeTools.Prove(),
        ChangeTools.Verify(),
        ChangeTools.CloseNoWin(),
    ];

    /// <summary>The tool of a name; null when there is none.</summary>
    public static McpTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);
}
