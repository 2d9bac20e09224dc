using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hone.EndToEnd.Documents;

/// <summary>A page of the documentation, taken apart as far as its tests need it.</summary>
internal sealed partial class MarkdownPage
{
    // In these pages the right-hand column of a table is what a reader types instead of what the left-hand one says.
    private const string Equivalents = "docs/coming-from-";

    private readonly List<(int Line, string Info, string Text)> _fences = [];
    private readonly string[] _prose;

    private MarkdownPage(string name, string[] lines)
    {
        Name = name;
        _prose = [.. lines];
        int? opened = null;
        for (int i = 0; i < lines.Length; i++)
        {
            bool isFence = lines[i].StartsWith("```", StringComparison.Ordinal);
            if (isFence && opened is int from)
            {
                _fences.Add((from + 1, lines[from][3..].Trim(), string.Join('\n', lines[(from + 1)..i])));
                opened = null;
                _prose[i] = "";
            }
            else if (isFence || opened is not null)
            {
                opened ??= i;
                _prose[i] = "";
            }
        }

        Assert.True(opened is null, $"{name}: the block that begins in line {opened + 1} does not end");
    }

    /// <summary>The page's path in the repository.</summary>
    public string Name { get; }

    /// <summary>README.md and the pages of docs, without its decisions.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["README.md", .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static MarkdownPage Read(string name) => new(name, File.ReadAllLines(Path.Combine(Repository.Root, name)));

    /// <summary>A page that is not in the repository, for tests of the tests.</summary>
    public static MarkdownPage Of(string text) => new("a page", text.Split('\n'));

    /// <summary>What a reader is meant to type, in the order of the page.</summary>
    public IReadOnlyList<CommandBlock> Blocks()
    {
        IEnumerable<CommandBlock> fenced = _fences.Where(fence => fence.Info.Split(' ')[0] == "sh").Select(fence =>
        {
            string[] words = fence.Info.Split(' ');
            int exit = words.FirstOrDefault(word => word.StartsWith("exit=", StringComparison.Ordinal)) is string stated ? int.Parse(stated[5..], CultureInfo.InvariantCulture) : 0;
            return new CommandBlock(fence.Line, fence.Text, exit, !words.Contains("no-run"));
        });
        return [.. fenced.Concat(Name.StartsWith(Equivalents, StringComparison.Ordinal) ? CellCommands() : []).OrderBy(block => block.Line)];
    }

    /// <summary>Every <c>hone …</c> of the page, inline or in a block, from the word behind <c>hone</c> to the end of its line or span.</summary>
    public IEnumerable<(int Line, string Words)> HoneCommands()
    {
        foreach ((int line, string info, string text) in _fences.Where(fence => fence.Info is not ("toml" or "json")))
        {
            string[] lines = text.Split('\n');
            foreach ((int i, string command) in lines.SelectMany((each, i) => In(each).Select(command => (i, command))))
            {
                yield return (line + 1 + i, command);
            }
        }

        for (int i = 0; i < _prose.Length; i++)
        {
            if (_prose[i].StartsWith("    hone ", StringComparison.Ordinal))
            {
                yield return (i + 1, _prose[i][9..]);
            }
        }

        StringBuilder all = new();
        all.AppendJoin('\n', _prose);
        foreach (Match span in Span().Matches(all.ToString()))
        {
            foreach (string command in In(Blanks().Replace(span.Groups[1].Value, " ").Replace("\\|", "|", StringComparison.Ordinal)))
            {
                yield return (1 + all.ToString(0, span.Index).Count(c => c == '\n'), command);
            }
        }
    }

    /// <summary>Where the page's links lead, without those to other sites.</summary>
    public IEnumerable<(int Line, string Target)> Links() =>
        _prose.SelectMany((line, i) => Link().Matches(line).Select(match => (i + 1, match.Groups[1].Value)))
            .Where(link => !link.Value.Contains("://", StringComparison.Ordinal)).Select(link => (link.Item1, link.Value));

    /// <summary>The anchors of the page's headings, as GitHub names them.</summary>
    public IReadOnlySet<string> Anchors() => _prose.Where(line => line.StartsWith('#'))
        .Select(line => NoAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<CommandBlock> CellCommands()
    {
        for (int i = 0; i < _prose.Length; i++)
        {
            if (!_prose[i].StartsWith('|'))
            {
                continue;
            }

            string cell = CellEnd().Split(_prose[i].TrimEnd().TrimEnd('|'))[^1];
            foreach (Match span in Span().Matches(cell))
            {
                string command = span.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal);
                if (In(command).Any())
                {
                    yield return new(i + 1, command, 0, IsRun: true);
                }
            }
        }
    }

    // Behind another program's name hone is that one's argument, and the options may be that one's.
    private static IEnumerable<string> In(string text) => Command().Matches(text).Select(match => match.Groups["own"].Success ? match.Groups["words"].Value : match.Groups["words"].Value.Split(" -")[0]);

    [GeneratedRegex(@"((?<own>^|\$ |[|;&(] *|  )|(?<=[\s""]))hone (?=(?<words>.*))")]
    private static partial Regex Command();

    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
