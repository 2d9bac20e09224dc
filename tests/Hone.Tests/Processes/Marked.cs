namespace Hone.Tests.Processes;

/// <summary>Processes that bear a mark in their environment, which a test gave them.</summary>
internal static class Marked
{
    /// <summary>A new mark.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>The living processes that bear it.</summary>
    public static List<int> Find(string mark)
    {
        List<int> found = [];
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int pid) && pid != Environment.ProcessId && Text(folder + "/environ").Split('\0').Contains("MARK=" + mark))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    /// <summary>Waits until so many bear it, for at most ten seconds.</summary>
    public static void Await(string mark, int count) => Await(() => Find(mark).Count == count, $"{count} processes with the mark");

    /// <summary>Waits until something holds, for at most ten seconds.</summary>
    public static void Await(Func<bool> holds, string what)
    {
        for (int i = 0; i < 200; i++)
        {
            if (holds())
            {
                return;
            }

            Thread.Sleep(50);
        }

        Assert.Fail("waited in vain for " + what);
    }

    /// <summary>The guards that wait for the end of a process.</summary>
    public static List<int> GuardsOf(int pid) => ChildrenOf(pid, "hone-guard");

    /// <summary>The children of a process that have a word in their arguments.</summary>
    public static List<int> ChildrenOf(int pid, string word) =>
    [
        .. Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out int _)
                && Text(folder + "/stat").Split(") ")[^1].Split(' ') is { Length: > 1 } fields && fields[1] == pid.ToString(System.Globalization.CultureInfo.InvariantCulture)
                && Text(folder + "/cmdline").Contains(word, StringComparison.Ordinal))
            .Select(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
