using Hone.Problems;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats;

/// <summary>A profile that waits to be read: its bytes without compression, and the reader that understands them.</summary>
public sealed class ProfileInput
{
    /// <summary>So many bytes of a file are looked at to recognise it.</summary>
    public const int HeadBytes = 16 << 10;

    // A compressed file inside a compressed file is an accident that happens; more of it is an attack.
    private const int MostWrappings = 2;

    private readonly IReadOnlyList<ExpandedStream> _wrappings;

    private ProfileInput(IProfileReader reader, Stream bytes, IReadOnlyList<ExpandedStream> wrappings)
    {
        Reader = reader;
        Bytes = bytes;
        _wrappings = wrappings;
    }

    /// <summary>What understands the bytes.</summary>
    public IProfileReader Reader { get; }

    /// <summary>The bytes, from their beginning, without gzip or zstd around them.</summary>
    public Stream Bytes { get; }

    /// <summary>Unwraps gzip and zstd, and finds the reader by the first bytes.</summary>
    /// <param name="input">The file or pipe; it stays the caller's to close.</param>
    /// <param name="place">Its name for errors.</param>
    /// <param name="format">The reader's name, or null to recognise it.</param>
    /// <exception cref="ProblemException"><c>profile-format</c>: nobody recognises it; <c>profile-empty</c>: there are no bytes.</exception>
    public static ProfileInput Open(Stream input, string place, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        HeadStream bytes = HeadStream.Over(input, HeadBytes);
        List<ExpandedStream> wrappings = [];
        while (Compression.Unwrap(bytes, place) is ExpandedStream unwrapped)
        {
            if (wrappings.Count == MostWrappings)
            {
                throw Unreadable("profile-format", "the file is compressed more than twice over", "unwrap it by hand", place);
            }

            wrappings.Add(unwrapped);
            bytes = HeadStream.Over(unwrapped, HeadBytes);
        }

        if (bytes.Head.IsEmpty)
        {
            throw Unreadable("profile-empty", "there is nothing in it", "see whether the program that should write it did", place);
        }

        IProfileReader? reader = format is null ? ProfileFormats.Recognise(bytes.Head) : ProfileFormats.Named(format);
        return reader is null
            ? throw Unreadable(
                "profile-format",
                format is null ? "the file begins like no format that is known" : $"there is no format called '{format}'",
                "name its format with --format: " + string.Join(", ", ProfileFormats.Names),
                place)
            : new ProfileInput(reader, bytes, wrappings);
    }

    /// <summary>Reads it.</summary>
    public Profile Read(ReadOptions options, CancellationToken cancellation) => ReadFrom(Bytes, options, cancellation);

    /// <summary>Reads it from a copy of <see cref="Bytes"/>, which a reader that <see cref="IProfileReader.NeedsSeeking"/> asks for when they come from a pipe.</summary>
    public Profile ReadFrom(Stream copy, ReadOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(copy);
        if (Reader.NeedsSeeking && !copy.CanSeek)
        {
            throw Unreadable("profile-not-a-file", $"{Reader.Title} cannot be read from a pipe or a compressed file", "give it as a file", options.Place);
        }

        Profile profile = Placed(copy, options, cancellation);
        return _wrappings.Any(wrapping => wrapping.CutOff)
            ? profile with { Notes = [.. profile.Notes, "the compressed file is cut off, and only what it held is shown: get it again"] }
            : profile;
    }

    /// <summary>What does not know where it went wrong bears at least the file's name.</summary>
    private Profile Placed(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        try
        {
            return Reader.Read(bytes, options, cancellation);
        }
        catch (ProblemException error) when (error.Problem.Place is null)
        {
            throw new ProblemException(error.Problem with { Place = options.Place }, error);
        }
    }

    private static ProblemException Unreadable(string rule, string what, string next, string place) =>
        new(new Problem(ExitCode.Usage, rule, what, next) { Place = place });
}
