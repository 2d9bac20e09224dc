namespace Hone.Cli.Mcp.Tools;

/// <summary>What an argument of a tool is.</summary>
internal enum ParameterType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,
}

/// <summary>An argument that a tool takes.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="Type">What it is.</param>
/// <param name="Description">What it says, for whoever calls.</param>
internal sealed record ToolParameter(string Name, ParameterType Type, string Description)
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 500;

    /// <summary>The tool cannot do without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The texts that it may be; null for any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The least number that it may be.</summary>
    public int Least { get; init; }

    /// <summary>The greatest.</summary>
    public int Most { get; init; } = int.MaxValue;
}
