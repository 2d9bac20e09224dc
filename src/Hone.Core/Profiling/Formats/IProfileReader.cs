namespace Hone.Profiling.Formats;

/// <summary>Reads one format of profiles, Hone's own or another tool's.</summary>
public interface IProfileReader
{
    /// <summary>The name on the command line (<c>--format</c>), in lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>The format as a person would call it, such as <c>perf script text</c>.</summary>
    string Title { get; }

    /// <summary>True when the bytes must be in a file, because they are read more than once; <see cref="Read"/> then needs a stream that can seek.</summary>
    bool NeedsSeeking => false;

    /// <summary>True when the format holds addresses, which are named from <see cref="ReadOptions.Images"/> as the compiler wrote the names.</summary>
    bool NamesCode => false;

    /// <summary>
    /// True when a file that begins like this is of this format. The head is what <see cref="ProfileInput.HeadBytes"/> says, or the whole
    /// file where that is shorter; compressed files are unwrapped before.
    /// </summary>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>
    /// Reads a profile. Memory grows with the distinct frames and stacks, not with the length of the input, unless the reader says
    /// otherwise. An input that is cut off gives what it held, with a note.
    /// </summary>
    /// <exception cref="Problems.ProblemException">The bytes make no sense as this format; the place names the byte or the line.</exception>
    Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation);
}
