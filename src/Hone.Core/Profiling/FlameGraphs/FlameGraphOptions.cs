namespace Hone.Profiling.FlameGraphs;

/// <summary>How the boxes on one box stand beside each other.</summary>
public enum FlameOrder
{
    /// <summary>By function name: two graphs of the same program look alike.</summary>
    Name,

    /// <summary>The heaviest first.</summary>
    Weight,
}

/// <summary>How a flame graph is laid out and drawn.</summary>
public sealed record FlameGraphOptions
{
    /// <summary>The heading.</summary>
    public string Title { get; init; } = "Flame graph";

    /// <summary>The workload's name, or what else the profile is of; null leaves it out.</summary>
    public string? Workload { get; init; }

    /// <summary>The line below the heading; null describes the profile.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Colours and sentences by frame of the profile, of a differential graph; null colours by origin.</summary>
    public IReadOnlyList<FrameMark>? Marks { get; init; }

    /// <summary>The root on top instead of at the bottom (an icicle graph).</summary>
    public bool RootOnTop { get; init; }

    /// <summary>The order of neighbours.</summary>
    public FlameOrder Order { get; init; } = FlameOrder.Name;

    /// <summary>The width of the drawing in pixels; a browser that opens it directly stretches it to its window.</summary>
    public int Width { get; init; } = 1200;

    /// <summary>Boxes narrower than this many pixels are left out and counted; those below half a pixel appear when zoomed into.</summary>
    public double MinWidth { get; init; } = 0.1;

    /// <summary>Deeper frames are left out and counted.</summary>
    public int MaxDepth { get; init; } = 500;

    /// <summary>About how many bytes the drawing may take; the lightest boxes beyond that are left out and counted.</summary>
    public int ByteBudget { get; init; } = 900_000;
}
