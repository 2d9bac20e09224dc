using Hone.Equivalence.Mutants;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Steps.Rows;

/// <summary>Source lines that somebody attaches to a row: they must be there, and belong to the hot function, or to what it calls or is called by.</summary>
internal static class AttachedLines
{
    /// <summary>Reads and checks <c>FILE:A-B</c>; what is wrong with it is a <see cref="ProblemException"/>.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="row">The row.</param>
    /// <param name="text">As it was typed.</param>
    public static SourceLines Check(string folder, Opportunity row, string text)
    {
        if (SourceLines.Read(text) is not var (file, first, last))
        {
            throw Problem("lines-malformed", $"'{text}' names no lines", "write FILE:A-B, such as src/report.c:24-31");
        }

        string? inside = ProjectPath.Normalize(file, out string reason);
        if (inside is null)
        {
            throw Problem("lines-outside", $"'{file}' {reason}", "name a file of the project, relative to its folder");
        }

        ProjectSource source = new(folder);
        if (source.Read(inside) is not { } found)
        {
            throw Problem("lines-missing", $"'{file}' is no source file of the project", "name a file of the project, relative to its folder");
        }

        int count = found.Lines.Count - (found.Lines[^1].Length == 0 ? 1 : 0);
        if (last > count)
        {
            throw Problem("lines-missing", FormattableString.Invariant($"'{file}' has {count} lines, and {last} was named"), "name lines that are there");
        }

        return Belongs(source, row, found, first, last)
            ? new(inside, first, last, found.Hash(first, last))
            : throw Problem(
                "lines-elsewhere",
                $"{text} is neither in {row.Hotspot.Frame.Function} ({row.Hotspot.Frame.Source?.File ?? row.Hotspot.Frame.Module}) nor in a function that it calls or is called by on its heaviest path",
                $"see where the time is spent: hone matrix show {row.Id}");
    }

    private static bool Belongs(ProjectSource source, Opportunity row, ProjectSource.SourceText text, int first, int last)
    {
        Frame hot = row.Hotspot.Frame;
        SourceFunction? own = null;
        if (hot.Source is SourceLocation place && source.Read(place.File) is { } home)
        {
            own = home.Find(hot.Function, place.Line > 0 ? place.Line : null);
            if (home.File == text.File && (own is null || Overlaps(own, first, last)))
            {
                return true;
            }

            if (own is not null && Around(text, first, last).Any(function => Calls(home, own, function)))
            {
                return true;
            }
        }

        HashSet<string> path = [.. row.Hotspot.Path.Concat(row.Hotspot.Via.Select(frame => frame.Function)).Select(SourceFunctions.SimpleName)];
        return Around(text, first, last).Any(path.Contains);
    }

    private static bool Overlaps(SourceFunction function, int first, int last) => first <= function.LastLine && function.FirstLine <= last;

    private static IEnumerable<string> Around(ProjectSource.SourceText text, int first, int last) => text.All.Where(function => Overlaps(function, first, last)).Select(function => function.Name);

    // A name before a parenthesis, as far as tokens tell.
    private static bool Calls(ProjectSource.SourceText text, SourceFunction caller, string name)
    {
        for (int i = caller.FirstToken; i + 1 < caller.LastToken && i + 1 < text.Tokens.Count; i++)
        {
            if (text.Tokens[i].Kind == TokenKind.Word && text.Tokens[i].Text == name && text.Tokens[i + 1].Text is "(" or "<" or "!")
            {
                return true;
            }
        }

        return false;
    }

    private static ProblemException Problem(string rule, string what, string next) => new(new(ExitCode.Usage, rule, what, next));
}
