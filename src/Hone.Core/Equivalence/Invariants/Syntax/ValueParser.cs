using System.Text;
using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Values;
using Hone.Workloads;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>Reads values: what is written out, what is observed, calls, and the steps into them.</summary>
/// <param name="cursor">The tokens.</param>
/// <param name="whole">Reads a whole expression, inside brackets.</param>
internal sealed class ValueParser(TokenCursor cursor, Func<Expression?> whole)
{
    private static readonly string[] _words = ["and", "or", "not", "implies", "in", "true", "false", "null", "it", "base", "asc", "desc"];

    /// <summary>A value and the steps into it; null when errors were added.</summary>
    public Expression? Steps() => Primary() is { } value ? StepsInto(value) : null;

    /// <summary>The steps behind a value.</summary>
    public Expression? StepsInto(Expression value)
    {
        Expression into = value;
        if (value is BaseExpression or CallExpression { Function.Runs: true } && cursor.Here.Is("."))
        {
            cursor.Take();
            if (cursor.Here.Kind != TokenKind.Name)
            {
                return cursor.Expect("a part of the run after the dot, such as stdout");
            }

            if (Part(cursor.Take(), value) is not { } part)
            {
                return null;
            }

            into = part;
        }

        int column = cursor.Here.Column;
        List<PathStep> steps = [];
        while (cursor.Here.Kind == TokenKind.Sign && cursor.Here.Text is "." or "[")
        {
            if (steps.Count == TokenCursor.MostDepth)
            {
                cursor.Add(cursor.Here.Column, $"found more than {TokenCursor.MostDepth} steps", "take a shorter path");
                return null;
            }

            if ((cursor.Take().Text == "." ? Dotted() : Bracketed()) is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        return steps.Count == 0 ? into : new PathExpression(column, into, steps);
    }

    private PathStep? Dotted()
    {
        if (cursor.Here.Kind != TokenKind.Name)
        {
            cursor.Expect("a field's name after the dot; a name with other letters is written ['so']");
            return null;
        }

        Token name = cursor.Take();
        if (cursor.Here.Is("("))
        {
            cursor.Add(name.Column, $"found a call after a dot, .{TokenCursor.Short(name.Text)}(…)", $"write {TokenCursor.Short(name.Text)}(value, …)");
            return null;
        }

        return new(new TextValue(Encoding.UTF8.GetBytes(name.Text)), null);
    }

    private PathStep? Bracketed()
    {
        PathStep? step = null;
        bool negative = cursor.Here.Is("-");
        Token token = negative ? cursor.Next : cursor.Here;
        if (token.Kind == TokenKind.Number && (negative ? token.Number.Negated() : token.Number).ToInt32() is int index)
        {
            step = new(null, index);
        }
        else if (!negative && token.Kind == TokenKind.Text)
        {
            step = new(new TextValue(token.Bytes), null);
        }
        else if (!negative && token.Is("*"))
        {
            step = PathStep.Every;
        }

        if (step is null)
        {
            cursor.Expect("*, an index such as 0 or -1, or a field's name in quotes");
            return null;
        }

        cursor.Take();
        if (negative)
        {
            cursor.Take();
        }

        return cursor.Close("]") ? step : null;
    }

    private Expression? Primary()
    {
        Token token = cursor.Here;
        switch (token.Kind)
        {
            case TokenKind.Number:
                cursor.Take();
                return new LiteralExpression(token.Column, new NumberValue(token.Number));
            case TokenKind.Text:
                cursor.Take();
                return new LiteralExpression(token.Column, new TextValue(token.Bytes));
            case TokenKind.Name:
                return Named();
            case TokenKind.Sign when token.Text == "(":
                cursor.Take();
                return whole() is { } inner && cursor.Close(")") ? inner : null;
            case TokenKind.Sign when token.Text == "[":
                cursor.Take();
                return Items("]") is { } items ? new ListExpression(token.Column, items) : null;
            default:
                return cursor.Expect("a value: a name such as stdout, a number, a text in quotes, or (");
        }
    }

    private Expression? Named()
    {
        Token name = cursor.Take();
        switch (name.Text)
        {
            case "true" or "false":
                return new LiteralExpression(name.Column, BooleanValue.Of(name.Text == "true"));
            case "null":
                return new LiteralExpression(name.Column, NullValue.Only);
            case "it":
                return new ItExpression(name.Column);
            case "asc" or "desc":
                return new OrderExpression(name.Column, name.Text == "desc");
            case "base":
                return new BaseExpression(name.Column);
            case "and" or "or" or "implies" or "in":
                cursor.Back();
                return cursor.Expect("a value before " + name.Text);
            case "not":
                cursor.Back();
                return cursor.Expect("a value; not stands before a whole comparison, and in brackets elsewhere");
            default:
                return Source.Find(name.Text) is not null ? Part(name, null) : cursor.Here.Is("(") ? Call(name) : Unknown(name);
        }
    }

    /// <summary>Something observed, of this run or of another.</summary>
    private SourceExpression? Part(Token name, Expression? of)
    {
        Source? source = Source.Find(name.Text);
        if (source is null || (of is not null && (source.Shared || (source.IsMetric && of is not BaseExpression))))
        {
            string parts = string.Join(", ", Source.All.Where(each => !each.Shared && (of is BaseExpression || !each.IsMetric)).Select(each => each.Name));
            cursor.Add(name.Column, $"found .{TokenCursor.Short(name.Text)}, which {(of is BaseExpression ? "base" : "another run")} does not have", "expected one of " + parts);
            return null;
        }

        if (!source.TakesPath)
        {
            return new(name.Column, source, null, of);
        }

        if (!cursor.Here.Is("("))
        {
            cursor.Expect($"a path: {name.Text}('out/result.csv')");
            return null;
        }

        cursor.Take();
        if (cursor.Here.Kind != TokenKind.Text)
        {
            cursor.Expect($"a path in quotes: {name.Text}('out/result.csv')");
            return null;
        }

        Token written = cursor.Take();
        string? path = ProjectPath.Normalize(Encoding.UTF8.GetString(written.Bytes), out string reason);
        if (path is null or ".")
        {
            cursor.Add(written.Column, $"found the path {ShownValue.Quoted(written.Bytes, ShownValue.MostLetters)}, which {(path is null ? reason : "is the project folder itself")}", "expected a path inside the project folder, as in the manifest");
            return null;
        }

        return cursor.Close(")") ? new(name.Column, source, path, of) : null;
    }

    private CallExpression? Call(Token name)
    {
        if (FunctionTable.Find(name.Text) is not { } function)
        {
            string? near = NearestWord.Of(name.Text, FunctionTable.All.Select(each => each.Name).Concat(Source.All.Where(source => source.TakesPath).Select(source => source.Name)));
            cursor.Add(name.Column, $"found {TokenCursor.Short(name.Text)}(…), and there is no such function", near is null ? "the functions are listed in docs/invariants.md" : $"the nearest is {near}");
            return null;
        }

        cursor.Take();
        if (Items(")") is not { } arguments)
        {
            return null;
        }

        (int least, int most) = function.Arity;
        if (arguments.Count < least || arguments.Count > most)
        {
            cursor.Add(name.Column, $"found {ShownValue.Count(arguments.Count, "argument")} of {name.Text}", "expected " + function.Signature);
            return null;
        }

        return new(name.Column, function, arguments);
    }

    private Expression? Unknown(Token name)
    {
        string? near = NearestWord.Of(name.Text, Source.All.Select(source => source.Name).Concat(_words).Concat(FunctionTable.All.Select(each => each.Name)));
        if (FunctionTable.Find(name.Text) is { } function)
        {
            cursor.Add(name.Column, $"found the function {name.Text} without its arguments", "expected " + function.Signature);
            return null;
        }

        string next = near is null ? "the names are " + string.Join(", ", Source.All.Select(source => source.Name)) : $"the nearest is {near}";
        cursor.Add(name.Column, $"found {TokenCursor.Short(name.Text)}, and there is no such name", next + "; a text stands in quotes");
        return null;
    }

    /// <summary>Expressions between commas, and the closing bracket.</summary>
    private List<Expression>? Items(string close)
    {
        List<Expression> items = [];
        if (cursor.Here.Is(close))
        {
            cursor.Take();
            return items;
        }

        while (whole() is { } item)
        {
            items.Add(item);
            if (cursor.Here.Is(","))
            {
                cursor.Take();
                continue;
            }

            return cursor.Close(close, "a comma, an operator or ") ? items : null;
        }

        return null;
    }
}
