namespace Hone.Equivalence.Invariants;

/// <summary>A run whose observation is at hand: the plain form of <see cref="IObserved"/>.</summary>
public sealed class ObservedRun : IObserved
{
    /// <summary>What it did, by channel: <c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>http</c>, <c>file:PATH</c>.</summary>
    public IReadOnlyDictionary<string, ObservedContent> Channels { get; init; } = new Dictionary<string, ObservedContent>();

    /// <summary>What it was given, by path, and <c>stdin</c>; read when it is asked for.</summary>
    public Func<string, ObservedContent> Inputs { get; init; } = _ => ObservedContent.Absent;

    /// <summary>Its figures by name: <c>wall</c> and <c>cpu</c> in seconds, <c>peak</c> in bytes.</summary>
    public IReadOnlyDictionary<string, decimal> Figures { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Runs the program again; null where that cannot be done.</summary>
    public Func<RunRequest, IObserved>? Again { get; init; }

    /// <inheritdoc/>
    public IObserved? Base { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <inheritdoc/>
    public ObservedContent Bytes(string channel) => Channels.GetValueOrDefault(channel, ObservedContent.Absent);

    /// <inheritdoc/>
    public ObservedContent Input(string path) => Inputs(path);

    /// <inheritdoc/>
    public decimal? Number(string metric) => Figures.TryGetValue(metric, out decimal figure) ? figure : null;

    /// <inheritdoc/>
    public IObserved? Run(RunRequest request) => Again?.Invoke(request);
}
