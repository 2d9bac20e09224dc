using System.Globalization;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads.Schedules;

/// <summary>Hone's lines in a user's crontab (crontab(5)), between two marks; every other byte of it stays as it is.</summary>
public static class CrontabBlock
{
    /// <summary>The lines with their marks, each with its end.</summary>
    public static string Of(Timetable table)
    {
        string minute = table.Minutes switch { 1 => "*", 60 => "0", int minutes => "*/" + minutes.ToString(CultureInfo.InvariantCulture) };
        string command = $"{string.Join(' ', table.Environment.Select(each => each.Name + "=" + ShellQuoting.Quote(each.Value)))} {ShellQuoting.Quote(table.Program)} run --if-due {ShellQuoting.Quote(table.Folder)} >/dev/null";

        // cron(8) takes a bare % for a line end.
        return $"{Opening(table.Name)}\n{minute} * * * * {command.Replace("%", "\\%", StringComparison.Ordinal)}\n{Ending(table.Name)}\n";
    }

    /// <summary>The crontab with the block in it: in the place of an older one, else at the end.</summary>
    public static string Put(string crontab, string name, string block)
    {
        (int start, int end) = Find(crontab, name);
        return start >= 0 ? crontab[..start] + block + crontab[end..]
            : crontab.Length == 0 || crontab[^1] == '\n' ? crontab + block
            : crontab + "\n" + block;
    }

    /// <summary>The crontab without the block; the same text when it holds none.</summary>
    public static string Remove(string crontab, string name)
    {
        (int start, int end) = Find(crontab, name);
        return start >= 0 ? crontab[..start] + crontab[end..] : crontab;
    }

    /// <summary>The block that is there; null when none is.</summary>
    public static string? In(string crontab, string name)
    {
        (int start, int end) = Find(crontab, name);
        return start >= 0 ? crontab[start..end] : null;
    }

    private static string Opening(string name) => $"# BEGIN hone schedule {name}";

    private static string Ending(string name) => $"# END hone schedule {name}";

    // From the first letter of the opening mark to behind the line end of the closing one; one without the other is nobody's to guess.
    private static (int Start, int End) Find(string crontab, string name)
    {
        int start = LineStart(crontab, Opening(name), 0);
        int ending = LineStart(crontab, Ending(name), Math.Max(start, 0));
        if (start < 0 && ending < 0)
        {
            return (-1, -1);
        }

        if (start < 0 || ending < 0)
        {
            throw new ProblemException(new(
                ExitCode.Usage, "crontab-marks", $"the crontab has one of the two marks of {name}, and not the other", "mend it with: crontab -e"));
        }

        int newLine = crontab.IndexOf('\n', ending);
        return (start, newLine < 0 ? crontab.Length : newLine + 1);
    }

    private static int LineStart(string text, string line, int from)
    {
        for (int at = text.IndexOf(line, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(line, at + 1, StringComparison.Ordinal))
        {
            int end = at + line.Length;
            if ((at == 0 || text[at - 1] == '\n') && (end == text.Length || text[end] is '\n' or '\r'))
            {
                return at;
            }
        }

        return -1;
    }
}
