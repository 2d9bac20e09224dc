using Hone.Problems;
using ZstdSharp;

namespace Hone.Profiling.Formats.Input;

/// <summary>
/// What a decompressor gives, up to a bound, so that a small file cannot keep Hone busy for days. A file that is cut off ends where it
/// ends, like one that was never compressed, and <see cref="CutOff"/> says so.
/// </summary>
internal sealed class ExpandedStream(Stream decompressor, CountedStream source, string wrapping, string place) : ForwardStream
{
    /// <summary>gzip cannot expand more than 1,032 times; text of profiles that repeat one stack comes near it.</summary>
    private const long MostTimes = 2000;

    private const long AlwaysAllowed = 256L << 20;

    private long _given;

    /// <summary>True once the compressed bytes have ended before their end mark.</summary>
    public bool CutOff { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        try
        {
            read = decompressor.Read(buffer);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ZstdException)
        {
            if (!source.Ended)
            {
                throw Unreadable($"the {wrapping} data is damaged near byte {source.Given}: {error.Message}", "get the file again");
            }

            CutOff = true;
        }

        // zlib takes a gzip file that ends early for one that ends.
        CutOff |= read == 0 && buffer.Length > 0 && wrapping == "gzip" && !source.SeemsJoined && source.Tail != (uint)_given;
        _given += read;
        return _given > AlwaysAllowed && _given / MostTimes > source.Given
            ? throw Unreadable($"{source.Given} bytes of {wrapping} data hold more than {MostTimes} times as many, which no profile does", "unwrap it by hand if you trust it")
            : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decompressor.Dispose();
        }

        base.Dispose(disposing);
    }

    private ProblemException Unreadable(string what, string next) => new(new Problem(ExitCode.Usage, "profile-compression", what, next) { Place = place });
}
