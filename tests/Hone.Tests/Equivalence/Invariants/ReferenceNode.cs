using CsCheck;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>What the reference interpreter says where there is no value.</summary>
internal sealed class NoValueException : Exception;

/// <summary>What an expression stands in: the run, and the item at hand.</summary>
internal sealed record Scope(ReferenceWorld World, object? It);

/// <summary>
/// An expression of the reference interpreter: its text, how tightly its outermost operator binds (0 implies … 8 a value), and
/// what it means, as plain C#. It shares no code with the language: bool, <see cref="Fraction"/>, string and List of these.
/// </summary>
internal sealed record ReferenceNode(string Text, int Level, Func<Scope, object> Value)
{
    // Generators of the same kind and depth are the same: without this the tree of them is as large as its branching to the depth.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, Kind, int, Kind?), Gen<ReferenceNode>> _made = new();

    private string At(int least) => Level >= least ? Text : "(" + Text + ")";

    private static ReferenceNode Operator(string sign, int level, ReferenceNode left, int leftLeast, ReferenceNode right, int rightLeast, Func<Scope, object> value) =>
        new($"{left.At(leftLeast)} {sign} {right.At(rightLeast)}", level, value);

    private static ReferenceNode Call(string name, Func<Scope, object> value, params ReferenceNode[] arguments) => new($"{name}({string.Join(", ", arguments.Select(argument => argument.Text))})", 8, value);

    private static ReferenceNode Leaf(string text, Func<Scope, object> value) => new(text, 8, value);

    private static List<object> ListOf(ReferenceNode node, Scope scope) => (List<object>)node.Value(scope);

    /// <summary>Truths that mention <c>it</c> only where an item of that kind is at hand.</summary>
    public static Gen<ReferenceNode> Truth(int depth, Kind? it) => _made.GetOrAdd(("truth", default, depth, it), _ => MakeTruth(depth, it));

    private static Gen<ReferenceNode> Of(Kind kind, int depth, Kind? it) => _made.GetOrAdd(("value", kind, depth, it), _ => MakeValue(kind, depth, it));

    private static Gen<ReferenceNode> ListGen(Kind kind, int depth, Kind? it) => _made.GetOrAdd(("list", kind, depth, it), _ => MakeList(kind, depth, it));

