using System.Globalization;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// A folder of this process for trees, outside every project; what a killed Hone left behind is removed by the next one. Its name
/// says which process it belongs to and when that started, since numbers of processes come again.
/// </summary>
public sealed class TreePlace : IDisposable
{
    private const string Prefix = "hone-trees-";

    private int _count;

    /// <summary>Makes the folder, in the one for temporary files.</summary>
    public TreePlace()
    {
        string temporary = Path.GetTempPath();
        if (!Directory.Exists(temporary))
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "no-temporary-folder", "the folder for temporary files does not exist", "make it, or set TMPDIR to one that does") { Place = temporary });
        }

        RemoveAbandoned(temporary);
        try
        {
            Folder = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Started(Environment.ProcessId)}-")).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, temporary);
        }
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>A new empty folder inside.</summary>
    public string Next()
    {
        string path = Path.Combine(Folder, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(Folder);

    /// <summary>Removes a folder whatever its programs did to its permissions; what cannot be removed stays.</summary>
    public static void Remove(string folder)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Open(folder);
            }
        }
    }

    private static void RemoveAbandoned(string temporary)
    {
        foreach (string folder in Directory.EnumerateDirectories(temporary, Prefix + "*"))
        {
            string[] parts = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && Started(pid) != parts[1])
            {
                Remove(folder);
            }
        }
    }

    // Ticks from the boot to the start of a process: field 22 of proc_pid_stat(5); "0" when there is none of that number.
    private static string Started(int pid)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[19];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return "0";
        }
    }

    private static void Open(string folder)
    {
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            File.SetUnixFileMode(folder, all);
            foreach (string inner in Directory.EnumerateDirectories(folder))
            {
                if (new DirectoryInfo(inner).LinkTarget is null)
                {
                    Open(inner);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or gone.
        }
    }
}
