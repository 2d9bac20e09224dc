namespace Hone.Equivalence.Invariants;

/// <summary>The content of something that was observed.</summary>
/// <param name="Bytes">The bytes; null when there are none to read.</param>
/// <param name="Exists">False when there was no such thing; true without bytes when it was too large to keep.</param>
public readonly record struct ObservedContent(ReadOnlyMemory<byte>? Bytes, bool Exists)
{
    /// <summary>There was no such thing.</summary>
    public static ObservedContent Absent => new(null, false);

    /// <summary>It was there, and only its hash is kept.</summary>
    public static ObservedContent NotKept => new(null, true);

    /// <summary>It was there.</summary>
    public static ObservedContent Of(ReadOnlyMemory<byte> bytes) => new(bytes, true);
}

/// <summary>What an invariant asks of another run of the program.</summary>
/// <param name="Command">The program and its arguments; null for the same command again.</param>
/// <param name="Stdin">Its standard input; null for the same again.</param>
/// <param name="Inputs">Bytes that stand in for an input file, by the path that the manifest states.</param>
public sealed record RunRequest(
    IReadOnlyList<ReadOnlyMemory<byte>>? Command, ReadOnlyMemory<byte>? Stdin, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Inputs);

/// <summary>
/// What an invariant can read of one run of one workload or case. Implementations give the same answer each time they are asked;
/// whether reading a channel opens a file is theirs to know: the language itself does no input and output.
/// </summary>
public interface IObserved
{
    /// <summary>The golden observation (<c>base</c>); null when this is the golden itself, or there is none.</summary>
    IObserved? Base { get; }

    /// <summary>The program and its arguments.</summary>
    IReadOnlyList<string> Command { get; }

    /// <summary>A channel: <c>exit</c> (the decimal digits, <c>signal SIGSEGV</c> or <c>timeout</c>), <c>stdout</c>, <c>stderr</c>, <c>http</c>, <c>file:PATH</c>.</summary>
    ObservedContent Bytes(string channel);

    /// <summary>An input file by its path in the manifest, or standard input as <c>stdin</c>.</summary>
    ObservedContent Input(string path);

    /// <summary><c>wall</c> and <c>cpu</c> in seconds, <c>peak</c> in bytes; null when it was not measured.</summary>
    decimal? Number(string metric);

    /// <summary>Runs the program again; null when that cannot be done here.</summary>
    IObserved? Run(RunRequest request);
}
