using System.Buffers.Text;

namespace Hone.Profiling.Formats.Readers;

/// <summary>The text of <c>perf script</c> (<see cref="PerfScript"/>).</summary>
internal sealed class PerfScriptReader : IProfileReader
{
    public string Name => "perf-script";

    public string Title => "perf script text";

    /// <summary>
    /// A header line ends in a colon after the event's name, and stack lines begin with a blank and an address; a sample without a stack
    /// has its one function behind the event.
    /// </summary>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        PerfHeaderParser parser = new();
        bool header = false;
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range].TrimEnd((byte)'\r');
            if (line.IsEmpty || line[0] == (byte)'#')
            {
                continue;
            }

            if (header && line[0] is (byte)'\t' or (byte)' ' && IsStackLine(line.TrimStart(" \t"u8)))
            {
                return true;
            }

            if (line[0] is not ((byte)'\t' or (byte)' ') && parser.TryParse(line, out PerfHeader sample) && sample.RestStart < line.Length
                && IsStackLine(line[sample.RestStart..].TrimStart(" \t"u8)) && PerfFrameParser.Parse(line[sample.RestStart..]) is not null)
            {
                return true;
            }

            ReadOnlySpan<byte> trimmed = line.TrimEnd(" \t"u8);
            header = trimmed.EndsWith(":"u8) && trimmed.IndexOfAny(" \t"u8) > 0;
        }

        return false;
    }

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation) => PerfScript.Read(bytes, options.Place, options.ByProgram);

    private static bool IsStackLine(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line, out ulong _, out int digits, 'x') && digits > 0 && digits < line.Length && line[digits] == (byte)' ';
}
