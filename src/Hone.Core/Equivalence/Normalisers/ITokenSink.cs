namespace Hone.Equivalence.Normalisers;

/// <summary>Takes a text cut into what is compared byte by byte and what a normaliser knows, in order.</summary>
public interface ITokenSink
{
    /// <summary>Bytes that no normaliser knows; several calls in a row make one text.</summary>
    void Literal(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes that a normaliser knows.</summary>
    /// <param name="rule">Which one: its index among the channel's.</param>
    /// <param name="raw">The bytes.</param>
    void Token(int rule, ReadOnlySpan<byte> raw);
}
