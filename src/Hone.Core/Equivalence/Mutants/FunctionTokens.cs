namespace Hone.Equivalence.Mutants;

/// <summary>The tokens of one function, and what the rules ask about them.</summary>
internal sealed class FunctionTokens(string source, SourceLanguage language, IReadOnlyList<SourceToken> tokens, SourceFunction function)
{
    // Words after which an operator stands before its operand, and a parenthesis is no call.
    private static readonly HashSet<string> _before =
    [
        "return", "case", "in", "of", "and", "or", "not", "if", "elif", "while", "for", "foreach", "switch", "when", "yield", "await", "throw", "raise", "else", "typeof", "sizeof",
        "new", "delete", "is", "as", "do", "until", "unless", "match", "catch", "using", "lock", "print", "echo", "assert", "lambda", "then", "nameof", "default", "alignof", "fixed",
    ];

    // Words that a block of statements may follow directly, and those after which its line's brace opens one in languages without parentheses.
    private static readonly HashSet<string> _blockWords = ["else", "do", "try", "finally", "catch", "unsafe", "checked", "unchecked", "loop", "defer", "func", "then"];
    private static readonly HashSet<string> _lineWords = ["if", "for", "switch", "select", "else", "func", "match", "loop", "while", "unsafe", "go", "defer", "guard", "do", "catch"];

    private readonly int[] _partners = SourceLexer.Partners(tokens);
    private readonly int[] _enclosing = Enclosing(tokens, function);

    public SourceLanguage Language => language;

    public int From => function.FirstToken;

    public int To => function.LastToken;

    public SourceToken this[int index] => index >= 0 && index < tokens.Count ? tokens[index] : new(TokenKind.Operator, source.Length, "", int.MaxValue);

    /// <summary>The bracket that belongs to one, -1 when there is none inside the function.</summary>
    public int Partner(int index) => index >= From && index < To && _partners[index] >= From && _partners[index] < To ? _partners[index] : -1;

    /// <summary>Whether statements stand where a token does: not within parentheses, brackets or the braces of a value.</summary>
    public bool IsAmongStatements(int index) =>
        index >= From && index < To && (_enclosing[index - From] is int open && (open < 0 || (this[open].Text == "{" && IsBlock(open))));

    /// <summary>Whether an operator stands between two operands.</summary>
    public bool IsBinary(int index) =>
        EndsOperand(index - 1) && this[index + 1] is { Kind: TokenKind.Word or TokenKind.Number or TokenKind.Text or TokenKind.Letter } or { Text: "(" or "[" or "!" or "-" or "~" or "*" or "&" or "+" };

    /// <summary>Blanks before and behind a token, as a comparison has them and a list of types does not.</summary>
    public bool IsSpaced(int index) =>
        this[index] is { Start: > 0 } token && token.End < source.Length && char.IsWhiteSpace(source[token.Start - 1]) && char.IsWhiteSpace(source[token.End]);

    /// <summary>Whether a parenthesis opens the arguments of a call.</summary>
    public bool IsCall(int open) => this[open].Text == "(" && this[open - 1] is { Kind: TokenKind.Word } name && !_before.Contains(name.Text) && !IsDeclared(open - 1);

    /// <summary>Whether a keyword, and not a name, stands there.</summary>
    public static bool IsKeyword(string word) => _before.Contains(word);

    /// <summary>Whether a name follows a type: <c>int a[10]</c>, <c>Foo f(1)</c>.</summary>
    public bool IsDeclared(int name) => this[name - 1] is { Kind: TokenKind.Word } before && before.Line == this[name].Line && !_before.Contains(before.Text);

    /// <summary>The source between two tokens, both included.</summary>
    public string Between(int first, int last) => source[this[first].Start..this[last].End];

    /// <summary>A mutant that puts text in the place of tokens.</summary>
    public Mutant Replace(int first, int last, string replacement, MutantFamily family) =>
        new("", function.Name, this[first].Line, this[first].Start, this[last].End - this[first].Start, replacement, family);

    /// <summary>A mutant that puts text before a token.</summary>
    public Mutant Insert(int before, string text, MutantFamily family) => new("", function.Name, this[before].Line, this[before].Start, 0, text, family);

    // A brace that opens statements, and no initialiser, object or pattern.
    private bool IsBlock(int open)
    {
        if (language.Blocks != BlockStyle.Braces)
        {
            return false;
        }

        SourceToken before = this[open - 1];
        if (open == From || before.Text is ";" or "{" or "}" or "=>" or "->" or ":" || _blockWords.Contains(before.Text))
        {
            return true;
        }

        if (before.Text == ")" && Partner(open - 1) is int head and > 0)
        {
            return this[head - 1].Text == "]" || (this[head - 1].Kind == TokenKind.Word && this[head - 2].Text != "new");
        }

        if (language.Name is not ("go" or "rust" or "swift" or "kotlin"))
        {
            return false;
        }

        for (int i = open - 1; i >= From && this[i].Line == this[open].Line; i--)
        {
            if (_lineWords.Contains(this[i].Text))
            {
                return true;
            }
        }

        return false;
    }

    // The innermost bracket around each token of the function, -1 where there is none inside it.
    private static int[] Enclosing(IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        int[] enclosing = new int[Math.Max(0, function.LastToken - function.FirstToken)];
        Stack<int> open = new();
        for (int i = function.FirstToken; i < function.LastToken; i++)
        {
            if (tokens[i].Kind == TokenKind.Close && open.Count > 0)
            {
                open.Pop();
            }

            enclosing[i - function.FirstToken] = open.Count > 0 ? open.Peek() : -1;
            if (tokens[i].Kind == TokenKind.Open)
            {
                open.Push(i);
            }
        }

        return enclosing;
    }

    private bool EndsOperand(int index) =>
        index >= From && (this[index] is { Kind: TokenKind.Number or TokenKind.Text or TokenKind.Letter or TokenKind.Close } || (this[index].Kind == TokenKind.Word && !_before.Contains(this[index].Text)));
}
