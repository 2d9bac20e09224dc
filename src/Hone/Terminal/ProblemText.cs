using System.Globalization;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Terminal;

/// <summary>A problem as one text, for whoever reads it elsewhere than on this terminal.</summary>
internal static class ProblemText
{
    /// <summary>What is wrong, the rule, and the next step.</summary>
    public static string Sentence(Problem problem)
    {
        string place = problem.Place is null ? "" : Printable.Clean(problem.Place) + ": ";
        return string.Create(CultureInfo.InvariantCulture, $"{place}{Lines(problem.What)} [{problem.Rule}]\nnext: {Lines(problem.Next)}");
    }

    /// <summary>What happened that never should, as a problem.</summary>
    public static Problem Bug(Exception error) =>
        new(ExitCode.Bug, "bug", error.GetType().Name + ": " + error.Message, "this is a bug in Hone; please report it with the lines on its standard error");

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Printable.Clean));
}
