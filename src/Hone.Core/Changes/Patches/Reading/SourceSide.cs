using Hone.Equivalence.Mutants;

namespace Hone.Changes.Patches.Reading;

/// <summary>A file before or after a patch: its lines, their tokens, and its functions.</summary>
public sealed class SourceSide
{
    // Files in other languages have words, numbers and brackets, too.
    private static readonly SourceLanguage _other = new() { Name = "other", Endings = [], Texts = [new("\"", "\""), new("'", "'")] };

    private readonly bool[] _directives;
    private readonly int[] _firstToken;
    private readonly HashSet<int> _inText = [];
    private readonly int[] _functionOf;

    internal SourceSide(string? path, string? content, bool isWhole)
    {
        Path = path ?? "";
        Content = content ?? "";
        Known = isWhole && SourceLanguages.Of(Path) is not null;
        Language = SourceLanguages.Of(Path) ?? _other;
        Lines = Content.Split('\n');
        Tokens = SourceLexer.Tokens(Content, Language);
        Functions = !Known ? []
            : Language.Name == "c#" ? CSharpCode.Read(Content).All(Tokens)
            : [.. SourceFunctions.All(Tokens, Content, Language).Select(function => function with { FirstLine = FirstLine(function) })];
        _directives = Language.Directives ? Directives(Lines) : [];
        _firstToken = new int[Lines.Count + 2];
        int next = 0;
        for (int line = 1; line <= Lines.Count + 1; line++)
        {
            while (next < Tokens.Count && Tokens[next].Line < line)
            {
                next++;
            }

            _firstToken[line] = next;
        }

        foreach (SourceToken text in Tokens.Where(token => token.Kind == TokenKind.Text && token.Text.Contains('\n', StringComparison.Ordinal)))
        {
            int last = text.Line + text.Text.AsSpan().Count('\n');
            for (int line = text.Line + 1; line <= last; line++)
            {
                _inText.Add(line);
            }
        }

        _functionOf = new int[Lines.Count + 2];
        Array.Fill(_functionOf, -1);
        for (int i = 0; i < Functions.Count; i++)
        {
            for (int line = Functions[i].FirstLine; line <= Math.Min(Functions[i].LastLine, Lines.Count); line++)
            {
                _functionOf[line] = i;
            }
        }
    }

    /// <summary>Its path; empty when it is not there on this side.</summary>
    public string Path { get; }

    /// <summary>Its text, a letter for each byte; empty when it is not to be had.</summary>
    public string Content { get; }

    /// <summary>Its lines; line 1 is the first.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Its language; one that stands for all others where Hone does not know it.</summary>
    public SourceLanguage Language { get; }

    /// <summary>Hone knows the language, and the whole file was to be had.</summary>
    public bool Known { get; }

    /// <summary>Its tokens, without comments and preprocessor lines.</summary>
    public IReadOnlyList<SourceToken> Tokens { get; }

    /// <summary>Its functions, without those inside others; empty where only git's headings tell.</summary>
    public IReadOnlyList<SourceFunction> Functions { get; }

    /// <summary>The index of the function around a line, -1 for none.</summary>
    public int FunctionAt(int line) => line > 0 && line < _functionOf.Length ? _functionOf[line] : -1;

    /// <summary>True when a line holds code: no blank line, no comment alone.</summary>
    public bool HasCode(int line) => line > 0 && line <= Lines.Count && (_firstToken[line + 1] > _firstToken[line] || _inText.Contains(line) || IsDirective(line));

    /// <summary>True for a line of the preprocessor.</summary>
    public bool IsDirective(int line) => line > 0 && line < _directives.Length && _directives[line];

    /// <summary>The tokens that begin on a line; of a preprocessor line its words, of a line within a text constant the line.</summary>
    public IEnumerable<SourceToken> TokensOf(int line)
    {
        if (line <= 0 || line > Lines.Count)
        {
            yield break;
        }

        if (_inText.Contains(line))
        {
            yield return new(TokenKind.Text, 0, Lines[line - 1], line);
        }

        if (IsDirective(line))
        {
            foreach (SourceToken token in SourceLexer.Tokens(Lines[line - 1].TrimStart().TrimStart('#'), Language))
            {
                yield return token with { Line = line };
            }
        }

        for (int i = _firstToken[line]; i < _firstToken[line + 1]; i++)
        {
            yield return Tokens[i];
        }
    }

    /// <summary>The tokens of a function, its head included.</summary>
    public IEnumerable<SourceToken> TokensOf(SourceFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        for (int i = _firstToken[Math.Clamp(function.FirstLine, 1, Lines.Count)]; i < Math.Min(function.LastToken, Tokens.Count); i++)
        {
            yield return Tokens[i];
        }
    }

    // Decorators of Python stand above the function that they belong to.
    private int FirstLine(SourceFunction function)
    {
        int first = Math.Max(1, function.FirstLine);
        while (Language.Blocks == BlockStyle.Indentation && first > 1 && first - 2 < Lines.Count && Lines[first - 2].AsSpan().TrimStart().StartsWith("@", StringComparison.Ordinal))
        {
            first--;
        }

        return first;
    }

    private static bool[] Directives(IReadOnlyList<string> lines)
    {
        bool[] found = new bool[lines.Count + 1];
        bool goesOn = false;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].TrimEnd('\r');
            found[i + 1] = goesOn || line.AsSpan().TrimStart().StartsWith("#", StringComparison.Ordinal);
            goesOn = found[i + 1] && line.EndsWith('\\');
        }

        return found;
    }
}
