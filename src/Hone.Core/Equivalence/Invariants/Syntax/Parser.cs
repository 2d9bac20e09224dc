using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>
/// Reads an expression by recursive descent, from the loosest operator to the tightest: <c>implies</c> (to the right), <c>or</c>,
/// <c>and</c>, <c>not</c>, comparisons (which do not chain), <c>+ -</c>, <c>* /</c>, minus, steps into a value.
/// </summary>
internal sealed class Parser
{
    private static readonly string[] _comparisons = ["==", "!=", "<", "<=", ">", ">=", "in"];

    private readonly TokenCursor _cursor;
    private readonly ValueParser _values;

    private Parser(TokenCursor cursor)
    {
        _cursor = cursor;
        _values = new(cursor, Implication);
    }

    /// <summary>The expression; null when errors were added.</summary>
    public static Expression? Parse(string text, List<InvariantError> errors)
    {
        if (text.Length > Invariant.MostLetters)
        {
            errors.Add(new(Invariant.MostLetters + 1, $"found {text.Length} letters", $"expected at most {Invariant.MostLetters}; make several invariants of it"));
            return null;
        }

        if (Lexer.Split(text, errors) is not { } tokens)
        {
            return null;
        }

        TokenCursor cursor = new(tokens, errors);
        Expression? root = new Parser(cursor).Implication();
        if (root is not null && cursor.Here.Kind != TokenKind.End)
        {
            return cursor.Expect("an operator, or the end");
        }

        return root;
    }

    private Expression? Implication()
    {
        if (!_cursor.Enter())
        {
            return null;
        }

        Expression? left = Chain(["or"], () => Chain(["and"], Negation));
        if (left is not null && _cursor.Here.Is("implies"))
        {
            int column = _cursor.Take().Column;
            left = Implication() is { } right ? new BinaryExpression(column, "implies", left, right) : null;
        }

        _cursor.Leave();
        return left;
    }

    private Expression? Negation()
    {
        if (!_cursor.Here.Is("not"))
        {
            return Comparison();
        }

        int column = _cursor.Take().Column;
        return _cursor.Nested(Negation) is { } operand ? new UnaryExpression(column, "not", operand) : null;
    }

    private Expression? Comparison()
    {
        Expression? left = Sum();
        if (left is null || !_comparisons.Contains(_cursor.Here.Text) || _cursor.Here.Kind is not (TokenKind.Sign or TokenKind.Name))
        {
            return left;
        }

        Token sign = _cursor.Take();
        if (Sum() is not { } right)
        {
            return null;
        }

        if (_comparisons.Contains(_cursor.Here.Text) && _cursor.Here.Kind is TokenKind.Sign or TokenKind.Name)
        {
            _cursor.Add(_cursor.Here.Column, $"found a second comparison, {_cursor.Here.Text}", $"join two comparisons with and: a {sign.Text} b and b {_cursor.Here.Text} c");
            return null;
        }

        return new BinaryExpression(sign.Column, sign.Text, left, right);
    }

    private Expression? Sum() => Chain(["+", "-"], () => Chain(["*", "/"], Sign));

    private Expression? Sign()
    {
        if (!_cursor.Here.Is("-") || _cursor.Here.Kind != TokenKind.Sign)
        {
            return _values.Steps();
        }

        int column = _cursor.Take().Column;
        if (_cursor.Here.Kind == TokenKind.Number)
        {
            Token number = _cursor.Take();
            return _values.StepsInto(new LiteralExpression(column, new NumberValue(number.Number.Negated())));
        }

        return _cursor.Nested(Sign) is { } operand ? new UnaryExpression(column, "-", operand) : null;
    }

    /// <summary>Operands of one precedence, grouped to the left; a long chain nests as deep as it is long, and counts as such.</summary>
    private Expression? Chain(string[] signs, Func<Expression?> operand)
    {
        Expression? left = operand();
        int entered = 0;
        while (left is not null && signs.Contains(_cursor.Here.Text) && _cursor.Here.Kind is TokenKind.Sign or TokenKind.Name)
        {
            Token sign = _cursor.Take();
            if (!_cursor.Enter())
            {
                return null;
            }

            entered++;
            left = operand() is { } right ? new BinaryExpression(sign.Column, sign.Text, left, right) : null;
        }

        _cursor.Leave(entered);
        return left;
    }
}
