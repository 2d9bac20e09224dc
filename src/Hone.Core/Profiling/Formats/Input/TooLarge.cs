using Hone.Problems;

namespace Hone.Profiling.Formats.Input;

/// <summary>Bounds on what readers keep, far above what profiles hold, so that a hostile or endless file cannot fill the memory.</summary>
internal static class TooLarge
{
    /// <summary>Rows of a table, such as functions, locations or calls.</summary>
    public const int MostRows = 1 << 22;

    /// <summary>Samples or events that must be kept until their weights or their callers come.</summary>
    public const int MostSamples = 1 << 24;

    /// <summary>Letters of all names together.</summary>
    public const long MostLetters = 1L << 27;

    /// <summary>A file that passes one of them.</summary>
    public static ProblemException Problem(string what) =>
        new(new Problem(ExitCode.Usage, "profile-too-large", $"the file has more {what} than any profile that was seen, and is not read further", "record for a shorter time, or with a lower rate"));
}