    private static Gen<ReferenceNode> MakeTruth(int depth, Kind? it)
    {
        List<(int, Gen<ReferenceNode>)> choices =
        [
            (1, Gen.OneOf(Leaf("true", _ => true), Leaf("false", _ => false))),
            (1, Gen.Const(Leaf("exit == 0", scope => scope.World.Exit == "0") with { Level = 4 })),
            (1, Gen.Const(Leaf("exit == 'timeout'", scope => scope.World.Exit == "timeout") with { Level = 4 })),
            (1, Gen.Const(Leaf("exists(file('d.json'))", _ => true))),
            (1, Gen.Const(Leaf("exists(file('nothing'))", _ => false))),
            (1, Gen.Const(Leaf("exists(json(file('d.json')).items[0].price)", scope => scope.World.Items is [{ Price: not null }, ..]))),
        ];
        if (depth > 0)
        {
            Gen<ReferenceNode> truth = Truth(depth - 1, it);
            foreach (Kind kind in new[] { Kind.Number, Kind.Text })
            {
                Gen<ReferenceNode> value = Of(kind, depth - 1, it);
                Gen<ReferenceNode> list = ListGen(kind, depth - 1, it);
                choices.Add((6, Gen.Select(Gen.OneOf("==", "!=", "<", "<=", ">", ">="), value, value).Select((sign, left, right) => Operator(sign, 4, left, 5, right, 5, scope => Compare(sign, left.Value(scope), right.Value(scope))))));
                choices.Add((2, Gen.Select(value, list).Select((item, items) => Operator("in", 4, item, 5, items, 5, scope => { object wanted = item.Value(scope); return ListOf(items, scope).Any(each => each.Equals(wanted)); }))));
                choices.Add((2, list.Select(items => Call("sorted", scope => InOrder(ListOf(items, scope)), items))));
                choices.Add((2, list.Select(items => new ReferenceNode($"sorted({items.Text}, desc)", 8, scope => InOrder(ListOf(items, scope).AsEnumerable().Reverse().ToList())))));
                choices.Add((2, list.Select(items => Call("unique", scope => ListOf(items, scope).Distinct().Count() == ListOf(items, scope).Count, items))));
                choices.Add((2, Gen.Select(list, list).Select((left, right) => Call("subset", scope => { List<object> some = ListOf(left, scope); return some.TrueForAll(ListOf(right, scope).Contains); }, left, right))));
                choices.Add((2, Gen.Select(list, list).Select((left, right) => new ReferenceNode($"multiset({left.Text}) == multiset({right.Text})", 4, scope => Sorted(ListOf(left, scope)).SequenceEqual(Sorted(ListOf(right, scope)))))));
                choices.Add((2, Gen.Select(list, list).Select((left, right) => new ReferenceNode($"set({left.Text}) == set({right.Text})", 4, scope => ListOf(left, scope).ToHashSet().SetEquals(ListOf(right, scope))))));
                choices.Add((2, Gen.Select(list, list).Select((left, right) => Operator("==", 4, left, 5, right, 5, scope => ListOf(left, scope).SequenceEqual(ListOf(right, scope))))));
                Gen<ReferenceNode> condition = Truth(depth - 1, kind);
                choices.Add((2, Gen.Select(list, condition).Select((items, held) => Call("all", scope => ListOf(items, scope).TrueForAll(item => (bool)held.Value(scope with { It = item })), items, held))));
                choices.Add((2, Gen.Select(list, condition).Select((items, held) => Call("any", scope => ListOf(items, scope).Exists(item => (bool)held.Value(scope with { It = item })), items, held))));
                Gen<ReferenceNode> key = Of(Kind.Number, depth - 1, kind);
                choices.Add((1, Gen.Select(list, key).Select((items, by) => Call("sorted_by", scope => InOrder([.. ListOf(items, scope).Select(item => by.Value(scope with { It = item }))]), items, by))));
            }

            Gen<ReferenceNode> text = Of(Kind.Text, depth - 1, it);
            choices.Add((2, Gen.Select(text, text).Select((whole, part) => Call("contains", scope => ((string)whole.Value(scope)).Contains((string)part.Value(scope), StringComparison.Ordinal), whole, part))));
            choices.Add((1, Gen.Select(text, text).Select((whole, part) => Call("starts", scope => ((string)whole.Value(scope)).StartsWith((string)part.Value(scope), StringComparison.Ordinal), whole, part))));
            choices.Add((1, Gen.Select(text, text).Select((whole, part) => Call("ends", scope => ((string)whole.Value(scope)).EndsWith((string)part.Value(scope), StringComparison.Ordinal), whole, part))));
            choices.Add((4, Gen.Select(truth, truth).Select((left, right) => Operator("and", 2, left, 2, right, 3, scope => (bool)left.Value(scope) && (bool)right.Value(scope)))));
            choices.Add((4, Gen.Select(truth, truth).Select((left, right) => Operator("or", 1, left, 1, right, 2, scope => (bool)left.Value(scope) || (bool)right.Value(scope)))));
            choices.Add((4, Gen.Select(truth, truth).Select((left, right) => Operator("implies", 0, left, 1, right, 0, scope => !(bool)left.Value(scope) || (bool)right.Value(scope)))));
            choices.Add((3, truth.Select(held => new ReferenceNode("not " + held.At(3), 3, scope => !(bool)held.Value(scope)))));
        }

        return Gen.Frequency([.. choices.Select(choice => (choice.Item1, (IGen<ReferenceNode>)choice.Item2))]).Select(node => node);
    }

