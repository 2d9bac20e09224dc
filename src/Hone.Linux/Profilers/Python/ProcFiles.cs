namespace Hone.Linux.Profilers.Python;

/// <summary>Reading of <c>/proc</c> entries that vanish when their process ends.</summary>
internal static class ProcFiles
{
    /// <summary>What a link such as <c>/proc/PID/exe</c> says; null when it is gone or may not be read.</summary>
    public static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The folders in a folder; none when it is gone.</summary>
    public static IReadOnlyList<string> Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
