using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>A node of an expression.</summary>
/// <param name="Column">Where it stands in the text, from 1: its first letter, or its operator.</param>
internal abstract record Expression(int Column)
{
    /// <summary>The nodes below it, from left to right.</summary>
    public virtual IEnumerable<Expression> Parts => [];

    /// <summary>True when its value depends on the item at hand.</summary>
    public virtual bool UsesIt => Parts.Any(part => part.UsesIt);

    /// <summary>True when this node or one below it is such.</summary>
    public bool Any(Func<Expression, bool> test) => test(this) || Parts.Any(part => part.Any(test));

    /// <summary>This node and all below it.</summary>
    public IEnumerable<Expression> All() => Parts.SelectMany(part => part.All()).Prepend(this);
}

/// <summary>A value that stands in the text: a number, a text, true, false or null.</summary>
internal sealed record LiteralExpression(int Column, Value Value) : Expression(Column);

/// <summary>Values in square brackets.</summary>
internal sealed record ListExpression(int Column, IReadOnlyList<Expression> Items) : Expression(Column)
{
    public override IEnumerable<Expression> Parts => Items;
}

/// <summary>The golden observation as a whole; only its parts are values.</summary>
internal sealed record BaseExpression(int Column) : Expression(Column);

/// <summary>Something observed: <c>stdout</c>, <c>base.exit</c>, <c>file('out.csv')</c>, <c>run(['-d'], stdout).stdout</c>.</summary>
/// <param name="Column">Where it stands.</param>
/// <param name="Source">What it is.</param>
/// <param name="Path">The path of <c>file</c> and <c>input</c>; null for the others.</param>
/// <param name="Of">The golden observation or another run; null for the run that is checked.</param>
internal sealed record SourceExpression(int Column, Source Source, string? Path, Expression? Of) : Expression(Column)
{
    /// <summary>The channel it reads; null for an input or a figure.</summary>
    public string? Channel => Source.Channel is not string channel ? null : Path is null ? channel : channel + ":" + Path;

    public override IEnumerable<Expression> Parts => Of is null ? [] : [Of];
}

/// <summary>The item at hand inside <c>all</c>, <c>any</c>, <c>map</c>, <c>where</c> and <c>sorted_by</c>.</summary>
internal sealed record ItExpression(int Column) : Expression(Column)
{
    public override bool UsesIt => true;
}

/// <summary>A call of a function.</summary>
internal sealed record CallExpression(int Column, Function Function, IReadOnlyList<Expression> Arguments) : Expression(Column)
{
    /// <summary>For <c>matches</c>, the compiled pattern; set by the type check.</summary>
    public Pattern? Pattern { get; set; }

    public override IEnumerable<Expression> Parts => Arguments;

    /// <summary>Inside a per-item expression <c>it</c> is the item of this call, not of one around it.</summary>
    public override bool UsesIt { get; } = Arguments.Where((_, index) => !Function.Parameters[index].PerItem).Any(argument => argument.UsesIt);
}

/// <summary><c>not</c> or a minus before a value.</summary>
internal sealed record UnaryExpression(int Column, string Sign, Expression Operand) : Expression(Column)
{
    public override IEnumerable<Expression> Parts => [Operand];
}

/// <summary>An operator between two values.</summary>
internal sealed record BinaryExpression(int Column, string Sign, Expression Left, Expression Right) : Expression(Column)
{
    public override IEnumerable<Expression> Parts => [Left, Right];
}

/// <summary>
/// Steps into a value: <c>.name</c>, <c>['name']</c>, <c>[3]</c>, <c>[-1]</c>, <c>[*]</c>. Behind a <c>[*]</c> the steps go on in
/// each item, and the whole is the list of what they reach; brackets around a path end that.
/// </summary>
internal sealed record PathExpression(int Column, Expression Operand, IReadOnlyList<PathStep> Steps) : Expression(Column)
{
    public override IEnumerable<Expression> Parts => [Operand];
}

/// <summary>One step of a path: a field, an index (from the end when negative), or every item.</summary>
/// <param name="Field">The field's name; null for the others.</param>
/// <param name="Index">The index; null for the others.</param>
internal sealed record PathStep(TextValue? Field, int? Index)
{
    public static PathStep Every { get; } = new(null, null);

    public bool IsEvery => Field is null && Index is null;
}

/// <summary><c>asc</c> or <c>desc</c>.</summary>
internal sealed record OrderExpression(int Column, bool Descending) : Expression(Column);