    private static Gen<ReferenceNode> MakeValue(Kind kind, int depth, Kind? it)
    {
        List<(int, Gen<ReferenceNode>)> choices = kind == Kind.Number
            ?
            [
                (2, ReferenceWorld.SmallNumber.Select(number => Leaf(number.ToString(), _ => number) with { Level = number.Over.Sign < 0 ? 7 : 8 })),
                (1, Gen.Const(Leaf("json(file('d.json')).total", scope => scope.World.Items.Aggregate(new Fraction(0, 1), (sum, item) => sum + (item.Price ?? new Fraction(0, 1)))))),
                (1, Gen.Const(Leaf("json(file('d.json')).items[-1].price", scope => scope.World.Items is [.., { Price: { } price }] ? price : throw new NoValueException()))),
            ]
            :
            [
                (2, ReferenceWorld.Word.Select(word => Leaf("'" + word + "'", _ => word))),
                (1, Gen.Const(Leaf("stdout", scope => scope.World.Stdout))),
                (1, Gen.Const(Leaf("lines(stdout)[0]", scope => scope.World.Lines.Count > 0 ? scope.World.Lines[0] : throw new NoValueException()))),
                (1, Gen.Const(Leaf("csv(stderr)[0].key", scope => scope.World.Rows.Count > 0 ? scope.World.Rows[0].Key : throw new NoValueException()))),
            ];
        if (it == kind)
        {
            choices.Add((6, Gen.Const(Leaf("it", scope => scope.It!))));
        }

        if (depth > 0 && kind == Kind.Number)
        {
            Gen<ReferenceNode> number = Of(Kind.Number, depth - 1, it);
            foreach (Kind each in new[] { Kind.Number, Kind.Text })
            {
                choices.Add((2, ListGen(each, depth - 1, it).Select(items => Call("count", scope => new Fraction(ListOf(items, scope).Count, 1), items))));
            }

            Gen<ReferenceNode> numbers = ListGen(Kind.Number, depth - 1, it);
            choices.Add((2, numbers.Select(items => Call("sum", scope => ListOf(items, scope).Aggregate(new Fraction(0, 1), (sum, item) => sum + (Fraction)item), items))));
            choices.Add((1, numbers.Select(items => Call("min", scope => ListOf(items, scope) is { Count: > 0 } some ? some.Cast<Fraction>().Min() : throw new NoValueException(), items))));
            choices.Add((1, numbers.Select(items => Call("max", scope => ListOf(items, scope) is { Count: > 0 } some ? some.Cast<Fraction>().Max() : throw new NoValueException(), items))));
            choices.Add((1, number.Select(value => Call("abs", scope => (Fraction)value.Value(scope) is var of && of.Over.Sign < 0 ? new Fraction(0, 1) - of : of, value))));
            choices.Add((1, Of(Kind.Text, depth - 1, it).Select(value => Call("length", scope => new Fraction(((string)value.Value(scope)).EnumerateRunes().Count(), 1), value))));
            choices.Add((3, Gen.Select(number, number).Select((left, right) => Operator("+", 5, left, 5, right, 6, scope => (Fraction)left.Value(scope) + (Fraction)right.Value(scope)))));
            choices.Add((3, Gen.Select(number, number).Select((left, right) => Operator("-", 5, left, 5, right, 6, scope => (Fraction)left.Value(scope) - (Fraction)right.Value(scope)))));
            choices.Add((3, Gen.Select(number, number).Select((left, right) => Operator("*", 6, left, 6, right, 7, scope => (Fraction)left.Value(scope) * (Fraction)right.Value(scope)))));
            choices.Add((1, Gen.Select(number, Gen.OneOf(0, 2, 4, -5)).Select((left, by) => Operator("/", 6, left, 6, Leaf($"{by}", _ => by), 6, scope => (Fraction)left.Value(scope) is var over && by != 0 ? over / new Fraction(by, 1) : throw new NoValueException()))));
            choices.Add((1, number.Select(value => new ReferenceNode("-" + value.At(8), 7, scope => new Fraction(0, 1) - (Fraction)value.Value(scope)))));
        }
        else if (depth > 0)
        {
            Gen<ReferenceNode> text = Of(Kind.Text, depth - 1, it);
            choices.Add((1, Gen.Select(text, text).Select((left, right) => Call("concat", scope => (string)left.Value(scope) + (string)right.Value(scope), left, right))));
            choices.Add((1, text.Select(value => Call("trim", scope => ((string)value.Value(scope)).Trim(' ', '\n'), value))));
            choices.Add((1, ListGen(Kind.Text, depth - 1, it).Select(items => Call("unlines", scope => string.Concat(ListOf(items, scope).Select(line => line + "\n")), items))));
        }

        return Gen.Frequency([.. choices.Select(choice => (choice.Item1, (IGen<ReferenceNode>)choice.Item2))]).Select(node => node);
    }

