namespace Hone.Linux.Profilers.Dotnet;

/// <summary>A .NET runtime that connected to the diagnostic port.</summary>
internal sealed class TracedRuntime(Guid cookie, int processId, string traceFile)
{
    /// <summary>Where a runtime is in the sequence of commands; each takes a connection of its own.</summary>
    public enum Step
    {
        Version,
        Session,
        Resume,
        Idle,
    }

    public Guid Cookie => cookie;

    public int ProcessId => processId;

    /// <summary>The file that its events go to; it exists once a session was started.</summary>
    public string TraceFile => traceFile;

    public Step Next { get; set; }

    /// <summary>Held while a command is under way: the runtime connects anew before the last reply was read.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Such as <c>10.0.12</c>; empty when the runtime didn't say.</summary>
    public string Version { get; set; } = "";

    /// <summary>The major version; 0 when it isn't known.</summary>
    public int Major => int.TryParse(Version.AsSpan(0, Math.Max(0, Version.IndexOf('.'))), out int major) ? major : 0;

    /// <summary>True once a session was started.</summary>
    public bool Traced { get; set; }
}
