using System.Text;
using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Values;
using Hone.Workloads;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>
/// Finds what can never be right before anything is run: a sum of texts, a comparison of a number with a list. What comes out of
/// JSON may be anything, and is checked when it is there.
/// </summary>
internal sealed class TypeCheck
{
    private readonly List<InvariantError> _errors;

    private TypeCheck(List<InvariantError> errors) => _errors = errors;

    /// <summary>Adds an error for everything that is wrong, and compiles the patterns.</summary>
    public static void Check(Expression root, List<InvariantError> errors)
    {
        StaticType type = new TypeCheck(errors).Of(root, null);
        if (errors.Count == 0 && !type.Meets(Kinds.Boolean))
        {
            errors.Add(new(root.Column, $"found {type.InWords()}", "expected something that is true or false: compare it, as in … == …"));
        }

        if (errors.Count == 0 && !root.Any(node => node is SourceExpression { Source.Shared: false }))
        {
            errors.Add(new(1, "found an expression that reads nothing of the run", "expected stdout, stderr, exit, file('…'), http or a figure in it"));
        }

        errors.Sort((left, right) => left.Column.CompareTo(right.Column));
    }

    private StaticType Of(Expression node, StaticType? it)
    {
        switch (node)
        {
            case LiteralExpression literal:
                return new(StaticType.KindOf(literal.Value));
            case ListExpression list:
                StaticType? item = null;
                foreach (Expression each in list.Items)
                {
                    StaticType type = Needs(each, it, Kinds.Any, "a list holds");
                    item = item is null ? type : item.Or(type);
                }

                return StaticType.ListOf(item);
            case BaseExpression:
                return StaticType.Run;
            case SourceExpression source:
                if (source.Of is not null)
                {
                    Of(source.Of, it);
                }

                return source.Source.Type;
            case ItExpression:
                if (it is null)
                {
                    _errors.Add(new(node.Column, "found it where there is no item", "expected it inside all, any, map, where or sorted_by"));
                }

                return it ?? StaticType.Any;
            case OrderExpression:
                return StaticType.Order;
            case CallExpression call:
                return Call(call, it);
            case UnaryExpression { Sign: "not" } unary:
                Needs(unary.Operand, it, Kinds.Boolean, "not takes");
                return StaticType.Boolean;
            case UnaryExpression unary:
                Needs(unary.Operand, it, Kinds.Number, "a minus takes");
                return StaticType.Number;
            case BinaryExpression binary:
                return Binary(binary, it);
            case PathExpression path:
                return Path(path, it);
            default:
                return StaticType.Any;
        }
    }

    private StaticType Binary(BinaryExpression binary, StaticType? it)
    {
        switch (binary.Sign)
        {
            case "and" or "or" or "implies":
                Needs(binary.Left, it, Kinds.Boolean, binary.Sign + " takes");
                Needs(binary.Right, it, Kinds.Boolean, binary.Sign + " takes");
                return StaticType.Boolean;
            case "+" or "-" or "*" or "/":
                Needs(binary.Left, it, Kinds.Number, binary.Sign + " takes");
                Needs(binary.Right, it, Kinds.Number, binary.Sign + " takes");
                return StaticType.Number;
            case "in":
                StaticType item = Needs(binary.Left, it, Kinds.Any, "in looks for");
                StaticType list = Needs(binary.Right, it, Kinds.List | Kinds.Bag, "in looks into");
                if (list.Item is { } known && !known.Meets(item.Kinds))
                {
                    _errors.Add(new(binary.Column, $"found {item.InWords()} looked for in {list.InWords()}", "expected items of the same kind"));
                }

                return StaticType.Boolean;
            default:
                bool order = binary.Sign is not ("==" or "!=");
                Kinds kinds = order ? Kinds.Number | Kinds.Text : Kinds.Any;
                int before = _errors.Count;
                StaticType left = Needs(binary.Left, it, kinds, binary.Sign + " takes");
                StaticType right = Needs(binary.Right, it, kinds, binary.Sign + " takes");
                if (_errors.Count == before && !left.Meets(right.Kinds & kinds))
                {
                    string hint = (left.Kinds | right.Kinds) switch
                    {
                        Kinds.Number | Kinds.Text => "number(…) makes a number of a text",
                        Kinds.Number | Kinds.List => "count(…) says how many items a list has",
                        Kinds.List | Kinds.Bag => "write set or multiset on both sides",
                        Kinds.Text | Kinds.List => "lines(…), words(…) and split(…) make a list of a text",
                        _ => "compare values of one kind",
                    };
                    _errors.Add(new(binary.Column, $"found {left.InWords()} compared with {right.InWords()}, which {(order ? "have no order" : "are never equal")}", hint));
                }

                return StaticType.Boolean;
        }
    }

