using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>
/// Which changed functions belong to the hot ones: the declared ones, their callers and callees on hot stacks, small functions that they
/// call in their own file and a compiler may have put into them, and new functions that only these call.
/// </summary>
internal sealed class HotCode
{
    // A compiler that puts a function into its caller leaves no frame of it.
    private const int InlinedLines = 40;

    private static readonly HashSet<string> _interpreted = ["python", "ruby", "perl", "php", "lua", "shell", "sql"];

    private readonly bool[] _hot;
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _headChanged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    private readonly ILookup<string, NamedFunction> _named;
    private readonly HashSet<string> _withMain = new(StringComparer.Ordinal);

    public HotCode(PatchReading reading, LintFacts facts)
    {
        _named = facts.Declared.Concat(facts.Around).ToLookup(function => ProfileNames.Simple(function.Name));
        _withMain.UnionWith(reading.Files.Where(file => file.Old.Functions.Concat(file.New.Functions).Any(function => function.Name == "Main")).Select(file => file.File.Path));
        _hot = [.. reading.Functions.Select(function => IsNamed(function.File, function.Name))];
        foreach (FileReading file in reading.Files.Where(file => !_interpreted.Contains(file.Old.Language.Name)))
        {
            AddInlined(reading, file);
        }

        bool grew = true;
        while (grew)
        {
            grew = false;
            (HashSet<string> inside, HashSet<string> outside) = Calls(reading);
            for (int i = 0; i < _hot.Length; i++)
            {
                // A function that is gone belongs to those that called it.
                ChangedFunction function = reading.Functions[i];
                if (!_hot[i] && function.Name.Length > 0 && (function.Old is null || function.New is null) && inside.Contains(function.Name) && !outside.Contains(function.Name))
                {
                    _hot[i] = true;
                    grew = true;
                }
            }
        }

        foreach (FileReading file in reading.Files)
        {
            foreach ((SourceSide side, SourceFunction function, bool isHot) in Sides(reading, file))
            {
                if (isHot)
                {
                    _words.UnionWith(side.TokensOf(function).Where(token => token.Kind == TokenKind.Word).Select(token => token.Text));
                }
            }

            foreach (ChangedLine line in file.Lines.Where(line => line.HasCode && _hot[line.Function]))
            {
                _members.UnionWith(Members(line));
                if (IsHead(file.SideOf(line), line.Line))
                {
                    _headChanged.Add(reading.Functions[line.Function].Name);
                }
            }
        }
    }

    /// <summary>True for the index of a function that belongs to the hot ones.</summary>
    public bool IsHot(int function) => _hot[function];

    /// <summary>True for a word that stands in one of these functions.</summary>
    public bool Uses(string word) => _words.Contains(word);

    /// <summary>
    /// True when a line calls a hot function whose parameters the patch changes, or uses a member that the patch handles in another way in a hot
    /// function: it has to follow.
    /// </summary>
    public bool Follows(ChangedLine line) => line.Tokens.Any(token => token.Kind == TokenKind.Word && _headChanged.Contains(token.Text)) || Members(line).Any(_members.Contains);

    // What stands behind a dot or an arrow and is not called, and the keys of an object that is made.
    private static IEnumerable<string> Members(ChangedLine line)
    {
        for (int i = 1; i < line.Tokens.Count; i++)
        {
            string next = i + 1 < line.Tokens.Count ? line.Tokens[i + 1].Text : "";
            if (line.Tokens[i].Kind == TokenKind.Word && next != "(" && (line.Tokens[i - 1].Text is "." or "->" || (next == ":" && line.Tokens[i - 1].Text is "{" or ",")))
            {
                yield return line.Tokens[i].Text;
            }
        }
    }

    // Code of a file outside of functions is hot where a profile has it of that very file; C# calls it Program.Main.
    private bool IsNamed(string file, string name) => name.Length > 0 ? _named[name].Any(named => ProfileNames.IsSameFile(named.File, file))
        : _named[ProfileNames.Module].Concat(file.EndsWith(".cs", StringComparison.Ordinal) && !_withMain.Contains(file) ? _named["Main"] : [])
            .Any(named => named.File is not null && ProfileNames.IsSameFile(named.File, file));

    private void AddInlined(PatchReading reading, FileReading file)
    {
        HashSet<string> called = [];
        foreach (SourceFunction function in file.Old.Functions.Where(function => IsNamed(file.Old.Path, function.Name)))
        {
            called.UnionWith(Called(file.Old, function));
        }

        for (int i = 0; i < _hot.Length; i++)
        {
            ChangedFunction function = reading.Functions[i];
            _hot[i] |= function.File == file.File.Path && function.Old is SourceSpan old && old.LastLine - old.FirstLine < InlinedLines && called.Contains(function.Name);
        }
    }

    // The names that hot functions call, and those that others do, on either side of the changed files.
    private (HashSet<string> Inside, HashSet<string> Outside) Calls(PatchReading reading)
    {
        HashSet<string> inside = [];
        HashSet<string> outside = [];
        foreach (FileReading file in reading.Files)
        {
            foreach ((SourceSide side, SourceFunction function, bool isHot) in Sides(reading, file))
            {
                (isHot ? inside : outside).UnionWith(Called(side, function).Where(name => name != function.Name));
            }
        }

        return (inside, outside);
    }

    private IEnumerable<(SourceSide Side, SourceFunction Function, bool IsHot)> Sides(PatchReading reading, FileReading file)
    {
        Dictionary<(bool, int), bool> hot = [];
        for (int i = 0; i < _hot.Length; i++)
        {
            ChangedFunction function = reading.Functions[i];
            if (function.File == file.File.Path)
            {
                hot[(false, function.Old?.FirstLine ?? -1)] = _hot[i];
                hot[(true, function.New?.FirstLine ?? -1)] = _hot[i];
            }
        }

        foreach ((SourceSide side, bool isNew) in ((SourceSide, bool)[])[(file.Old, false), (file.New, true)])
        {
            foreach (SourceFunction function in side.Functions)
            {
                // One that does not change is hot when it is named, and else a caller from elsewhere.
                yield return (side, function, hot.TryGetValue((isNew, function.FirstLine), out bool isHot) ? isHot : IsNamed(side.Path, function.Name));
            }
        }
    }

    private static IEnumerable<string> Called(SourceSide side, SourceFunction function)
    {
        for (int i = function.FirstToken; i + 1 < Math.Min(function.LastToken + 1, side.Tokens.Count); i++)
        {
            if (side.Tokens[i].Kind == TokenKind.Word && (side.Tokens[i + 1].Text is "(" or "<" or "!" or ")" or "," or ";"))
            {
                yield return side.Tokens[i].Text;
            }
        }
    }

    private static bool IsHead(SourceSide side, int line) =>
        side.FunctionAt(line) is int function and >= 0 && side.Functions[function].FirstToken is int first && first > 0 && first <= side.Tokens.Count && line <= side.Tokens[first - 1].Line;
}
