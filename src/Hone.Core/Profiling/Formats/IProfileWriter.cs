namespace Hone.Profiling.Formats;

/// <summary>Writes profiles in one format. What a format cannot say is lost, weights never.</summary>
public interface IProfileWriter
{
    /// <summary>The name on the command line (<c>--to</c>).</summary>
    string Name { get; }

    /// <summary>The usual ending of a file of this format, with its dot.</summary>
    string Extension { get; }

    /// <summary>False for bytes that no terminal should see.</summary>
    bool IsText { get; }

    /// <summary>Writes a whole file.</summary>
    /// <param name="profile">The profile; formats with one column take its first metric.</param>
    /// <param name="title">What it is of, for formats that bear a title.</param>
    /// <param name="stream">Where the bytes go; it is not closed.</param>
    void Write(Profile profile, string title, Stream stream);
}