    private StaticType Path(PathExpression path, StaticType? it)
    {
        StaticType type = Needs(path.Operand, it, Kinds.List | Kinds.Record, "a step leads into");
        bool every = false;
        foreach (PathStep step in path.Steps)
        {
            Kinds into = step.Field is not null ? Kinds.Record : step.IsEvery ? Kinds.List | Kinds.Record : Kinds.List;
            if (!type.Meets(into))
            {
                string next = step.Field is not null && type.Meets(Kinds.List) ? "[*] before it takes the field of every item" : type.Meets(Kinds.Text) ? "json(…) or csv(…) reads a text" : "remove the step";
                string shown = step.Field is { } field ? "the field " + ShownValue.Of(field) : step.IsEvery ? "[*]" : "an index";
                _errors.Add(new(path.Column, $"found {shown} of {type.InWords()}, which has none", next));
                return StaticType.Any;
            }

            every |= step.IsEvery;
            type = type.ItemOrAny;
        }

        return every ? StaticType.ListOf(type) : type;
    }

    private StaticType Call(CallExpression call, StaticType? it)
    {
        Function function = call.Function;
        List<StaticType> types = [];
        int before = _errors.Count;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Parameter parameter = function.Parameters[i];
            Expression argument = call.Arguments[i];
            StaticType type = Needs(argument, parameter.PerItem ? types[0].ItemOrAny : it, parameter.Kinds, $"{function.Name} takes as its {parameter.Name}");
            types.Add(type);
            if (_errors.Count > before)
            {
                continue;
            }

            if (type.Item is { } item && !item.Meets(parameter.Items))
            {
                _errors.Add(new(argument.Column, $"found {type.InWords()} as the {parameter.Name} of {function.Name}, which takes {StaticType.ListOf(new(parameter.Items)).InWords()}",
                    parameter.Items == Kinds.Number && item.Meets(Kinds.Text) ? "map(…, number(it)) makes numbers of texts" : "expected " + function.Signature));
            }

            if (parameter.PerItem && argument.Any(node => node is CallExpression { Function.Runs: true }))
            {
                _errors.Add(new(argument.Column, "found a run for each item", "run the program once, outside of " + function.Name));
            }

            if (parameter.Literal && argument is not LiteralExpression { Value: TextValue })
            {
                _errors.Add(new(argument.Column, $"found a computed {parameter.Name}", $"expected a text in quotes: {function.Signature}"));
            }
        }

        if (_errors.Count == before)
        {
            Literals(call);
        }

        return _errors.Count == before ? function.Type(types) : StaticType.Any;
    }

    /// <summary>What is known of texts that stand in the invariant: patterns and paths.</summary>
    private void Literals(CallExpression call)
    {
        if (call.Function.Name == "matches")
        {
            LiteralExpression literal = (LiteralExpression)call.Arguments[1];
            call.Pattern = Pattern.Compile(Encoding.UTF8.GetString(((TextValue)literal.Value).Span), out string reason);
            if (call.Pattern is null)
            {
                _errors.Add(new(literal.Column, "found a pattern that " + reason, "expected a regular expression of .NET without look-around and back-references"));
            }
        }
        else if (call.Function.Name == "rerun")
        {
            LiteralExpression literal = (LiteralExpression)call.Arguments[0];
            string path = Encoding.UTF8.GetString(((TextValue)literal.Value).Span);
            if (path != "stdin" && ProjectPath.Normalize(path, out string reason) != path)
            {
                _errors.Add(new(literal.Column, $"found the input {ShownValue.Of(literal.Value)}" + (reason.Length > 0 ? ", which " + reason : ""), "expected the path of an input as the manifest has it, or 'stdin'"));
            }
        }
    }

    private StaticType Needs(Expression node, StaticType? it, Kinds kinds, string what)
    {
        int before = _errors.Count;
        StaticType type = Of(node, it);
        if (_errors.Count > before || type.Meets(kinds))
        {
            return type;
        }

        string next = (kinds, type.Kinds) switch
        {
            (_, Kinds.Run) => node is BaseExpression ? "base has parts: base.stdout, base.exit, base.file('…')" : "a run has parts: .stdout, .stderr, .exit, .file('…')",
            (_, Kinds.Order) => "asc and desc stand in sorted and sorted_by",
            (Kinds.Boolean, _) => "compare it, as in … == …",
            (Kinds.Number, Kinds.Text) => "number(…) makes a number of a text; concat joins texts",
            (Kinds.Number, Kinds.List) => "count(…) says how many items a list has",
            (_, Kinds.Text) when (kinds & (Kinds.List | Kinds.Record)) != 0 => "lines(…), words(…), json(…) or csv(…) reads a text; contains(…) looks into one",
            _ => "expected " + StaticType.Words(kinds),
        };
        string found = type.Kinds switch
        {
            Kinds.Run => "a whole run where a value is needed",
            Kinds.Order => "asc or desc where a value is needed",
            _ => $"{type.InWords()}, and {what} {StaticType.Words(kinds)}",
        };
        _errors.Add(new(node.Column, "found " + found, next));
        return StaticType.Any;
    }
}
