using System.Text;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Html;
using Hone.Workloads;

namespace Hone.Cli.Steps.Pages;

/// <summary>The source lines of hotspots, from git as they were at the commit that was profiled.</summary>
internal static class PageSources
{
    private const int LinesBefore = 1;
    private const int LinesAfter = 14;
    private const int MostFiles = 60;
    private const int LongestName = 1000;
    private const int MostBytes = 4 << 20;

    public static IReadOnlyDictionary<SourceLocation, SourceSnippet> Of(Session session, PhaseReport report)
    {
        Dictionary<SourceLocation, SourceSnippet> snippets = [];
        Dictionary<(string Commit, string File), string[]?> files = [];
        foreach (ProfileReport profile in report.Workloads.SelectMany(workload => workload.Profiles).Where(profile => profile.Hotspots is not null))
        {
            string commit = profile.Recorded.Entry.Commit.Split('+')[0];
            bool dirty = profile.Recorded.Entry.Commit.Contains('+', StringComparison.Ordinal);
            foreach (SourceLocation at in profile.Hotspots!.Hotspots.Select(hotspot => hotspot.Frame.Source).OfType<SourceLocation>().Where(at => !snippets.ContainsKey(at)))
            {
                if (!files.TryGetValue((commit, at.File), out string[]? lines) && files.Count < MostFiles)
                {
                    files[(commit, at.File)] = lines = Read(session, commit, at.File);
                }

                if (lines is not null && at.Line >= 1 && at.Line <= lines.Length)
                {
                    int first = Math.Max(1, at.Line - LinesBefore);
                    snippets[at] = new(
                        first, [.. lines.Skip(first - 1).Take(at.Line - first + 1 + LinesAfter)],
                        dirty ? $"As committed in {commit[..Math.Min(12, commit.Length)]}; the profiled tree had changes that are not in it." : null);
                }
            }
        }

        return snippets;
    }

    // Names of files come from profiles: only what git has in the project at a real commit is read.
    private static string[]? Read(Session session, string commit, string file)
    {
        if (commit.Length < 7 || file.Length > LongestName || file.Contains('\0', StringComparison.Ordinal) || !commit.All(char.IsAsciiHexDigitLower)
            || ProjectPath.Normalize(Path.IsPathRooted(file) ? Path.GetRelativePath(session.Folder, file) : file, out _) is not string inside)
        {
            return null;
        }

        string name = commit + ":./" + inside;
        (int sized, string size) = session.Git.Ask(session.Cancellation, "cat-file", "-s", name);
        if (sized != 0 || !int.TryParse(size, out int bytes) || bytes > MostBytes)
        {
            return null;
        }

        (int exit, byte[] content) = session.Git.AskForBytes(["cat-file", "blob", name], null, session.Cancellation);
        return exit == 0 && !content.Contains((byte)0) ? Lines(content) : null;
    }

    /// <summary>The lines of a file, whichever way they end.</summary>
    public static string[] Lines(byte[] content) => [.. Encoding.UTF8.GetString(content).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r'))];
}
