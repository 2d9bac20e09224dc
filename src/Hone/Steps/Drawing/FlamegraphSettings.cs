using Hone.Profiling;

namespace Hone.Cli.Steps.Drawing;

/// <summary>What <c>hone flamegraph</c> is asked for.</summary>
internal sealed record FlamegraphSettings
{
    /// <summary>The name of the drawing that is a web page.</summary>
    public const string Html = "html";

    /// <summary>The file to read, <c>-</c> for standard input; null when a command is recorded.</summary>
    public string? File { get; init; }

    /// <summary>The command to record; empty when a file is read.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>What to record, or to take from a file that has several.</summary>
    public ProfileKind? Kind { get; init; }

    /// <summary>The name of the file's format; null to recognise it.</summary>
    public string? Format { get; init; }

    /// <summary>The form that is written: <c>svg</c>, <c>html</c> or a writer's name.</summary>
    public string To { get; init; } = "svg";

    /// <summary>The file that is written, <c>-</c> for standard output.</summary>
    public string Output { get; init; } = "flamegraph.svg";

    /// <summary>The heading; null for the file's name or the command.</summary>
    public string? Title { get; init; }

    /// <summary>The root on top.</summary>
    public bool Inverted { get; init; }

    /// <summary>Stacks turned round, leaves at the root.</summary>
    public bool Reversed { get; init; }

    /// <summary>A frame named after the program below each stack.</summary>
    public bool ByProgram { get; init; }

    /// <summary>Narrower boxes, in pixels, are left out.</summary>
    public double MinWidth { get; init; } = 0.1;

    /// <summary>The metric that widths and shares are of; null for the profile's first.</summary>
    public string? Metric { get; init; }

    /// <summary>Only stacks with a function or module whose name holds this.</summary>
    public string? Filter { get; init; }
}
