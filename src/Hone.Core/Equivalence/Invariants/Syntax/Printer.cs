using System.Globalization;
using System.Text;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>Writes an expression in its normal form: single spaces, single quotes, no bracket that is not needed.</summary>
internal static class Printer
{
    private enum Level
    {
        Implies,
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Sign,
        Path,
    }

    /// <summary>The text; the parser makes the same expression of it.</summary>
    public static string Print(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression);
        return text.ToString();
    }

    /// <summary>How the step to a field is written: <c>.name</c>, or <c>['odd name']</c>.</summary>
    public static string Field(TextValue name)
    {
        string text = Encoding.UTF8.GetString(name.Span);
        bool isName = text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        return isName ? "." + text : "[" + ShownValue.Quoted(name.Span) + "]";
    }

    private static void Write(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                text.Append(literal.Value switch
                {
                    TextValue bytes => ShownValue.Quoted(bytes.Span),
                    NumberValue number => number.Number.ToString(),
                    BooleanValue flag => flag.IsTrue ? "true" : "false",
                    _ => "null",
                });
                break;
            case ListExpression list:
                text.Append('[');
                Write(text, list.Items);
                text.Append(']');
                break;
            case BaseExpression:
                text.Append("base");
                break;
            case SourceExpression source:
                if (source.Of is not null)
                {
                    Write(text, source.Of);
                    text.Append('.');
                }

                text.Append(source.Source.Name);
                if (source.Path is not null)
                {
                    text.Append('(').Append(ShownValue.Quoted(Encoding.UTF8.GetBytes(source.Path))).Append(')');
                }

                break;
            case ItExpression:
                text.Append("it");
                break;
            case OrderExpression order:
                text.Append(order.Descending ? "desc" : "asc");
                break;
            case CallExpression call:
                text.Append(call.Function.Name).Append('(');
                Write(text, call.Arguments);
                text.Append(')');
                break;
            case UnaryExpression { Sign: "not" } unary:
                text.Append("not ");
                Write(text, unary.Operand, Level.Not);
                break;
            case UnaryExpression unary:
                // A minus before a literal would read as a negative number.
                text.Append('-');
                Write(text, unary.Operand, unary.Operand is LiteralExpression ? Level.Path + 1 : Level.Sign);
                break;
            case BinaryExpression binary:
                Binary(text, binary);
                break;
            case PathExpression path:
                Path(text, path);
                break;
            default:
                throw new InvalidOperationException("unknown expression " + expression.GetType().Name);
        }
    }

    private static void Write(StringBuilder text, IReadOnlyList<Expression> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Write(text, items[i]);
        }
    }

    private static void Binary(StringBuilder text, BinaryExpression binary)
    {
        Level level = LevelOf(binary);
        Level left = level is Level.Implies or Level.Comparison ? level + 1 : level;
        Level right = level == Level.Implies ? level : level + 1;
        Write(text, binary.Left, left);
        text.Append(' ').Append(binary.Sign).Append(' ');
        Write(text, binary.Right, right);
    }

    private static void Path(StringBuilder text, PathExpression path)
    {
        bool bare = path.Operand is not (PathExpression or LiteralExpression { Value: NumberValue }) && LevelOf(path.Operand) == Level.Path
            && path.Operand is not (BaseExpression or CallExpression { Function.Runs: true });
        text.Append(bare ? "" : "(");
        Write(text, path.Operand);
        text.Append(bare ? "" : ")");
        foreach (PathStep step in path.Steps)
        {
            text.Append(step.Field is { } field ? Field(field) : step.Index is int index ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : "[*]");
        }
    }

    private static void Write(StringBuilder text, Expression expression, Level least)
    {
        bool bare = LevelOf(expression) >= least;
        text.Append(bare ? "" : "(");
        Write(text, expression);
        text.Append(bare ? "" : ")");
    }

    private static Level LevelOf(Expression expression) => expression switch
    {
        BinaryExpression { Sign: "implies" } => Level.Implies,
        BinaryExpression { Sign: "or" } => Level.Or,
        BinaryExpression { Sign: "and" } => Level.And,
        UnaryExpression { Sign: "not" } => Level.Not,
        BinaryExpression { Sign: "+" or "-" } => Level.Sum,
        BinaryExpression { Sign: "*" or "/" } => Level.Product,
        BinaryExpression => Level.Comparison,
        UnaryExpression => Level.Sign,
        _ => Level.Path,
    };
}
