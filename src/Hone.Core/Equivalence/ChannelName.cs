namespace Hone.Equivalence;

/// <summary>The names of the channels of an observation.</summary>
public static class ChannelName
{
    /// <summary>How the run ended: <c>0</c>, <c>signal SIGSEGV</c>, <c>timeout</c>.</summary>
    public const string Exit = "exit";

    /// <summary>Standard output.</summary>
    public const string Stdout = "stdout";

    /// <summary>Standard error.</summary>
    public const string Stderr = "stderr";

    /// <summary>What a server answered.</summary>
    public const string Http = "http";

    /// <summary>Files that the run changed and that are no declared outputs.</summary>
    public const string Writes = "writes";

    private const string Prefix = "file:";

    /// <summary>The channel of an output.</summary>
    /// <param name="path">Relative to the project folder.</param>
    public static string OfFile(string path) => Prefix + path;

    /// <summary>The output's path; null for a channel that is no file.</summary>
    public static string? PathOf(string channel) => channel.StartsWith(Prefix, StringComparison.Ordinal) ? channel[Prefix.Length..] : null;
}
