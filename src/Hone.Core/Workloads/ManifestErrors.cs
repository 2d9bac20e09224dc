using System.Globalization;
using System.Text;
using Hone.Problems;

namespace Hone.Workloads;

/// <summary>Collects what is wrong with one manifest, so that all of it is told at once.</summary>
internal sealed class ManifestErrors(string path)
{
    /// <summary>More errors than anybody reads at once; a hostile file must not make the list endless.</summary>
    private const int Most = 100;

    private const int MostInOneText = 20;

    private readonly List<(TextPlace At, Problem Problem)> _found = [];

    /// <summary>True when nothing was wrong.</summary>
    public bool IsEmpty => _found.Count == 0;

    /// <summary>The problems in the order of the text.</summary>
    public IReadOnlyList<Problem> Problems => [.. _found.OrderBy(each => each.At).Select(each => each.Problem)];

    /// <summary>The place as <c>file:line:column</c>.</summary>
    public string PlaceOf(TextPlace at) => string.Create(CultureInfo.InvariantCulture, $"{path}:{at.Line}:{at.Column}");

    /// <summary>Notes a problem.</summary>
    public void Add(TextPlace at, string rule, string what, string next)
    {
        if (_found.Count < Most)
        {
            _found.Add((at, new Problem(ExitCode.Usage, "manifest-" + rule, what, next) { Place = PlaceOf(at) }));
        }
    }

    /// <summary>
    /// Several problems as one: the first, with the others' places and texts in its <see cref="Problem.What"/>.
    /// </summary>
    public static Problem Together(IReadOnlyList<Problem> problems)
    {
        Problem first = problems[0];
        if (problems.Count == 1)
        {
            return first;
        }

        StringBuilder what = new(first.What);
        what.Append(CultureInfo.InvariantCulture, $"; and {problems.Count - 1} more:");
        foreach (Problem other in problems.Skip(1).Take(MostInOneText))
        {
            what.Append(CultureInfo.InvariantCulture, $"\n  {other.Place}: {other.What} [{other.Rule}]");
        }

        if (problems.Count - 1 > MostInOneText)
        {
            what.Append("\n  …");
        }

        return first with { What = what.Append("\n ").ToString() };
    }

    /// <summary>A text of the manifest in quotes, shortened, and without what a terminal would obey.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char letter in text.Length > 60 ? text[..60] : text)
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            }
            else
            {
                quoted.Append(letter);
            }
        }

        return quoted.Append(text.Length > 60 ? "…\"" : "\"").ToString();
    }
}
