using Hone.Units;

namespace Hone.Workloads;

/// <summary>What a ready server looks like; at most one of the three, none for "its port takes connections".</summary>
public sealed record ServiceReady
{
    /// <summary>A GET of this URL is answered with a status below 400.</summary>
    public string? Http { get; init; }

    /// <summary>This port takes connections.</summary>
    public int? Tcp { get; init; }

    /// <summary>A line of its output matches this regular expression.</summary>
    public string? Output { get; init; }

    /// <summary>How long that may take.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);
}

/// <summary>The load on a workload that is a server. <c>{port}</c> in texts stands for a free port.</summary>
public sealed record Service
{
    /// <summary>When it is ready.</summary>
    public ServiceReady Ready { get; init; } = new();

    /// <summary>What is asked for, or where paths of <see cref="RequestsFile"/> belong; null when that file names its hosts.</summary>
    public string? Url { get; init; }

    /// <summary>A <c>.http</c> file of requests, relative to the project folder; null for a GET of <see cref="Url"/>.</summary>
    public string? RequestsFile { get; init; }

    /// <summary>Requests a second, ascending; more than one to find where the server saturates.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>How long each rate is counted.</summary>
    public Duration Duration { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long each rate is offered before that, uncounted.</summary>
    public Duration Warmup { get; init; } = Duration.FromSeconds(1);

    /// <summary>The most connections at once.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Exponential intervals instead of constant ones.</summary>
    public bool Poisson { get; init; }

    /// <summary>The name of the signal that asks the server to end, without SIG.</summary>
    public string StopSignal { get; init; } = "TERM";
}
