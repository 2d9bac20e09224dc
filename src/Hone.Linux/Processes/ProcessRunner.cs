namespace Hone.Linux.Processes;

/// <summary>Starts child processes without a shell and accounts for what they cost.</summary>
public static class ProcessRunner
{
    /// <summary>Starts a child. A program that does not exist or may not be executed is a <see cref="Problems.ProblemException"/>.</summary>
    public static RunningProcess Start(SpawnRequest request) => throw new NotSupportedException();

    /// <summary>Starts a child and waits for its whole tree.</summary>
    public static RunOutcome Run(SpawnRequest request, CancellationToken cancellation)
    {
        using RunningProcess process = Start(request);
        return process.Wait(cancellation);
    }
}
