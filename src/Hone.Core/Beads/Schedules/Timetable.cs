using System.Security.Cryptography;
using System.Text;
using Hone.Problems;

namespace Hone.Beads.Schedules;

/// <summary>What asks on one machine, again and again, whether a round of one project is due.</summary>
/// <param name="Project">The project's name: lower-case letters, digits and dashes.</param>
/// <param name="Folder">Its folder, absolute.</param>
/// <param name="Program">The file of hone, absolute.</param>
/// <param name="SearchPath">The PATH that builds and tests need.</param>
/// <param name="Minutes">How often it asks; one of <see cref="Ticks"/>.</param>
public sealed record Timetable(string Project, string Folder, string Program, string SearchPath, int Minutes)
{
    /// <summary>Variables beside PATH that it is to be asked with, in the order in which they are written: those that choose the tracker.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>All of them, PATH first.</summary>
    public IEnumerable<(string Name, string Value)> Environment => [("PATH", SearchPath), .. Variables];

    /// <summary>How often may be asked: the minutes that fill an hour, which is what a crontab can say.</summary>
    public static IReadOnlyList<int> Ticks { get; } = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];

    /// <summary>The name by which it is found again: another copy of the project on this machine has another.</summary>
    public string Name => $"hone-{Project}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..8]}";

    /// <summary>A path or value with a line end or another control character, which no such file can hold, is a <see cref="ProblemException"/>.</summary>
    public Timetable Checked() => new[] { Folder, Program }.Concat(Environment.Select(each => each.Value)).FirstOrDefault(path => path.Any(char.IsControl)) is { } bad
        ? throw new ProblemException(new(ExitCode.Usage, "schedule-path", "a path has a control character, which neither a unit nor a crontab can hold", "move the project, or mend PATH, BEADS_DIR or HONE_TRACKER") { Place = bad })
        : this;
}

/// <summary>A file of a schedule.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">All of its text.</param>
public sealed record ScheduleFile(string Name, string Text);
