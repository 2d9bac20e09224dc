using Hone.Measurement.Checks;

namespace Hone.Linux.Machines.Noise;

/// <summary>Reads the files that the checks of a machine look at.</summary>
public static class HostTextReader
{
    // Files of /proc and /sys are small; whatever else lies in their place is not read to its end.
    private const int MostBytes = 64 * 1024;
    private const string GroupPrefix = "cgroup:";

    /// <summary>Every file of <see cref="HostTexts.Paths"/> as it is now.</summary>
    public static HostTexts Read()
    {
        string[] groups = [.. ControlGroups.Folders(Text("/proc/self/cgroup"))];
        Dictionary<string, string> texts = [];
        foreach (string path in HostTexts.Paths)
        {
            string[] files = path.StartsWith(GroupPrefix, StringComparison.Ordinal)
                ? [.. groups.Select(group => Path.Combine(group, path[GroupPrefix.Length..]))]
                : path.Contains('*', StringComparison.Ordinal) ? Matches(path) : [path];
            string text = string.Join('\n', files.Select(Text).Where(part => part.Length > 0));
            if (text.Length > 0)
            {
                texts[path] = text;
            }
        }

        return new(texts);
    }

    /// <summary>The text of a small file without white space around it; empty when it cannot be read.</summary>
    internal static string Text(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            byte[] bytes = new byte[MostBytes];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // One folder of the path is a pattern, such as policy*.
    private static string[] Matches(string path)
    {
        string[] parts = path.Split('/');
        int star = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(string.Join('/', parts[..star]), parts[star])
                    .OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal)
                    .Select(folder => string.Join('/', [folder, .. parts[(star + 1)..]])),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