    private static Gen<ReferenceNode> MakeList(Kind kind, int depth, Kind? it)
    {
        List<(int, Gen<ReferenceNode>)> choices = kind == Kind.Number
            ?
            [
                (2, Gen.Const(Leaf("column(csv(stderr), 'n')", scope => scope.World.Rows.Select(row => (object)row.Number).ToList()))),
                (2, Gen.Const(Leaf("json(file('d.json')).items[*].price", scope => scope.World.Items.Select(item => (object)(item.Price ?? throw new NoValueException())).ToList()))),
            ]
            :
            [
                (3, Gen.Const(Leaf("lines(stdout)", scope => scope.World.Lines.Select(line => (object)line).ToList()))),
                (1, Gen.Const(Leaf("csv(stderr)[*].key", scope => scope.World.Rows.Select(row => (object)row.Key).ToList()))),
                (1, Gen.Const(Leaf("json(file('d.json')).items[*].tag", scope => scope.World.Items.Select(item => (object)item.Tag).ToList()))),
                (1, Gen.Const(Leaf("words(stdout)", scope => scope.World.Stdout.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => (object)word).ToList()))),
                (1, Gen.Const(Leaf("split(stdout, 'a')", scope => scope.World.Stdout.Split('a').Select(piece => (object)piece).ToList()))),
            ];
        if (depth > 0)
        {
            Gen<ReferenceNode> list = ListGen(kind, depth - 1, it);
            Gen<ReferenceNode> value = Of(kind, depth - 1, it);
            choices.Add((1, value.Array[1, 3].Select(items => new ReferenceNode($"[{string.Join(", ", items.Select(item => item.Text))}]", 8, scope => items.Select(item => item.Value(scope)).ToList()))));
            choices.Add((1, list.Select(items => Call("reverse", scope => ListOf(items, scope).AsEnumerable().Reverse().ToList(), items))));
            choices.Add((1, Gen.Select(list, Gen.Int[-3, 3]).Select((items, most) => new ReferenceNode($"take({items.Text}, {most})", 8, scope => (most < 0 ? ListOf(items, scope).TakeLast(-most) : ListOf(items, scope).Take(most)).ToList()))));
            choices.Add((1, Gen.Select(list, list).Select((left, right) => Call("concat", scope => ListOf(left, scope).Concat(ListOf(right, scope)).ToList(), left, right))));
            choices.Add((2, Gen.Select(list, Truth(depth - 1, kind)).Select((items, held) => Call("where", scope => ListOf(items, scope).Where(item => (bool)held.Value(scope with { It = item })).ToList(), items, held))));
            foreach (Kind from in new[] { Kind.Number, Kind.Text })
            {
                choices.Add((1, Gen.Select(ListGen(from, depth - 1, it), Of(kind, depth - 1, from)).Select((items, made) => Call("map", scope => ListOf(items, scope).Select(item => made.Value(scope with { It = item })).ToList(), items, made))));
            }
        }

        return Gen.Frequency([.. choices.Select(choice => (choice.Item1, (IGen<ReferenceNode>)choice.Item2))]).Select(node => node);
    }

    private static bool Compare(string sign, object left, object right)
    {
        int order = Order(left, right);
        return sign switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static int Order(object left, object right) => left is string text ? string.CompareOrdinal(text, (string)right) : ((Fraction)left).CompareTo((Fraction)right);

    private static bool InOrder(List<object> items) => items.Zip(items.Skip(1)).All(pair => Order(pair.First, pair.Second) <= 0);

    private static List<object> Sorted(List<object> items)
    {
        List<object> sorted = [.. items];
        sorted.Sort(Order);
        return sorted;
    }

    /// <summary>The kinds of items.</summary>
    public enum Kind
    {
        Number,
        Text,
    }
}
