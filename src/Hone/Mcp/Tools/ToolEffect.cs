namespace Hone.Cli.Mcp.Tools;

/// <summary>What a call of a tool does, and so which calls it waits for.</summary>
internal enum ToolEffect
{
    /// <summary>Reads the record; nothing is started but git.</summary>
    Looks,

    /// <summary>Appends to the record.</summary>
    Writes,

    /// <summary>Builds and runs the project, for minutes; one such call at a time.</summary>
    Measures,
}
