namespace Hone.Profiling;

/// <summary>What <see cref="Hotspots.Find"/> looks for.</summary>
public sealed record HotspotOptions
{
    /// <summary>How many rows of code, and how many of other frames.</summary>
    public int Top { get; init; } = 5;

    /// <summary>
    /// Whether a frame is code of the project, such as: its source file lies within the repository. Null takes
    /// <see cref="FrameRules.LooksOwn"/>: code that is not in a library of the system or of a language.
    /// </summary>
    public Func<Frame, bool>? IsOwn { get; init; }

    /// <summary>Frames that get a row whatever their rank, also when they are of the entry chain or repeat another row; null for none.</summary>
    public Func<Frame, bool>? Also { get; init; }

    /// <summary>From which part of the profile on a frame can belong to the entry chain whatever its name.</summary>
    public double EntryShare { get; init; } = 0.95;

    /// <summary>Below which self share a frame can belong to the entry chain.</summary>
    public double EntrySelf { get; init; } = 0.02;

    /// <summary>How much of a wrapper's weight may lie outside its one callee, and the other way round.</summary>
    public double WrapperSlack { get; init; } = 0.02;
}
