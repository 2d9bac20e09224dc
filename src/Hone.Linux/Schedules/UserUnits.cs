using System.Text;
using Hone.Beads.Schedules;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Schedules;

/// <summary>How a file of a schedule stands on this machine.</summary>
public enum ScheduleState
{
    /// <summary>It is not there.</summary>
    Absent,

    /// <summary>It is as Hone would write it.</summary>
    Same,

    /// <summary>Hone wrote it, and would write it differently now.</summary>
    Differs,

    /// <summary>Somebody else wrote it.</summary>
    Foreign,
}

/// <summary>The unit files of the user's systemd: <c>$XDG_CONFIG_HOME/systemd/user</c>, else <c>~/.config/systemd/user</c> (systemd.unit(5)). Runs no systemctl.</summary>
public static class UserUnits
{
    private const int MostBytes = 1 << 20;

    /// <summary>The folder, absolute; it need not exist.</summary>
    public static string Folder()
    {
        string? config = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(config) || config[0] != '/')
        {
            string? home = Environment.GetEnvironmentVariable("HOME");
            config = string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".config");
        }

        return config is null
            ? throw new ProblemException(new(ExitCode.ToolMissing, "no-config-directory", "there is no folder for unit files: neither XDG_CONFIG_HOME nor HOME is set", "set one of them"))
            : Path.Combine(Path.GetFullPath(config), "systemd", "user");
    }

    /// <summary>How a file stands.</summary>
    public static ScheduleState State(ScheduleFile file)
    {
        string path = Path.Combine(Folder(), file.Name);
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            return ScheduleState.Absent;
        }

        try
        {
            if (!OutputWatch.IsRegular(path) || new FileInfo(path).Length > MostBytes)
            {
                return ScheduleState.Foreign;
            }

            string text = File.ReadAllText(path);
            return text == file.Text ? ScheduleState.Same : text.StartsWith(SystemdUnits.Mark, StringComparison.Ordinal) ? ScheduleState.Differs : ScheduleState.Foreign;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>A file of somebody else's among these is a problem (rule <c>schedule-foreign</c>), before any of them is touched.</summary>
    public static void Insist(IEnumerable<ScheduleFile> files)
    {
        if (files.FirstOrDefault(file => State(file) == ScheduleState.Foreign) is { } foreign)
        {
            throw Foreign(Path.Combine(Folder(), foreign.Name));
        }
    }

    /// <summary>Writes a file that is absent or Hone's; true when its text changed.</summary>
    public static bool Write(ScheduleFile file)
    {
        string path = Path.Combine(Folder(), file.Name);
        switch (State(file))
        {
            case ScheduleState.Same:
                return false;
            case ScheduleState.Foreign:
                throw Foreign(path);
            default:
                break;
        }

        try
        {
            Directory.CreateDirectory(Folder());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }

        DurableFile.Replace(path, Encoding.UTF8.GetBytes(file.Text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return true;
    }

    /// <summary>Takes a file of Hone's away; true when there was one.</summary>
    public static bool Remove(ScheduleFile file)
    {
        string path = Path.Combine(Folder(), file.Name);
        switch (State(file))
        {
            case ScheduleState.Absent:
                return false;
            case ScheduleState.Foreign:
                throw Foreign(path);
            default:
                break;
        }

        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private static ProblemException Foreign(string path) =>
        new(new(ExitCode.Usage, "schedule-foreign", "a file of this name is there, and Hone did not write it", "look at it, and remove it if it may go") { Place = path });
}
