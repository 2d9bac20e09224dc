using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Messages;

/// <summary>One line of input, or what is known of one that was too long.</summary>
/// <param name="Bytes">Its bytes without the line end, valid until the next line is asked for; empty when it was too long.</param>
/// <param name="IsTooLong">It was longer than lines may be, and was thrown away.</param>
/// <param name="Id">The id in a line that was too long; null when none was found.</param>
internal readonly record struct MessageLine(ReadOnlyMemory<byte> Bytes, bool IsTooLong, RequestId? Id);
