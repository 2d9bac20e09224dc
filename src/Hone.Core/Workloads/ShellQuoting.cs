using System.Buffers;

namespace Hone.Workloads;

/// <summary>Quoting for POSIX shells, so that every printed command can be pasted and run.</summary>
public static class ShellQuoting
{
    private static readonly SearchValues<char> _plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%");

    /// <summary>The word as a shell reads it back unchanged (POSIX.1-2017 §2.2.2, single quotes).</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(_plain) ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
