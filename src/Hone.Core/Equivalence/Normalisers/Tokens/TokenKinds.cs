using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers.Tokens;

/// <summary>Finds a token that begins at a place of a text, of which what lies before it may be looked at: its length, or 0.</summary>
internal delegate int TokenMatch(ReadOnlySpan<byte> text, int at, KnownFolders folders);

/// <summary>The kinds of normalisers that are found anywhere in a text.</summary>
internal static class TokenKinds
{
    /// <summary>No token is longer, and none looks further back, in bytes.</summary>
    public const int Longest = 1024;

    /// <summary>How one is found, and the bytes that it begins with; null for a kind that is no token of a text.</summary>
    public static (TokenMatch Match, byte[] First)? Of(NormaliserKind kind) => kind switch
    {
        NormaliserKind.Timestamp => (TimestampToken.Match, TimestampToken.First.ToArray()),
        NormaliserKind.Duration => (DurationToken.Match, DurationToken.First.ToArray()),
        NormaliserKind.Address => (AddressToken.Match, AddressToken.First.ToArray()),
        NormaliserKind.Pid => (PidToken.Match, PidToken.First.ToArray()),
        NormaliserKind.Port => (PortToken.Match, PortToken.First.ToArray()),
        NormaliserKind.Uuid => (UuidToken.Match, UuidToken.First.ToArray()),
        NormaliserKind.TempPath => (TempPathToken.Match, TempPathToken.First.ToArray()),
        NormaliserKind.HomePath => (HomePathToken.Match, HomePathToken.First.ToArray()),
        NormaliserKind.FloatingPoint => (FloatToken.Match, FloatToken.First.ToArray()),
        _ => null,
    };

    /// <summary>
    /// True when equal values of the unchanged program are equal by its behaviour. Readings of a clock are not: whether two of them
    /// are the same depends on how fast the machine was.
    /// </summary>
    public static bool HasIdentity(NormaliserKind kind) => kind is not (NormaliserKind.Timestamp or NormaliserKind.Duration);

    /// <summary>True when values are compared as numbers with a tolerance instead of being taken out.</summary>
    public static bool IsTolerant(NormaliserKind kind) => kind is NormaliserKind.FloatingPoint or NormaliserKind.JsonTolerate;

    /// <summary>True when the whole text is needed at once.</summary>
    public static bool NeedsWholeText(NormaliserKind kind) =>
        kind is NormaliserKind.FloatingPoint or NormaliserKind.Json or NormaliserKind.JsonDrop or NormaliserKind.JsonTolerate or NormaliserKind.Csv or NormaliserKind.Unpack;
}
